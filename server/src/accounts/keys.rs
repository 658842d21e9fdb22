//! Making, listing and revoking keys.

use super::{note::note, store};
use crate::{
    access::{Principal, secret},
    db::{Result, Transaction},
    ids::IdSource,
};
use serde_json::json;
use shared::{
    api::keys::{CreatedKey, Key, KeyKind},
    ids::KeyId,
    time::Instant,
};

/// Characters of a key that are shown again, to tell keys apart.
const PREFIX: usize = 12;

/// Makes a key out of 192 random bits. It is valid as soon as the transaction is committed.
///
/// # Errors
/// When the database fails.
pub async fn create_key(
    transaction: &mut Transaction,
    ids: &IdSource,
    kind: KeyKind,
    name: &str,
    now: Instant,
    random: [u8; 24],
) -> Result<CreatedKey> {
    let key = format!("rc_{kind}_{}", hex::encode(random));
    let prefix = &key[..PREFIX];
    let key_id = KeyId(ids.next());
    let write_key = match kind {
        KeyKind::Write => Some(key.as_str()),
        KeyKind::Secret => None,
    };
    let to_keep = store::keys::KeyToKeep { key_id, kind, name, key_hash: secret::digest(&key), prefix, write_key };
    store::keys::insert(transaction, to_keep, now).await?;
    let entry = Key { key_id, kind, name: name.into(), prefix: prefix.into(), created: now, last_used: None };
    Ok(CreatedKey { key, entry })
}

/// A key that is or was valid.
pub(super) struct ListedKey {
    pub(super) entry: Key,
    pub(super) revoked: Option<Instant>,
}

/// Every key, the revoked ones included, oldest first.
pub(super) async fn all(transaction: &mut Transaction) -> Result<Vec<ListedKey>> {
    store::keys::all(transaction).await
}

/// Revokes a key; tells whether there is such a key.
pub(super) async fn revoke(
    transaction: &mut Transaction,
    ids: &IdSource,
    by: Option<&Principal>,
    key_id: KeyId,
    now: Instant,
) -> Result<bool> {
    let exists = store::keys::revoke(transaction, key_id, now).await?;
    if exists {
        note(transaction, ids, by, ("key_revoked", json!({ "key_id": key_id })), now).await?;
    }
    Ok(exists)
}

/// Records in the audit log that a key was made.
pub(super) async fn record_created(
    transaction: &mut Transaction,
    ids: &IdSource,
    by: Option<&Principal>,
    key: &Key,
    now: Instant,
) -> Result<()> {
    let detail = json!({ "key_id": key.key_id, "kind": key.kind });
    note(transaction, ids, by, ("key_created", detail), now).await
}

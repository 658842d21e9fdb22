//! Making keys.

use super::store;
use crate::{
    access::secret,
    db::{Result, Transaction},
    ids::IdSource,
};
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

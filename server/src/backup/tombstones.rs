//! Whoever was deleted stays deleted, also where an older backup takes the place of the workspace that deleted them.
//!
//! Tombstones are digests: they can be compared, not read. So what the backup brings is digested with the keys of the
//! workspace that goes, and whoever is found among its tombstones is deleted once more. Where the backup has a key of
//! its own, the earlier keys stay beside it, so that messages and imports are still held against all tombstones.

use super::store;
use crate::{
    db::{Result, Table, Transaction},
    deletion, ingest,
};
use shared::{text::fold, time::Instant};
use std::collections::{BTreeSet, HashSet};

/// Users that are deleted at once.
const AT_ONCE: usize = 500;

/// What of a workspace outlives it.
pub(super) struct Tombstones {
    keys: Vec<Vec<u8>>,
    tombstones: Vec<(String, i64)>,
}

impl Tombstones {
    /// Those of the workspace as it is.
    pub(super) async fn read(transaction: &mut Transaction) -> Result<Self> {
        let tombstones = store::tombstones(transaction).await?;
        Ok(Self { keys: ingest::tombstone_keys(transaction).await?, tombstones })
    }

    /// Adds them to the workspace that took the place of theirs, and deletes whom it brought back. Tells how many.
    pub(super) async fn keep(mut self, transaction: &mut Transaction, tables: &[Table], now: Instant) -> Result<u64> {
        let known: HashSet<String> =
            store::tombstones(transaction).await?.into_iter().map(|(identity_hash, _)| identity_hash).collect();
        self.tombstones.retain(|(identity_hash, _)| !known.contains(identity_hash));
        if self.tombstones.is_empty() {
            return Ok(0);
        }
        store::insert_tombstones(transaction, &self.tombstones).await?;
        ingest::add_tombstone_keys(transaction, &self.keys).await?;
        let hashes: HashSet<String> = self.tombstones.into_iter().map(|(identity_hash, _)| identity_hash).collect();
        let among = Among { keys: self.keys, hashes };
        let users = among.users(transaction).await?;
        for some in users.chunks(AT_ONCE) {
            deletion::erase(transaction, some, now).await?;
            store::delete_rows_of(transaction, tables, some).await?;
        }
        among.delete_rejects(transaction).await?;
        Ok(users.len() as u64)
    }
}

/// The deleted, to be looked for.
struct Among {
    keys: Vec<Vec<u8>>,
    hashes: HashSet<String>,
}

impl Among {
    fn has(&self, identity_key: &str) -> bool {
        self.keys.iter().any(|key| self.hashes.contains(&ingest::identity_hash(key, identity_key)))
    }

    /// Users of the deleted, by rising id. Who has an id of the product's is known by that alone: on the browser of a
    /// deleted visitor, and with an address that was theirs, there may be somebody else.
    async fn users(&self, transaction: &mut Transaction) -> Result<Vec<i64>> {
        let (mut users, mut visitors) = (BTreeSet::new(), Vec::new());
        let sort = |identity_key: String, user_id| {
            if !self.has(&identity_key) {
                return;
            }
            if identity_key.starts_with("user:") {
                users.insert(user_id);
            } else {
                visitors.push(user_id);
            }
        };
        store::each_identity(transaction, sort).await?;
        for some in visitors.chunks(AT_ONCE) {
            users.extend(store::anonymous_among(transaction, some.to_vec()).await?);
        }
        let by_email = |email: String, user_id| {
            if self.has(&format!("email:{}", fold(&email))) {
                users.insert(user_id);
            }
        };
        store::each_email(transaction, by_email).await?;
        Ok(users.into_iter().collect())
    }

    /// What could not be stored of them, also where the backup has no user of theirs.
    async fn delete_rejects(&self, transaction: &mut Transaction) -> Result<()> {
        let mut found = HashSet::new();
        let take = |identity_key: String| {
            if self.has(&identity_key) {
                found.insert(identity_key);
            }
        };
        store::each_reject_key(transaction, take).await?;
        deletion::delete_rejects(transaction, found.into_iter().collect()).await?;
        store::delete_nameless_rejects(transaction).await
    }
}

//! Identities of deleted people, as keyed digests.

use crate::{
    db::{Result, Transaction, sql},
    ingest::tombstones::identity_hash,
};
use std::collections::{HashMap, HashSet};

/// The key of the digests; made with `fresh` when there is none.
pub(crate) async fn tombstone_key(transaction: &mut Transaction, fresh: [u8; 32]) -> Result<Vec<u8>> {
    let made = sql("insert into settings (key, value) values ('tombstone_key', $1) on conflict (key) do nothing");
    transaction.execute(made.bind(hex::encode(fresh))).await?;
    let (stored,): (String,) = transaction.one(sql("select value from settings where key = 'tombstone_key'")).await?;
    Ok(as_key(stored))
}

/// A key is ours and hexadecimal; were it not, its text would serve as well.
fn as_key(stored: String) -> Vec<u8> {
    hex::decode(&stored).unwrap_or_else(|_| stored.into_bytes())
}

/// Whether anybody was ever deleted.
pub(in crate::ingest) async fn any_tombstones(transaction: &mut Transaction) -> Result<bool> {
    let found: Option<(i64,)> = transaction.optional(sql("select at from tombstones limit 1")).await?;
    Ok(found.is_some())
}

/// Which of these identity keys (`user:...`, `email:...`) are of people who were deleted.
pub(crate) async fn deleted_among(transaction: &mut Transaction, keys: &[String]) -> Result<HashSet<String>> {
    if keys.is_empty() || !any_tombstones(transaction).await? {
        return Ok(HashSet::new());
    }
    let statement = sql("select value from settings where key = 'tombstone_key'");
    let Some((stored,)) = transaction.optional::<(String,)>(statement).await? else { return Ok(HashSet::new()) };
    let secret = as_key(stored);
    let by_hash: HashMap<String, &String> = keys.iter().map(|key| (identity_hash(&secret, key), key)).collect();
    let found = found_tombstones(transaction, by_hash.keys().cloned().collect()).await?;
    Ok(found.iter().filter_map(|hash| by_hash.get(hash)).map(|key| (*key).clone()).collect())
}

/// Which of these digests are there.
pub(in crate::ingest) async fn found_tombstones(
    transaction: &mut Transaction,
    hashes: Vec<String>,
) -> Result<Vec<String>> {
    let text = "select identity_hash from tombstones where identity_hash = any($1)";
    let found: Vec<(String,)> = transaction.all(sql(text).bind(hashes)).await?;
    Ok(found.into_iter().map(|(hash,)| hash).collect())
}

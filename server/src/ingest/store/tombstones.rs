//! Identities of deleted people, as keyed digests.

use crate::{
    db::{Result, Sql, Transaction, sql},
    ingest::tombstones::identity_hash,
};
use std::collections::{HashMap, HashSet};

/// The setting that holds the keys of workspaces that a restored backup took the place of; it comes behind the present
/// one's when settings are read backwards.
const EARLIER: &str = "earlier_tombstone_keys";

/// The key of the digests; made with `fresh` when there is none.
pub(crate) async fn tombstone_key(transaction: &mut Transaction, fresh: [u8; 32]) -> Result<Vec<u8>> {
    let made = sql("insert into settings (key, value) values ('tombstone_key', $1) on conflict (key) do nothing");
    transaction.execute(made.bind(hex::encode(fresh))).await?;
    let (stored,): (String,) = transaction.one(sql("select value from settings where key = 'tombstone_key'")).await?;
    Ok(as_key(stored))
}

/// Every key that tombstones were made with: the present one first, then those of workspaces that a restored backup took
/// the place of.
pub(crate) async fn tombstone_keys(transaction: &mut Transaction) -> Result<Vec<Vec<u8>>> {
    let text = "select value from settings where key = any($1) order by key desc";
    let settings = ["tombstone_key", EARLIER].map(str::to_owned).to_vec();
    let rows: Vec<(String,)> = transaction.all(sql(text).bind(settings)).await?;
    let words = rows.iter().flat_map(|(value,)| value.split(' '));
    Ok(words.map(|word| as_key(word.to_owned())).collect())
}

/// Adds keys to those that tombstones were made with; the first of all is that which they are made with from now on.
pub(crate) async fn add_tombstone_keys(transaction: &mut Transaction, keys: &[Vec<u8>]) -> Result<()> {
    let Some((first, _)) = keys.split_first() else { return Ok(()) };
    let set = "insert into settings (key, value) values ($1, $2) on conflict (key)";
    let made = Sql::built(format!("{set} do nothing"));
    transaction.execute(made.bind("tombstone_key").bind(hex::encode(first))).await?;
    let mut all = tombstone_keys(transaction).await?;
    for key in keys {
        if !all.contains(key) {
            all.push(key.clone());
        }
    }
    if all.len() > 1 {
        let earlier: Vec<String> = all[1..].iter().map(hex::encode).collect();
        let put = Sql::built(format!("{set} do update set value = excluded.value"));
        transaction.execute(put.bind(EARLIER).bind(earlier.join(" "))).await?;
    }
    Ok(())
}

/// A key is ours and hexadecimal; were it not, its text would serve as well.
fn as_key(stored: String) -> Vec<u8> {
    hex::decode(&stored).unwrap_or_else(|_| stored.into_bytes())
}

/// Whether anybody was ever deleted.
async fn any_tombstones(transaction: &mut Transaction) -> Result<bool> {
    let found: Option<(i64,)> = transaction.optional(sql("select at from tombstones limit 1")).await?;
    Ok(found.is_some())
}

/// Which of these identity keys (`user:...`, `email:...`) are of people who were deleted.
pub(crate) async fn deleted_among(transaction: &mut Transaction, keys: &[String]) -> Result<HashSet<String>> {
    if keys.is_empty() || !any_tombstones(transaction).await? {
        return Ok(HashSet::new());
    }
    let secrets = tombstone_keys(transaction).await?;
    let each = secrets.iter().flat_map(|secret| keys.iter().map(move |key| (identity_hash(secret, key), key)));
    let by_hash: HashMap<String, &String> = each.collect();
    let found = found_tombstones(transaction, by_hash.keys().cloned().collect()).await?;
    Ok(found.iter().filter_map(|hash| by_hash.get(hash)).map(|key| (*key).clone()).collect())
}

/// Which of these digests are there.
async fn found_tombstones(transaction: &mut Transaction, hashes: Vec<String>) -> Result<Vec<String>> {
    let text = "select identity_hash from tombstones where identity_hash = any($1)";
    let found: Vec<(String,)> = transaction.all(sql(text).bind(hashes)).await?;
    Ok(found.into_iter().map(|(hash,)| hash).collect())
}

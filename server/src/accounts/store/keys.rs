//! The table `api_keys`.

use crate::db::{Result, Sql, Transaction, sql};
use shared::{api::keys::KeyKind, ids::KeyId, time::Instant};

/// A key to be kept.
pub struct KeyToKeep<'a> {
    pub key_id: KeyId,
    pub kind: KeyKind,
    pub name: &'a str,
    pub key_hash: String,
    pub prefix: &'a str,
    /// The key itself, for write keys only.
    pub write_key: Option<&'a str>,
}

pub async fn insert(transaction: &mut Transaction, key: KeyToKeep<'_>, now: Instant) -> Result<()> {
    let text = "insert into api_keys (key_id, kind, name, key_hash, prefix, write_key, created_at) \
                values ($1, $2, $3, $4, $5, $6, $7)";
    let insert = sql(text)
        .bind(key.key_id.0)
        .bind(key.kind.word())
        .bind(key.name)
        .bind(key.key_hash)
        .bind(key.prefix)
        .bind(key.write_key)
        .bind(now.0);
    transaction.execute(insert).await.map(|_| ())
}

/// A key as the table has it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct KeyRow {
    pub key_id: i64,
    pub kind: String,
    pub name: String,
    pub prefix: String,
    pub created_at: i64,
    pub last_used_at: Option<i64>,
    pub revoked_at: Option<i64>,
}

/// Every key, the revoked ones included, oldest first.
pub async fn all(transaction: &mut Transaction) -> Result<Vec<KeyRow>> {
    let text = "select key_id, kind, name, prefix, created_at, last_used_at, revoked_at from api_keys \
                order by created_at, key_id";
    transaction.all(sql(text)).await
}

/// Ends a key. A key that has ended stays as it is; tells whether there is such a key.
pub async fn revoke(transaction: &mut Transaction, key_id: KeyId, now: Instant) -> Result<bool> {
    let text = "update api_keys set revoked_at = coalesce(revoked_at, $2) where key_id = $1";
    Ok(transaction.execute(sql(text).bind(key_id.0).bind(now.0)).await? > 0)
}

/// Whether there was ever a write key.
pub async fn had_write_key(transaction: &mut Transaction) -> Result<bool> {
    exists(transaction, sql("select key_id from api_keys where kind = 'write' limit 1")).await
}

/// The newest write key that is valid.
pub async fn newest_write_key(transaction: &mut Transaction) -> Result<Option<String>> {
    let text = "select write_key from api_keys where kind = 'write' and revoked_at is null and write_key is not null \
                order by created_at desc, key_id desc limit 1";
    Ok(transaction.optional::<(String,)>(sql(text)).await?.map(|(key,)| key))
}

async fn exists(transaction: &mut Transaction, query: Sql) -> Result<bool> {
    Ok(transaction.optional::<(i64,)>(query).await?.is_some())
}

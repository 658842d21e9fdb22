//! The table `api_keys`.

use crate::{
    accounts::keys::ListedKey,
    db::{Error, Result, Transaction, sql},
};
use shared::{
    api::keys::{Key, KeyKind},
    ids::KeyId,
    time::Instant,
};

/// A key to be kept.
pub(in crate::accounts) struct KeyToKeep<'a> {
    pub(in crate::accounts) key_id: KeyId,
    pub(in crate::accounts) kind: KeyKind,
    pub(in crate::accounts) name: &'a str,
    pub(in crate::accounts) key_hash: String,
    pub(in crate::accounts) prefix: &'a str,
    /// The key itself, for write keys only.
    pub(in crate::accounts) write_key: Option<&'a str>,
}

pub(in crate::accounts) async fn insert(transaction: &mut Transaction, key: KeyToKeep<'_>, now: Instant) -> Result<()> {
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

#[derive(sqlx::FromRow)]
struct Row {
    key_id: i64,
    kind: String,
    name: String,
    prefix: String,
    created_at: i64,
    last_used_at: Option<i64>,
    revoked_at: Option<i64>,
}

/// Every key, the revoked ones included, oldest first.
pub(in crate::accounts) async fn all(transaction: &mut Transaction) -> Result<Vec<ListedKey>> {
    let text = "select key_id, kind, name, prefix, created_at, last_used_at, revoked_at from api_keys \
                order by created_at, key_id";
    let rows: Vec<Row> = transaction.all(sql(text)).await?;
    rows.into_iter().map(Row::listed).collect()
}

impl Row {
    fn listed(self) -> Result<ListedKey> {
        let kind = self.kind.parse().map_err(|error: String| Error::Defect(sqlx::Error::Decode(error.into())))?;
        let entry = Key {
            key_id: KeyId(self.key_id),
            kind,
            name: self.name,
            prefix: self.prefix,
            created: Instant(self.created_at),
            last_used: self.last_used_at.map(Instant),
        };
        Ok(ListedKey { entry, revoked: self.revoked_at.map(Instant) })
    }
}

/// Ends a key. A key that has ended stays as it is; tells whether there is such a key.
pub(in crate::accounts) async fn revoke(transaction: &mut Transaction, key_id: KeyId, now: Instant) -> Result<bool> {
    let text = "update api_keys set revoked_at = coalesce(revoked_at, $2) where key_id = $1";
    Ok(transaction.execute(sql(text).bind(key_id.0).bind(now.0)).await? > 0)
}

/// Whether there was ever a write key.
pub(in crate::accounts) async fn had_write_key(transaction: &mut Transaction) -> Result<bool> {
    let query = sql("select key_id from api_keys where kind = 'write' limit 1");
    Ok(transaction.optional::<(i64,)>(query).await?.is_some())
}

/// The newest write key that is valid.
pub(in crate::accounts) async fn newest_write_key(transaction: &mut Transaction) -> Result<Option<String>> {
    let text = "select write_key from api_keys where kind = 'write' and revoked_at is null and write_key is not null \
                order by created_at desc, key_id desc limit 1";
    Ok(transaction.optional::<(String,)>(sql(text)).await?.map(|(key,)| key))
}

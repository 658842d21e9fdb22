//! What access checks read and write: `sessions`, `api_keys` and `audit_log`.

use super::{audit::AuditEntry, secret, session::Beginning};
use crate::db::{Error, Result, Transaction, sql};
use shared::{
    api::{keys::KeyKind, session::Account},
    ids::{AccountId, KeyId},
    time::Instant,
};

/// A session as it stands in the table, valid or not.
pub(super) struct StoredSession {
    pub(super) account: Account,
    pub(super) used: Instant,
    pub(super) expires: Instant,
}

#[derive(sqlx::FromRow)]
struct SessionRow {
    account_id: i64,
    name: String,
    email: String,
    role: String,
    used_at: i64,
    expires_at: i64,
}

/// The address that an owner gave the server; none where nobody did, or it was taken away.
pub(super) async fn public_url(transaction: &mut Transaction) -> Result<Option<String>> {
    let row = transaction.optional(sql("select value from settings where key = 'public_url'")).await?;
    Ok(row.map(|(value,): (String,)| value).filter(|value| !value.is_empty()))
}

pub(super) async fn find_session(transaction: &mut Transaction, token_hash: &str) -> Result<Option<StoredSession>> {
    let text = "select a.account_id, a.name, a.email, a.role, s.used_at, s.expires_at \
                from sessions s join accounts a on a.account_id = s.account_id where s.token_hash = $1 and a.removed_at is null";
    let row: Option<SessionRow> = transaction.optional(sql(text).bind(token_hash)).await?;
    row.map(|row| {
        let role = word(&row.role)?;
        Ok(StoredSession {
            account: Account { account_id: AccountId(row.account_id), name: row.name, email: row.email, role },
            used: Instant(row.used_at),
            expires: Instant(row.expires_at),
        })
    })
    .transpose()
}

/// A word of ours that the table should hold.
fn word<T: std::str::FromStr<Err = String>>(text: &str) -> Result<T> {
    text.parse().map_err(|error: String| Error::Defect(sqlx::Error::Decode(error.into())))
}

/// A session to be kept.
pub(super) struct SessionToKeep<'a> {
    pub(super) token_hash: String,
    pub(super) account_id: AccountId,
    pub(super) beginning: Beginning<'a>,
    pub(super) now: Instant,
    pub(super) expires: Instant,
}

pub(super) async fn insert_session(transaction: &mut Transaction, session: SessionToKeep<'_>) -> Result<()> {
    let text = "insert into sessions (token_hash, account_id, created_at, used_at, expires_at, client, address, by_link) \
                values ($1, $2, $3, $4, $5, $6, $7, $8)";
    let insert = sql(text)
        .bind(session.token_hash)
        .bind(session.account_id.0)
        .bind(session.now.0)
        .bind(session.now.0)
        .bind(session.expires.0)
        .bind(session.beginning.client)
        .bind(session.beginning.address.map(|address| address.to_string()))
        .bind(i64::from(session.beginning.by_link));
    transaction.execute(insert).await.map(|_| ())
}

pub(super) async fn delete_session(transaction: &mut Transaction, token_hash: &str) -> Result<()> {
    transaction.execute(sql("delete from sessions where token_hash = $1").bind(token_hash)).await.map(|_| ())
}

pub(super) async fn delete_outdated_sessions(
    transaction: &mut Transaction,
    now: Instant,
    unused_since: Instant,
) -> Result<()> {
    let text = "delete from sessions where expires_at <= $1 or used_at <= $2";
    transaction.execute(sql(text).bind(now.0).bind(unused_since.0)).await.map(|_| ())
}

pub(super) async fn touch_session(transaction: &mut Transaction, token_hash: &str, now: Instant) -> Result<()> {
    let text = "update sessions set used_at = $2 where token_hash = $1 and used_at < $2";
    transaction.execute(sql(text).bind(token_hash).bind(now.0)).await.map(|_| ())
}

/// A key that is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundKey {
    /// Names the key.
    pub key_id: KeyId,
    /// What it may do.
    pub kind: KeyKind,
    /// When it was last noted as used.
    pub last_used: Option<Instant>,
}

/// Looks a key up. `None` for one that is unknown or revoked.
///
/// # Errors
/// When the database fails.
pub async fn find_key(transaction: &mut Transaction, key: &str) -> Result<Option<FoundKey>> {
    let text = "select key_id, kind, last_used_at from api_keys where key_hash = $1 and revoked_at is null";
    let row: Option<(i64, String, Option<i64>)> = transaction.optional(sql(text).bind(secret::digest(key))).await?;
    row.map(|(key_id, kind, last_used)| {
        Ok(FoundKey { key_id: KeyId(key_id), kind: word(&kind)?, last_used: last_used.map(Instant) })
    })
    .transpose()
}

/// Notes that a key was used.
///
/// # Errors
/// When the database fails.
pub async fn touch_key(transaction: &mut Transaction, key_id: KeyId, now: Instant) -> Result<()> {
    let text = "update api_keys set last_used_at = $2 where key_id = $1 and coalesce(last_used_at, $2 - 1) < $2";
    transaction.execute(sql(text).bind(key_id.0).bind(now.0)).await.map(|_| ())
}

pub(super) async fn insert_audit(
    transaction: &mut Transaction,
    audit_id: i64,
    entry: &AuditEntry,
    now: Instant,
) -> Result<()> {
    let text = "insert into audit_log (audit_id, at, account_id, action, detail) values ($1, $2, $3, $4, $5)";
    let insert = sql(text)
        .bind(audit_id)
        .bind(now.0)
        .bind(entry.account_id.map(|account_id| account_id.0))
        .bind(entry.action)
        .bind(entry.detail.to_string());
    transaction.execute(insert).await.map(|_| ())
}

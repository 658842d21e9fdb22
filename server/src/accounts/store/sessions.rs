//! The sessions of an account, in the table `sessions`. Their digests stay here: a session is named by the beginning
//! of its digest, which opens nothing.

use crate::db::{Result, Transaction, sql};
use shared::{api::accounts::OpenSession, ids::AccountId, time::Instant};

/// Characters of a digest that tell the sessions of one account apart.
const NAME: usize = 16;

/// A session of an account.
pub(in crate::accounts) struct StoredSession {
    pub(in crate::accounts) open: OpenSession,
    /// Whether a one-time link began it.
    pub(in crate::accounts) by_link: bool,
}

#[derive(sqlx::FromRow)]
struct Row {
    token_hash: String,
    client: String,
    address: Option<String>,
    created_at: i64,
    used_at: i64,
    expires_at: i64,
    by_link: i64,
}

/// The valid sessions of an account, the one used last first; `current` is the digest of the one that asks.
pub(in crate::accounts) async fn all(
    transaction: &mut Transaction,
    account_id: AccountId,
    current: Option<&str>,
    now: Instant,
    used_after: Instant,
) -> Result<Vec<StoredSession>> {
    let text = "select token_hash, client, address, created_at, used_at, expires_at, by_link from sessions \
                where account_id = $1 and expires_at > $2 and used_at > $3 \
                order by used_at desc, created_at desc, token_hash";
    let rows: Vec<Row> = transaction.all(sql(text).bind(account_id.0).bind(now.0).bind(used_after.0)).await?;
    let stored = |row: Row| StoredSession {
        open: OpenSession {
            session_id: row.token_hash.chars().take(NAME).collect(),
            client: row.client,
            address: row.address,
            created: Instant(row.created_at),
            last_used: Instant(row.used_at),
            expires: Instant(row.expires_at),
            is_current: current == Some(row.token_hash.as_str()),
        },
        by_link: row.by_link != 0,
    };
    Ok(rows.into_iter().map(stored).collect())
}

/// Ends one session of an account; tells whether there was such a session.
pub(in crate::accounts) async fn end(
    transaction: &mut Transaction,
    account_id: AccountId,
    session_id: &str,
) -> Result<bool> {
    let text = "delete from sessions where account_id = $1 and substr(token_hash, 1, 16) = $2";
    Ok(transaction.execute(sql(text).bind(account_id.0).bind(session_id)).await? > 0)
}

/// Ends the sessions of an account, but for the one with the digest `kept`; tells how many there were.
pub(in crate::accounts) async fn end_all(
    transaction: &mut Transaction,
    account_id: AccountId,
    kept: Option<&str>,
) -> Result<u64> {
    let text = "delete from sessions where account_id = $1 and token_hash <> $2";
    transaction.execute(sql(text).bind(account_id.0).bind(kept.unwrap_or_default())).await
}

/// A session that a link began has a password from now on, which the next change asks for.
pub(in crate::accounts) async fn has_password(transaction: &mut Transaction, token_hash: Option<&str>) -> Result<()> {
    let update = sql("update sessions set by_link = 0 where token_hash = $1").bind(token_hash.unwrap_or_default());
    transaction.execute(update).await.map(drop)
}

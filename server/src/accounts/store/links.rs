//! The table `links`.

use crate::db::{Result, Transaction, sql};
use shared::{ids::AccountId, time::Instant};

/// What a link does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::accounts) enum Kind {
    /// Makes the first owner.
    SetUp,
    /// Signs an account in.
    SignIn,
    /// Comes back from a provider of OpenID Connect.
    OpenId,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::SetUp => "set_up",
            Self::SignIn => "sign_in",
            Self::OpenId => "openid",
        }
    }
}

/// A link that is valid.
#[derive(Debug)]
pub(in crate::accounts) struct Link {
    /// Whom it signs in.
    pub(in crate::accounts) account_id: Option<AccountId>,
}

pub(in crate::accounts) async fn insert(
    transaction: &mut Transaction,
    kind: Kind,
    token_hash: &str,
    account_id: Option<AccountId>,
    expires: Instant,
) -> Result<()> {
    let text = "insert into links (token_hash, kind, account_id, expires_at) values ($1, $2, $3, $4)";
    let account_id = account_id.map(|account_id| account_id.0);
    let insert = sql(text).bind(token_hash).bind(kind.word()).bind(account_id).bind(expires.0);
    transaction.execute(insert).await.map(|_| ())
}

pub(in crate::accounts) async fn find(
    transaction: &mut Transaction,
    kind: Kind,
    token_hash: &str,
    now: Instant,
) -> Result<Option<Link>> {
    let text = "select account_id from links where token_hash = $1 and kind = $2 and expires_at > $3";
    let query = sql(text).bind(token_hash).bind(kind.word()).bind(now.0);
    let row: Option<(Option<i64>,)> = transaction.optional(query).await?;
    Ok(row.map(|(account_id,)| Link { account_id: account_id.map(AccountId) }))
}

/// Finds a link and ends it, so that it works once.
pub(in crate::accounts) async fn take(
    transaction: &mut Transaction,
    kind: Kind,
    token_hash: &str,
    now: Instant,
) -> Result<Option<Link>> {
    let link = find(transaction, kind, token_hash, now).await?;
    if link.is_some() {
        transaction.execute(sql("delete from links where token_hash = $1").bind(token_hash)).await?;
    }
    Ok(link)
}

pub(in crate::accounts) async fn delete_all(transaction: &mut Transaction, kind: Kind) -> Result<()> {
    transaction.execute(sql("delete from links where kind = $1").bind(kind.word())).await.map(|_| ())
}

pub(in crate::accounts) async fn delete_outdated(transaction: &mut Transaction, now: Instant) -> Result<()> {
    transaction.execute(sql("delete from links where expires_at <= $1").bind(now.0)).await.map(|_| ())
}

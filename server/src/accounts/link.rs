//! One-time links: the one that makes the first owner, and those that let an operator back in. Their tokens stand
//! in the fragment, which browsers send to nobody.

use super::{email, store};
use crate::{
    access::{AuditEntry, record_audit, secret},
    clock::Clock,
    db::Database,
    ids::IdSource,
};
use shared::time::Instant;
use store::links::Kind;

/// How long a sign-in link is valid, in milliseconds.
const SIGN_IN: i64 = 15 * 60_000;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The one-time link that makes the first owner; earlier ones end. `None` once there is an owner.
///
/// # Errors
/// What the operator is to be told.
pub async fn set_up_link(database: &Database, _clock: &Clock, public_url: &str) -> Result<Option<String>, Failure> {
    let token = secret::token(rand::random());
    let mut transaction = database.write().await?;
    if store::accounts::has_owner(&mut transaction).await? {
        return Ok(None);
    }
    store::links::delete_all(&mut transaction, Kind::SetUp).await?;
    // It is valid for as long as there is no owner.
    store::links::insert(&mut transaction, Kind::SetUp, &secret::digest(&token), None, Instant::LAST).await?;
    transaction.commit().await?;
    Ok(Some(format!("{public_url}/set-up#{token}")))
}

/// A one-time link that signs in the account of an address, or the first owner.
///
/// # Errors
/// What the operator is to be told: there is no such account.
pub async fn sign_in_link(
    database: &Database,
    clock: &Clock,
    public_url: &str,
    address: Option<&str>,
) -> Result<String, Failure> {
    let (ids, now, token) = (IdSource::new(clock.clone()), clock.now(), secret::token(rand::random()));
    let mut transaction = database.write().await?;
    let account = match address {
        Some(address) => store::accounts::by_email(&mut transaction, &email::key(address)).await?,
        None => store::accounts::first_owner(&mut transaction).await?,
    };
    let account_id = account.ok_or("there is no such account")?.account.account_id;
    store::links::delete_outdated(&mut transaction, now).await?;
    let (token_hash, expires) = (secret::digest(&token), Instant(now.0 + SIGN_IN));
    store::links::insert(&mut transaction, Kind::SignIn, &token_hash, Some(account_id), expires).await?;
    let detail = serde_json::json!({ "account_id": account_id });
    let entry = AuditEntry { account_id: None, action: "sign_in_link_created", detail };
    record_audit(&mut transaction, &ids, entry, now).await?;
    transaction.commit().await?;
    Ok(format!("{public_url}/sign-in-link#{token}"))
}

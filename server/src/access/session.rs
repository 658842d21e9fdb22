//! Sessions: 256-bit tokens that end when they are not used, and in any case some day.

use super::{
    store::{self, SessionToKeep},
    touch::{self, Touch},
};
use crate::{
    db::{self, Transaction},
    error::ApiResult,
    state::State,
};
use shared::{api::session::Account, ids::AccountId, time::Instant};
use std::net::IpAddr;

const DAY: i64 = 86_400_000;

/// How long a session lasts at most, in milliseconds.
pub const ABSOLUTE: i64 = 60 * DAY;

/// How long a session lasts without being used, in milliseconds.
pub const IDLE: i64 = 14 * DAY;

/// A session that is valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundSession {
    /// Whose it is.
    pub account: Account,
    /// When it ends at the latest.
    pub expires: Instant,
}

/// The session of a token, when it is valid. That it was used is noted now and then.
///
/// # Errors
/// When the database fails.
pub async fn find(state: &State, token: &str) -> ApiResult<Option<FoundSession>> {
    let now = state.clock.now();
    let token_hash = super::secret::digest(token);
    let found = store::find_session(&mut state.database.snapshot().await?, &token_hash).await?;
    let Some(found) = found.filter(|found| is_valid(found.used, found.expires, now)) else { return Ok(None) };
    touch::if_old(state, Touch::Session(token_hash), Some(found.used));
    Ok(Some(FoundSession { account: found.account, expires: found.expires }))
}

fn is_valid(used: Instant, expires: Instant, now: Instant) -> bool {
    now < expires && used > used_after(now)
}

/// Where a session begins, as the list of sessions tells it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beginning<'a> {
    /// The browser, in a few words.
    pub client: &'a str,
    /// The address of the network.
    pub address: Option<IpAddr>,
    /// Whether a one-time link begins it, and no password.
    pub by_link: bool,
    /// The token of the session that this browser had before.
    pub earlier_token: Option<&'a str>,
}

/// Opens a session for a token and gives its end. The browser's earlier session ends, and so do outdated ones.
///
/// # Errors
/// When the database fails.
pub async fn open(
    transaction: &mut Transaction,
    account_id: AccountId,
    token: &str,
    beginning: Beginning<'_>,
    now: Instant,
) -> db::Result<Instant> {
    if let Some(earlier) = beginning.earlier_token {
        close(transaction, earlier).await?;
    }
    store::delete_outdated_sessions(transaction, now, used_after(now)).await?;
    let expires = Instant(now.0 + ABSOLUTE);
    let token_hash = super::secret::digest(token);
    store::insert_session(transaction, SessionToKeep { token_hash, account_id, beginning, now, expires }).await?;
    Ok(expires)
}

/// The least instant of last use at which a session is valid.
#[must_use]
pub fn used_after(now: Instant) -> Instant {
    Instant(now.0 - IDLE)
}

/// Ends the session of a token, if there is one.
///
/// # Errors
/// When the database fails.
pub async fn close(transaction: &mut Transaction, token: &str) -> db::Result<()> {
    store::delete_session(transaction, &super::secret::digest(token)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_when_idle_and_in_any_case() {
        let valid = |used: i64, now: i64| is_valid(Instant(used * DAY), Instant(ABSOLUTE), Instant(now * DAY));
        assert!(valid(0, 13));
        assert!(!valid(0, 14));
        assert!(valid(55, 59));
        assert!(!valid(59, 60));
    }
}

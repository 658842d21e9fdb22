//! The table `changes`.

use crate::db::{Result, Transaction, sql};
use shared::time::Instant;

/// What kind of thing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Users and what hangs on them.
    Users,
    /// Tags, attributes, segments: what users are described with.
    Definitions,
}

impl Topic {
    fn word(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::Definitions => "definitions",
        }
    }
}

/// What a transaction changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The kind of thing.
    pub topic: Topic,
    /// Users created less users removed.
    pub users_delta: i64,
    /// The users concerned; `None` for too many to name.
    pub user_ids: Option<Vec<i64>>,
}

/// Most users that a change names one by one.
const MOST_NAMED: usize = 5_000;

/// Records the change that this transaction makes and gives its sequence.
///
/// # Errors
/// When the database fails.
pub async fn record(transaction: &mut Transaction, at: Instant, change: &Change) -> Result<u64> {
    let named = change.user_ids.as_ref().filter(|ids| ids.len() <= MOST_NAMED);
    let user_ids = named.map(|ids| serde_json::Value::from(ids.as_slice()).to_string());
    let (last,): (i64,) = transaction.one(sql("select coalesce(max(sequence), 0) from changes")).await?;
    transaction
        .execute(
            sql("insert into changes (sequence, at, topic, users_delta, user_ids) values ($1, $2, $3, $4, $5)")
                .bind(last + 1)
                .bind(at.0)
                .bind(change.topic.word())
                .bind(change.users_delta)
                .bind(user_ids),
        )
        .await?;
    Ok(last.unsigned_abs() + 1)
}

/// The sequence that this transaction sees and the number of users at it, given an earlier state.
///
/// # Errors
/// When the database fails.
pub async fn seen_in(transaction: &mut Transaction, earlier: super::Seen) -> Result<super::Seen> {
    let base = i64::try_from(earlier.sequence).unwrap_or(i64::MAX);
    let text = "select coalesce(max(sequence), $1), cast(coalesce(sum(users_delta), 0) as bigint) \
                from changes where sequence > $1";
    let (sequence, delta): (i64, i64) = transaction.one(sql(text).bind(base)).await?;
    Ok(super::Seen { sequence: sequence.unsigned_abs(), total: earlier.total.saturating_add_signed(delta) })
}

/// The state from nothing: counts every user.
///
/// # Errors
/// When the database fails.
pub(super) async fn seen_from_nothing(transaction: &mut Transaction) -> Result<super::Seen> {
    let (sequence,): (i64,) = transaction.one(sql("select coalesce(max(sequence), 0) from changes")).await?;
    let (total,): (i64,) = transaction.one(sql("select count(*) from users")).await?;
    Ok(super::Seen { sequence: sequence.unsigned_abs(), total: total.unsigned_abs() })
}

/// Forgets changes older than `before`, but never the latest.
///
/// # Errors
/// When the database fails.
pub async fn prune(transaction: &mut Transaction, before: Instant) -> Result<u64> {
    let text = "delete from changes where at < $1 and sequence < (select max(sequence) from changes)";
    transaction.execute(sql(text).bind(before.0)).await
}

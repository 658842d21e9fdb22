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
    /// The users concerned; `None` for too many to name. Users who were deleted are never named: that there are fewer,
    /// `users_delta` tells.
    pub user_ids: Option<Vec<i64>>,
}

/// Most users that a change names one by one.
pub const MOST_NAMED: usize = 5_000;

/// How many of the latest changes name users. Followers are a second behind, not a thousand changes; and whoever is
/// deleted has to be looked for in these only.
pub const NAMING: i64 = 1_000;

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
    let unnamed = sql("update changes set user_ids = null where sequence = $1 and user_ids is not null");
    transaction.execute(unnamed.bind(last + 1 - NAMING)).await?;
    Ok(last.unsigned_abs() + 1)
}

/// Takes the ids of users who are deleted, in rising order, out of earlier changes.
///
/// # Errors
/// When the database fails.
pub async fn forget(transaction: &mut Transaction, user_ids: &[i64]) -> Result<()> {
    let text = "select sequence, user_ids from changes where user_ids is not null \
                and sequence > (select coalesce(max(sequence), 0) from changes) - $1";
    let rows: Vec<(i64, String)> = transaction.all(sql(text).bind(NAMING)).await?;
    for (sequence, named) in rows {
        if let Some(left) = without(&named, user_ids) {
            let update = sql("update changes set user_ids = $2 where sequence = $1").bind(sequence).bind(left);
            transaction.execute(update).await?;
        }
    }
    Ok(())
}

/// The ids without these; `None` when none of them is there.
fn without(named: &str, user_ids: &[i64]) -> Option<String> {
    // Searching the text for one id is much quicker than reading all that it names.
    if let [only] = user_ids
        && !named.contains(&only.to_string())
    {
        return None;
    }
    let ids: Vec<i64> = serde_json::from_str(named).unwrap_or_default();
    let left: Vec<i64> = ids.iter().copied().filter(|id| user_ids.binary_search(id).is_err()).collect();
    (left.len() < ids.len()).then(|| serde_json::Value::from(left).to_string())
}

/// The sequence that this transaction sees and the number of users at it, given an earlier state.
///
/// # Errors
/// When the database fails.
pub async fn seen_in(transaction: &mut Transaction, earlier: super::Seen) -> Result<super::Seen> {
    let base = i64::try_from(earlier.sequence).unwrap_or(i64::MAX);
    let text = "select coalesce(max(sequence), $1), cast(coalesce(sum(users_delta), 0) as bigint), \
                max(case when topic = 'definitions' then sequence end) from changes where sequence > $1";
    let (sequence, delta, definitions): (i64, i64, Option<i64>) = transaction.one(sql(text).bind(base)).await?;
    Ok(super::Seen {
        sequence: sequence.unsigned_abs(),
        total: earlier.total.saturating_add_signed(delta),
        definitions: definitions.map_or(earlier.definitions, i64::unsigned_abs),
    })
}

/// The state from nothing: counts every user.
///
/// # Errors
/// When the database fails.
pub(super) async fn seen_from_nothing(transaction: &mut Transaction) -> Result<super::Seen> {
    let text = "select coalesce(max(sequence), 0), \
                coalesce(max(case when topic = 'definitions' then sequence end), 0) from changes";
    let (sequence, definitions): (i64, i64) = transaction.one(sql(text)).await?;
    let (total,): (i64,) = transaction.one(sql("select count(*) from users")).await?;
    Ok(super::Seen {
        sequence: sequence.unsigned_abs(),
        total: total.unsigned_abs(),
        definitions: definitions.unsigned_abs(),
    })
}

/// Forgets changes older than `before`, but never the latest.
///
/// # Errors
/// When the database fails.
pub async fn prune(transaction: &mut Transaction, before: Instant) -> Result<u64> {
    let text = "delete from changes where at < $1 and sequence < (select max(sequence) from changes)";
    transaction.execute(sql(text).bind(before.0)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_taken_out_whole() {
        assert_eq!(without("[1,22,333]", &[22]).as_deref(), Some("[1,333]"));
        assert_eq!(without("[1,22,333]", &[2]), None);
        assert_eq!(without("[1,22,333]", &[1, 2, 333]).as_deref(), Some("[22]"));
        assert_eq!(without("[7]", &[7]).as_deref(), Some("[]"));
        assert_eq!(without("[]", &[1, 2]), None);
    }
}

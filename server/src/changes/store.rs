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
    let (user_ids, range) = (named.map(|ids| text_of(ids)), range_of(named.map_or(&[], Vec::as_slice)));
    let (last,): (i64,) = transaction.one(sql("select coalesce(max(sequence), 0) from changes")).await?;
    transaction
        .execute(
            sql("insert into changes (sequence, at, topic, users_delta, user_ids, named_from, named_to) \
                 values ($1, $2, $3, $4, $5, $6, $7)")
            .bind(last + 1)
            .bind(at.0)
            .bind(change.topic.word())
            .bind(change.users_delta)
            .bind(user_ids)
            .bind(range.0)
            .bind(range.1),
        )
        .await?;
    let unnamed = sql("update changes set user_ids = null, named_from = null, named_to = null \
                       where sequence = $1 and user_ids is not null");
    transaction.execute(unnamed.bind(last + 1 - NAMING)).await?;
    Ok(last.unsigned_abs() + 1)
}

/// Takes the ids of users who are deleted, in rising order, out of earlier changes.
///
/// # Errors
/// When the database fails.
pub async fn forget(transaction: &mut Transaction, user_ids: &[i64]) -> Result<()> {
    let (Some(first), Some(last)) = (user_ids.first(), user_ids.last()) else { return Ok(()) };
    let text = "select sequence, user_ids from changes where user_ids is not null \
                and sequence > (select coalesce(max(sequence), 0) from changes) - $1 \
                and (named_from is null or named_from <= $3 and named_to >= $2)";
    let rows: Vec<(i64, String)> = transaction.all(sql(text).bind(NAMING).bind(*first).bind(*last)).await?;
    for (sequence, named) in rows {
        if let Some(left) = without(&named, user_ids) {
            let range = range_of(&left);
            let text = "update changes set user_ids = $2, named_from = $3, named_to = $4 where sequence = $1";
            let update = sql(text).bind(sequence).bind(text_of(&left)).bind(range.0).bind(range.1);
            transaction.execute(update).await?;
        }
    }
    Ok(())
}

/// The ids without these; `None` when none of them is there.
fn without(named: &str, user_ids: &[i64]) -> Option<Vec<i64>> {
    // Searching the text for one id is much quicker than reading all that it names.
    if let [only] = user_ids
        && !named.contains(&only.to_string())
    {
        return None;
    }
    let ids: Vec<i64> = serde_json::from_str(named).unwrap_or_default();
    let left: Vec<i64> = ids.iter().copied().filter(|id| user_ids.binary_search(id).is_err()).collect();
    (left.len() < ids.len()).then_some(left)
}

fn text_of(user_ids: &[i64]) -> String {
    serde_json::Value::from(user_ids).to_string()
}

/// The least and the greatest.
fn range_of(user_ids: &[i64]) -> (Option<i64>, Option<i64>) {
    (user_ids.iter().min().copied(), user_ids.iter().max().copied())
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
        assert_eq!(without("[1,22,333]", &[22]), Some(vec![1, 333]));
        assert_eq!(without("[1,22,333]", &[2]), None);
        assert_eq!(without("[1,22,333]", &[1, 2, 333]), Some(vec![22]));
        assert_eq!(without("[7]", &[7]), Some(vec![]));
        assert_eq!(without("[]", &[1, 2]), None);
    }

    #[test]
    fn a_range_goes_from_the_least_to_the_greatest() {
        assert_eq!(range_of(&[22, -1, 333]), (Some(-1), Some(333)));
        assert_eq!(range_of(&[]), (None, None));
    }
}

//! What it changes when one filter takes the place of another.

use super::{compile::Compiled, count::count_users, fragment::Fragment};
use crate::db::{Result, Transaction};

/// Users of two filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Users that match the first.
    pub before: u64,
    /// Users that match the second.
    pub after: u64,
    /// Users that match the second only.
    pub join: u64,
    /// Users that match the first only.
    pub leave: u64,
}

impl Compiled {
    /// Counts the users that `after` brings and takes away, of `everyone`. Both are of this snapshot.
    ///
    /// # Errors
    /// When the database fails, or takes too long.
    pub async fn difference(&self, snapshot: &mut Transaction, after: &Self, everyone: u64) -> Result<Difference> {
        let before = self.total(snapshot, everyone).await?;
        let total = after.total(snapshot, everyone).await?;
        let only_after =
            Fragment::new("(").then(after.predicate()).text(") and not (").then(self.predicate()).text(")");
        let join = count_users(snapshot, only_after).await?;
        // Those in both are the rest of either.
        let leave = before.saturating_sub(total.saturating_sub(join));
        Ok(Difference { before, after: total, join, leave })
    }
}

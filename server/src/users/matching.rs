//! Whom a page is to show, and the two ways to find them.
//!
//! Where many match, the order is walked and its users are tested some at a time, so that a page costs a few hundred
//! users' rows; where few match, all that do are found at once. Invariant: both ways say the same about every user.

use super::{filtering, store};
use crate::{
    db::Transaction,
    error::ApiResult,
    filter::{Definitions, Fragment, Scope},
};
use shared::filter::Filter;
use std::collections::HashSet;

/// Most users that are tested for one page before all that match are found at once.
const MOST_TESTED: usize = 10_000;
/// Users that are tested to learn how many of them match, where nobody counted.
const FIRST_TESTED: usize = 500;
/// Users that are tested together.
const TOGETHER: std::ops::RangeInclusive<usize> = 100..=2_000;

/// Whom a page is to show.
#[derive(Clone, Copy)]
pub(super) struct Matching<'a> {
    pub filter: &'a Filter,
    pub definitions: &'a Definitions,
    /// The test of every user at once, where it was made already.
    pub predicate: Option<&'a Fragment>,
    /// How many match, where that is known, of how many.
    pub total: Option<u64>,
    pub everyone: u64,
}

impl Matching<'_> {
    /// How many users of an order to test together next, so that `most` are found; `found` of `tested` were so far.
    /// `None` where too few match for that.
    pub(super) fn tested_together(&self, most: usize, found: usize, tested: usize) -> Option<usize> {
        let count = |users| usize::try_from(users).unwrap_or(usize::MAX);
        together(self.total.map(count), count(self.everyone), most, found, tested)
    }

    /// The test of every user at once.
    pub(super) async fn of_everyone(&self, snapshot: &mut Transaction) -> ApiResult<Fragment> {
        match self.predicate {
            Some(predicate) => Ok(predicate.clone()),
            None => {
                let compiled = filtering::compile_by(snapshot, self.definitions, self.filter, Scope::Everyone).await?;
                Ok(compiled.predicate())
            }
        }
    }

    /// Those of some users that match.
    pub(super) async fn among(&self, snapshot: &mut Transaction, user_ids: &[i64]) -> ApiResult<HashSet<i64>> {
        let compiled = filtering::compile_by(snapshot, self.definitions, self.filter, Scope::Among(user_ids)).await?;
        Ok(store::matching_among(snapshot, user_ids, &compiled.predicate()).await?.into_iter().collect())
    }
}

fn together(total: Option<usize>, everyone: usize, most: usize, found: usize, tested: usize) -> Option<usize> {
    let (matching, of) = match total {
        Some(total) if total <= most => return None,
        Some(total) => (total, everyone),
        None if tested == 0 => return Some(FIRST_TESTED),
        None => (found, tested),
    };
    // Half as many again as it takes on average, so that once is mostly enough.
    let expected = most.saturating_sub(found).saturating_mul(of).checked_div(matching)?.saturating_mul(3) / 2;
    (tested.saturating_add(expected) <= MOST_TESTED).then(|| expected.clamp(*TOGETHER.start(), *TOGETHER.end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_are_tested_as_it_takes_while_that_is_few() {
        // Half of a million match: 51 are found among a hundred and fifty.
        assert_eq!(together(Some(500_000), 1_000_000, 51, 0, 0), Some(153));
        assert_eq!(together(Some(900_000), 1_000_000, 11, 0, 0), Some(100), "at least a hundred");
        assert_eq!(together(Some(20_000), 1_000_000, 51, 0, 0), Some(2_000), "at most two thousand");
        assert_eq!(together(Some(2_000), 1_000_000, 51, 0, 0), None, "too few match");
        assert_eq!(together(Some(51), 60, 51, 0, 0), None, "all that match are wanted");
        assert_eq!(together(Some(20_000), 1_000_000, 51, 9, 9_000), None, "it went on for long enough");
    }

    #[test]
    fn where_nobody_counted_the_first_tell_how_many_match() {
        assert_eq!(together(None, 1_000_000, 51, 0, 0), Some(500));
        assert_eq!(together(None, 1_000_000, 51, 25, 500), Some(780), "26 more, of whom every twentieth matches");
        assert_eq!(together(None, 1_000_000, 51, 0, 500), None, "nobody did");
        assert_eq!(together(None, 1_000_000, 51, 1, 500), None, "too few do");
    }
}

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
pub(super) const MOST_TESTED: usize = 10_000;
/// Users that are tested together.
const TOGETHER: std::ops::RangeInclusive<usize> = 100..=2_000;

/// Whom a page is to show.
#[derive(Clone, Copy)]
pub(super) struct Matching<'a> {
    pub filter: &'a Filter,
    pub definitions: &'a Definitions,
    /// The test of every user at once.
    pub predicate: &'a Fragment,
    /// How many match, of how many.
    pub total: u64,
    pub everyone: u64,
}

impl Matching<'_> {
    /// How many users of an order to test together for `wanted` that match; `None` where too few match for that.
    pub(super) fn tested_together(&self, wanted: usize) -> Option<usize> {
        let [total, everyone] = [self.total, self.everyone].map(|users| usize::try_from(users).unwrap_or(usize::MAX));
        // Half as many again as it takes on average, so that once is mostly enough.
        let expected = wanted.saturating_mul(everyone).checked_div(total)?.saturating_mul(3) / 2;
        (expected <= MOST_TESTED && total > wanted).then(|| expected.clamp(*TOGETHER.start(), *TOGETHER.end()))
    }

    /// Those of some users that match.
    pub(super) async fn among(&self, snapshot: &mut Transaction, user_ids: &[i64]) -> ApiResult<HashSet<i64>> {
        let compiled = filtering::compile_by(snapshot, self.definitions, self.filter, Scope::Among(user_ids)).await?;
        Ok(store::matching_among(snapshot, user_ids, &compiled.predicate()).await?.into_iter().collect())
    }
}

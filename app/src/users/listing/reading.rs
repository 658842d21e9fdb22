//! What can be read off the list: its number, its rows, how much waits.

use super::{Listing, Phase, Row};
use shared::{
    api::users::{SearchAnswer, SearchRequest, UserRow},
    ids::UserId,
    time::Instant,
};

/// The bold number above the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counter {
    /// Not known yet.
    Loading,
    /// Known; dimmed while it may be that of another question.
    Known {
        /// How many users.
        total: u64,
        /// Whether it is an older question's.
        stale: bool,
    },
    /// It could not be had.
    Failed,
}

impl Listing {
    /// How many updates wait for their place in the list.
    pub fn updates(&self) -> usize {
        self.waiting.as_ref().map_or(0, |answer| self.difference(answer))
    }

    /// The number for the text that stands in the search field now.
    pub fn counter(&self, draft: &str) -> Counter {
        let draft = Some(draft.trim()).filter(|text| !text.is_empty());
        let asked = self.request.text.as_deref();
        if matches!(self.phase, Phase::Failed { .. }) && draft == asked {
            return Counter::Failed;
        }
        match &self.total {
            None => Counter::Loading,
            Some(total) => {
                let is_current = !self.is_waiting && total.filter == self.request.filter;
                Counter::Known { total: total.total, stale: !is_current || total.text.as_deref() != draft }
            }
        }
    }

    /// The total of the question that is shown, if it is current.
    pub fn current_total(&self) -> Option<u64> {
        let total = self.total.as_ref().filter(|total| !self.is_waiting && total.is_of(&self.request))?;
        Some(total.total)
    }

    /// The latest question.
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// Whether the latest question failed for a reason that passes.
    pub fn has_passing_failure(&self) -> bool {
        matches!(&self.phase, Phase::Failed { failure, .. } if failure.is_passing())
    }

    /// The revision of the latest question.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The latest question itself.
    pub fn request(&self) -> &SearchRequest {
        &self.request
    }

    /// The rows as they stand.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The user on the page in the row after another one, else in the row before.
    pub fn neighbour(&self, user_id: UserId) -> Option<UserId> {
        let at = self.rows.iter().position(|row| row.user.user_id == user_id)?;
        let next = self.rows.get(at + 1).or_else(|| at.checked_sub(1).and_then(|before| self.rows.get(before)))?;
        Some(next.user.user_id)
    }

    /// A user on the page.
    pub fn user(&self, user_id: UserId) -> Option<&UserRow> {
        self.rows.iter().map(|row| &row.user).find(|user| user.user_id == user_id)
    }

    /// The ids of the users on the page.
    pub fn user_ids(&self) -> Vec<UserId> {
        self.rows.iter().map(|row| row.user.user_id).collect()
    }

    /// The answer that is shown.
    pub fn answer(&self) -> Option<&SearchAnswer> {
        self.answer.as_ref()
    }

    /// Whether anything was ever shown.
    pub fn is_first_load(&self) -> bool {
        self.shown.is_none()
    }

    /// When the rows that are shown arrived.
    pub fn received(&self) -> Option<Instant> {
        self.received
    }

    /// Whether the workspace has no users at all.
    pub fn is_empty_workspace(&self) -> bool {
        let asks_for_everyone = self.request.filter.is_none() && self.request.text.is_none();
        self.phase == Phase::Settled && asks_for_everyone && self.current_total() == Some(0)
    }
}

//! The list and its number as a state machine: what was asked, what is shown, what waits.
//!
//! Invariants: an answer to anything but the latest question is dropped; a total is never replaced by one of an
//! earlier sequence for the same filter and text; rows that wait never show before [`Listing::apply_waiting`].

mod reading;

pub use reading::Counter;

use crate::api::Failure;
use shared::{
    api::{
        filter::FilterDocument,
        live::UsersChanged,
        users::{SearchAnswer, SearchRequest, UserRow},
    },
    ids::UserId,
    time::Instant,
};

/// A row with a version that grows when the row changes, so that unchanged rows stay in place.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Grows when the row changes.
    pub version: u64,
    /// The user.
    pub user: UserRow,
}

/// How many users there are, and of what.
#[derive(Clone, Debug, PartialEq)]
struct Total {
    filter: Option<FilterDocument>,
    text: Option<String>,
    total: u64,
    sequence: u64,
}

impl Total {
    fn is_of(&self, request: &SearchRequest) -> bool {
        self.filter == request.filter && self.text == request.text
    }
}

/// The latest question.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Phase {
    /// It is answered.
    Settled,
    /// It is on its way.
    #[default]
    Loading,
    /// It failed; `retry_in` seconds until the page tries again by itself.
    Failed {
        /// Why.
        failure: Failure,
        /// When the page tries again.
        retry_in: Option<u32>,
    },
}

/// The state of the list.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    revision: u64,
    attempt: usize,
    request: SearchRequest,
    phase: Phase,
    rows: Vec<Row>,
    shown: Option<SearchRequest>,
    answer: Option<SearchAnswer>,
    total: Option<Total>,
    waiting: Option<SearchAnswer>,
    received: Option<Instant>,
    is_waiting: bool,
}

/// Seconds until the page tries again by itself.
const RETRIES: [u32; 3] = [1, 4, 10];

impl Listing {
    /// A new question; its revision must come back with the answer.
    pub fn ask(&mut self, request: SearchRequest) -> u64 {
        self.attempt = 0;
        self.request = request;
        self.is_waiting = false;
        self.ask_again()
    }

    /// What to ask is not known yet, or cannot be: what is shown is of another question.
    pub fn wait(&mut self) {
        self.is_waiting = true;
        self.ask_again();
    }

    /// The same question once more.
    pub fn ask_again(&mut self) -> u64 {
        self.revision += 1;
        self.phase = Phase::Loading;
        self.waiting = None;
        self.revision
    }

    /// The answer to a question; seconds until it is to be asked again, if it is.
    pub fn settle(&mut self, revision: u64, answer: Result<SearchAnswer, Failure>, now: Instant) -> Option<u32> {
        if revision != self.revision || answer == Err(Failure::Aborted) {
            return None;
        }
        match answer {
            Ok(answer) => {
                self.attempt = 0;
                self.show(answer, now);
                None
            }
            Err(failure) => {
                let retry_in = RETRIES.get(self.attempt).copied().filter(|_| failure.is_passing());
                self.attempt += 1;
                self.phase = Phase::Failed { failure, retry_in };
                retry_in
            }
        }
    }

    /// A fresh answer to the question that is shown already. `hold` keeps the rows where they are.
    pub fn refresh(&mut self, revision: u64, answer: SearchAnswer, hold: bool, now: Instant) {
        if revision != self.revision || self.phase != Phase::Settled {
            return;
        }
        self.learn_total(&answer);
        let first_users = self.rows.is_empty();
        if hold && !first_users && self.difference(&answer) > 0 {
            self.waiting = Some(answer);
        } else {
            self.show(answer, now);
        }
    }

    /// The rows that waited are shown.
    pub fn apply_waiting(&mut self, now: Instant) {
        if let Some(answer) = self.waiting.take() {
            self.show(answer, now);
        }
    }

    /// A user is gone: the row goes at once, the number with the next answer.
    pub fn remove(&mut self, user_id: UserId) {
        self.rows.retain(|row| row.user.user_id != user_id);
        if let Some(answer) = &mut self.waiting {
            answer.users.retain(|user| user.user_id != user_id);
        }
    }

    /// The server tells of a change; whether the list must be fetched again.
    pub fn hear(&mut self, changed: UsersChanged) -> bool {
        let is_news = self.total.as_ref().is_none_or(|total| changed.sequence > total.sequence);
        if let Some(total) = &mut self.total
            && total.filter.is_none()
            && total.text.is_none()
            && changed.sequence >= total.sequence
        {
            total.total = changed.total;
            total.sequence = changed.sequence;
        }
        is_news && self.phase == Phase::Settled
    }

    fn show(&mut self, answer: SearchAnswer, now: Instant) {
        self.learn_total(&answer);
        let old = std::mem::take(&mut self.rows);
        let row = |user: &UserRow| {
            let before = old.iter().find(|row| row.user.user_id == user.user_id);
            let version = before.map_or(0, |row| row.version + u64::from(row.user != *user));
            Row { version, user: user.clone() }
        };
        self.rows = answer.users.iter().map(row).collect();
        self.phase = Phase::Settled;
        self.shown = Some(self.request.clone());
        self.answer = Some(answer);
        self.waiting = None;
        self.received = Some(now);
    }

    fn learn_total(&mut self, answer: &SearchAnswer) {
        let Some(number) = answer.total else { return };
        let newer = |total: &Total| total.is_of(&self.request) && total.sequence > answer.sequence;
        if !self.total.as_ref().is_some_and(newer) {
            let SearchRequest { filter, text, .. } = self.request.clone();
            self.total = Some(Total { filter, text, total: number, sequence: answer.sequence });
        }
    }

    /// Users on this page that are new or changed; where there are none, those that left it.
    fn difference(&self, answer: &SearchAnswer) -> usize {
        let changed = answer.users.iter().filter(|user| !self.rows.iter().any(|row| row.user == **user)).count();
        let gone = self.rows.iter().filter(|row| !answer.users.iter().any(|user| user.user_id == row.user.user_id));
        if changed > 0 { changed } else { gone.count() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::api::users::User;
    use std::collections::BTreeMap;

    const NOW: Instant = Instant(0);

    fn user(id: i64, name: &str) -> UserRow {
        let user = User {
            user_id: UserId(id),
            external_id: None,
            visitor_id: None,
            name: Some(name.into()),
            email: None,
            last_activity: None,
            first_seen: None,
            created: NOW,
            sessions: 0,
            language: None,
            identified: true,
            tags: Vec::new(),
        };
        UserRow { user, attributes: BTreeMap::new() }
    }

    fn answer(total: u64, sequence: u64, users: &[(i64, &str)]) -> SearchAnswer {
        let users = users.iter().map(|&(id, name)| user(id, name)).collect();
        SearchAnswer { total: Some(total), sequence, users, next: None, previous: None }
    }

    fn text(text: &str) -> SearchRequest {
        SearchRequest { text: Some(text.into()), ..SearchRequest::default() }
    }

    fn filtered() -> SearchRequest {
        let filter = FilterDocument::new(&shared::filter::Filter::everyone());
        SearchRequest { filter: Some(filter), ..SearchRequest::default() }
    }

    fn settled(total: u64, sequence: u64, users: &[(i64, &str)]) -> Listing {
        let mut listing = Listing::default();
        let revision = listing.ask(SearchRequest::default());
        assert_eq!(listing.settle(revision, Ok(answer(total, sequence, users)), NOW), None);
        listing
    }

    #[test]
    fn answers_to_older_questions_are_dropped() {
        let mut listing = settled(9, 1, &[(1, "Ada")]);
        let older = listing.ask(text("a"));
        let newer = listing.ask(text("ab"));
        listing.settle(newer, Ok(answer(2, 1, &[(2, "Abe")])), NOW);
        listing.settle(older, Ok(answer(5, 1, &[(1, "Ada")])), NOW);
        assert_eq!(listing.counter("ab"), Counter::Known { total: 2, stale: false });
        assert_eq!(listing.rows()[0].user.name.as_deref(), Some("Abe"));
    }

    #[test]
    fn a_number_of_another_text_is_never_shown_as_current() {
        let mut listing = settled(9, 1, &[]);
        assert_eq!(Listing::default().counter(""), Counter::Loading);
        assert_eq!(listing.counter("a"), Counter::Known { total: 9, stale: true });
        let revision = listing.ask(text("a"));
        assert_eq!(listing.counter("a"), Counter::Known { total: 9, stale: true });
        listing.settle(revision, Ok(answer(3, 1, &[])), NOW);
        assert_eq!(listing.counter(" a "), Counter::Known { total: 3, stale: false });
        assert_eq!(listing.counter(""), Counter::Known { total: 3, stale: true });
    }

    #[test]
    fn the_number_moves_at_once_and_never_back() {
        let mut listing = settled(9, 5, &[(1, "Ada")]);
        assert!(listing.hear(UsersChanged { sequence: 7, total: 11 }));
        assert_eq!(listing.counter(""), Counter::Known { total: 11, stale: false });
        assert!(!listing.hear(UsersChanged { sequence: 6, total: 10 }));
        let revision = listing.revision();
        listing.refresh(revision, answer(10, 6, &[(1, "Ada")]), false, NOW);
        assert_eq!(listing.counter(""), Counter::Known { total: 11, stale: false });
    }

    #[test]
    fn with_a_filter_only_an_answer_moves_the_number() {
        let mut listing = settled(9, 1, &[(1, "Ada")]);
        let revision = listing.ask(filtered());
        assert_eq!(listing.counter(""), Counter::Known { total: 9, stale: true });
        assert_eq!(listing.current_total(), None);
        listing.settle(revision, Ok(answer(0, 5, &[])), NOW);
        assert!(listing.hear(UsersChanged { sequence: 6, total: 100 }));
        assert_eq!(listing.counter(""), Counter::Known { total: 0, stale: false });
        assert!(!listing.is_empty_workspace(), "there are users, but none that match");
    }

    #[test]
    fn rows_may_come_before_their_number() {
        let mut listing = settled(9, 1, &[(1, "Ada")]);
        let revision = listing.ask(filtered());
        let rows = SearchAnswer { total: None, ..answer(0, 5, &[(2, "Bo")]) };
        assert_eq!(listing.settle(revision, Ok(rows), NOW), None);
        assert_eq!(listing.user_ids(), [UserId(2)]);
        assert_eq!(listing.counter(""), Counter::Known { total: 9, stale: true });
        assert_eq!(listing.current_total(), None);
        listing.refresh(revision, answer(4, 5, &[(2, "Bo")]), true, NOW);
        assert_eq!(listing.counter(""), Counter::Known { total: 4, stale: false });
    }

    #[test]
    fn whoever_is_gone_leaves_the_page_to_the_neighbours() {
        let mut listing = settled(3, 1, &[(1, "Ada"), (2, "Bo"), (3, "Cy")]);
        let next = |listing: &Listing, id| listing.neighbour(UserId(id)).map(|user_id| user_id.0);
        assert_eq!([1, 2, 3, 9].map(|id| next(&listing, id)), [Some(2), Some(3), Some(2), None]);
        let revision = listing.revision();
        listing.refresh(revision, answer(3, 2, &[(4, "Di"), (2, "Bo"), (3, "Cy")]), true, NOW);
        listing.remove(UserId(2));
        assert_eq!(listing.user_ids(), [1, 3].map(UserId));
        listing.apply_waiting(NOW);
        assert_eq!(listing.user_ids(), [4, 3].map(UserId));
        assert_eq!(next(&settled(1, 1, &[(1, "Ada")]), 1), None);
    }

    #[test]
    fn nothing_is_current_while_nobody_knows_what_to_ask() {
        let mut listing = settled(9, 1, &[(1, "Ada")]);
        listing.wait();
        assert_eq!(listing.counter(""), Counter::Known { total: 9, stale: true });
        assert_eq!(listing.current_total(), None);
        assert_eq!(*listing.phase(), Phase::Loading);
        assert!(!listing.hear(UsersChanged { sequence: 0, total: 9 }));
        let revision = listing.ask(SearchRequest::default());
        listing.settle(revision, Ok(answer(8, 2, &[])), NOW);
        assert_eq!(listing.counter(""), Counter::Known { total: 8, stale: false });
    }

    #[test]
    fn with_a_text_only_an_answer_moves_the_number() {
        let mut listing = Listing::default();
        let revision = listing.ask(text("a"));
        listing.settle(revision, Ok(answer(3, 5, &[])), NOW);
        assert!(listing.hear(UsersChanged { sequence: 6, total: 100 }));
        assert_eq!(listing.counter("a"), Counter::Known { total: 3, stale: false });
    }

    #[test]
    fn held_rows_wait_and_are_counted() {
        let mut listing = settled(2, 1, &[(1, "Ada"), (2, "Bob")]);
        let revision = listing.revision();
        listing.refresh(revision, answer(4, 2, &[(4, "Dan"), (3, "Cy"), (1, "Ada L")]), true, NOW);
        assert_eq!(listing.updates(), 3);
        assert_eq!(listing.rows().len(), 2);
        assert_eq!(listing.counter(""), Counter::Known { total: 4, stale: false });
        listing.apply_waiting(NOW);
        assert_eq!(listing.updates(), 0);
        let names: Vec<_> = listing.rows().iter().map(|row| (row.version, row.user.user_id.0)).collect();
        assert_eq!(names, [(0, 4), (0, 3), (1, 1)]);
    }

    #[test]
    fn users_that_left_are_updates_too() {
        let mut listing = settled(2, 1, &[(1, "Ada"), (2, "Bob")]);
        listing.refresh(listing.revision(), answer(1, 2, &[(1, "Ada")]), true, NOW);
        assert_eq!(listing.updates(), 1);
        listing.refresh(listing.revision(), answer(2, 3, &[(1, "Ada"), (2, "Bob")]), true, NOW);
        assert_eq!(listing.updates(), 0, "what came back is no update");
    }

    #[test]
    fn the_first_user_shows_even_under_the_pointer() {
        let mut listing = settled(0, 1, &[]);
        assert!(listing.is_empty_workspace());
        listing.refresh(listing.revision(), answer(1, 2, &[(1, "Ada")]), true, NOW);
        assert!(!listing.is_empty_workspace());
        assert_eq!(listing.rows().len(), 1);
    }

    #[test]
    fn a_refresh_of_an_older_question_changes_nothing() {
        let mut listing = settled(2, 1, &[(1, "Ada")]);
        let revision = listing.revision();
        listing.ask(text("b"));
        listing.refresh(revision, answer(7, 9, &[(2, "Bob")]), false, NOW);
        assert_eq!(listing.rows()[0].user.user_id, UserId(1));
        assert_eq!(listing.counter("b"), Counter::Known { total: 2, stale: true });
    }

    #[test]
    fn passing_failures_are_tried_three_times() {
        let mut listing = Listing::default();
        let mut revision = listing.ask(SearchRequest::default());
        for seconds in RETRIES {
            assert_eq!(listing.settle(revision, Err(Failure::Network), NOW), Some(seconds));
            revision = listing.ask_again();
        }
        assert_eq!(listing.settle(revision, Err(Failure::Network), NOW), None);
        assert_eq!(listing.counter(""), Counter::Failed);
        assert!(listing.has_passing_failure());
        let revision = listing.ask(text("x"));
        assert!(!listing.has_passing_failure());
        assert_eq!(listing.settle(revision, Err(Failure::Unreadable), NOW), None);
    }

    #[test]
    fn a_question_given_up_changes_nothing() {
        let mut listing = settled(2, 1, &[(1, "Ada")]);
        let revision = listing.ask_again();
        assert_eq!(listing.settle(revision, Err(Failure::Aborted), NOW), None);
        assert_eq!(*listing.phase(), Phase::Loading);
    }
}

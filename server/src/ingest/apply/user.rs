//! A user of the working set.

use super::{
    AttributeState,
    natives::{NativeColumns, Natives},
};
use shared::{text::fold, time::Instant, visitor::visitor_id};
use std::collections::{HashMap, hash_map::Entry};

/// A session starts when activity comes this much later than the last, in milliseconds.
const SESSION_GAP: i64 = 30 * 60 * 1000;

/// How much of a user is to be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Nothing of the row; what hangs on it may be.
    #[default]
    None,
    /// The latest activity only, as within a session.
    LastActivity,
    /// Activity and sessions only.
    Activity,
    /// Everything.
    All,
}

/// A user, as stored and as changed so far.
#[derive(Clone, Debug, PartialEq)]
pub struct User {
    /// Our id.
    pub user_id: i64,
    /// Whether the database has the row.
    pub is_stored: bool,
    /// The product's id; `None` while anonymous.
    pub external_id: Option<String>,
    /// The first anonymous id.
    pub anonymous_id: Option<String>,
    /// Reserved traits.
    pub natives: Natives,
    /// When Rollcall first heard of the user.
    pub made: i64,
    /// The first activity.
    pub first_seen: Option<i64>,
    /// The latest activity.
    pub last_activity: Option<i64>,
    /// Sessions so far.
    pub sessions: i64,
    /// What is to be written.
    pub change: Change,
    /// Attributes that the group's messages concern.
    pub attributes: HashMap<i64, AttributeState>,
    /// Whether anything of the user changed, the row or what hangs on it.
    pub is_touched: bool,
}

impl User {
    /// Somebody nobody heard of before.
    #[must_use]
    pub fn new(user_id: i64, made: Instant) -> Self {
        Self {
            user_id,
            is_stored: false,
            external_id: None,
            anonymous_id: None,
            natives: Natives::default(),
            made: made.0,
            first_seen: None,
            last_activity: None,
            sessions: 0,
            change: Change::All,
            attributes: HashMap::new(),
            is_touched: true,
        }
    }

    /// The user is to be written at least this far.
    pub fn touch(&mut self, change: Change) {
        self.change = self.change.max(change);
        self.is_touched = true;
    }

    /// The user was there at this time.
    pub fn be_active(&mut self, at: Instant) {
        let before = (self.first_seen, self.sessions);
        if self.last_activity.is_none_or(|last| at.0 - last > SESSION_GAP) {
            self.sessions += 1;
        }
        self.first_seen = Some(self.first_seen.map_or(at.0, |first| first.min(at.0)));
        if before != (self.first_seen, self.sessions) {
            self.touch(Change::Activity);
        }
        if self.last_activity < Some(at.0) {
            self.last_activity = Some(at.0);
            self.touch(Change::LastActivity);
        }
    }

    /// Takes everything of another user who turned out to be this one.
    pub fn absorb(&mut self, other: &mut Self) {
        self.natives.merge(std::mem::take(&mut other.natives));
        self.anonymous_id = self.anonymous_id.take().or(other.anonymous_id.take());
        self.made = self.made.min(other.made);
        self.first_seen = [self.first_seen, other.first_seen].into_iter().flatten().min();
        self.last_activity = self.last_activity.max(other.last_activity);
        self.sessions += other.sessions;
        for (attribute_id, state) in std::mem::take(&mut other.attributes) {
            match self.attributes.entry(attribute_id) {
                Entry::Occupied(mut known) => known.get_mut().prevail(&state),
                Entry::Vacant(free) => drop(free.insert(state)),
            }
        }
        self.touch(Change::All);
    }

    /// The columns that follow from the others.
    #[must_use]
    pub fn derived(&self) -> Derived {
        let natives = self.natives.columns();
        let visitor = self.anonymous_id.as_deref().map(visitor_id);
        let search_text = search_text(
            natives.name.as_deref(),
            natives.email.as_deref(),
            self.external_id.as_deref(),
            visitor.as_deref(),
            self.anonymous_id.as_deref(),
        );
        Derived { created: natives.created_at.unwrap_or(self.made), natives, visitor_id: visitor, search_text }
    }
}

/// Columns that follow from a user's others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// Reserved traits.
    pub natives: NativeColumns,
    /// The trait `createdAt`, else when Rollcall first heard of the user.
    pub created: i64,
    /// The short id of the visitor.
    pub visitor_id: Option<String>,
    /// What the search field looks in.
    pub search_text: String,
}

/// `users.search_text`: what is there of these, folded, one a line.
#[must_use]
pub fn search_text(
    name: Option<&str>,
    email: Option<&str>,
    external_id: Option<&str>,
    visitor_id: Option<&str>,
    anonymous_id: Option<&str>,
) -> String {
    let lines = [name, email, external_id, visitor_id, anonymous_id];
    lines.into_iter().flatten().map(fold).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_starts_after_more_than_half_an_hour() {
        let mut user = User::new(1, Instant(0));
        let minutes = [0, 30, 61, 10, 40, 200, 5];
        let sessions = minutes.map(|minute| {
            user.be_active(Instant(minute * 60_000));
            user.sessions
        });
        assert_eq!(sessions, [1, 1, 2, 2, 2, 3, 3]);
        assert_eq!((user.first_seen, user.last_activity), (Some(0), Some(200 * 60_000)));
        user.be_active(Instant(-60_000));
        assert_eq!((user.first_seen, user.sessions), (Some(-60_000), 3));
    }

    #[test]
    fn the_search_text_is_folded_lines() {
        assert_eq!(search_text(Some("ÅNN"), None, Some("U-7"), Some("hONp"), Some("A")), "ånn\nu-7\nhonp\na");
    }
}

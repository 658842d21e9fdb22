//! J and K walk from user to user, and on over the ends of pages.
//!
//! Invariant: while a page is turned nothing else is walked, so that no press skips a page or opens a user of the page before.

use super::{
    keyboard::user_of_row,
    listing::{Listing, Phase},
    paging::neighbours,
    screen::{Place, Screen},
    store::Store,
};
use crate::{
    address::Write,
    profile::is_in_panel,
    ui::focus::{self, focused},
};
use leptos::prelude::*;
use shared::ids::UserId;

/// A page that is being turned.
#[derive(Clone, PartialEq)]
pub struct Turn {
    is_forward: bool,
    /// Where it leads; whoever goes elsewhere meanwhile stays there.
    to: Screen,
    /// The question before: its rows are not those that are waited for.
    revision: u64,
}

/// Where a walk stands.
#[derive(Clone, Default, PartialEq)]
pub enum Walk {
    /// At a row.
    #[default]
    Rests,
    /// On the way to another page.
    Turns(Turn),
    /// At an end of the list, which was said.
    Ended {
        /// Whether it is the last user, and not the first.
        is_last: bool,
        /// That user.
        user: UserId,
    },
}

impl Turn {
    /// The row of the page that came to go on at; `None` while it is on its way.
    fn arrived(&self, listing: &Listing) -> Option<Option<UserId>> {
        if listing.revision() == self.revision || *listing.phase() == Phase::Loading {
            return None;
        }
        let rows = if *listing.phase() == Phase::Settled { listing.rows() } else { &[] };
        let row = if self.is_forward { rows.first() } else { rows.last() };
        Some(row.map(|row| row.user.user_id))
    }

    fn is_abandoned(&self, screen: &Screen) -> bool {
        screen.with_user(None) != self.to.with_user(None)
    }
}

impl Listing {
    /// The rows beside a user's; the first row for one who is not on the page.
    fn beside(&self, from: Option<UserId>, is_forward: bool) -> Option<UserId> {
        let rows = self.rows();
        let at = from.and_then(|from| rows.iter().position(|row| row.user.user_id == from));
        let to = match (at, is_forward) {
            (None, _) => Some(0),
            (Some(at), true) => Some(at + 1),
            (Some(at), false) => at.checked_sub(1),
        };
        to.and_then(|to| rows.get(to)).map(|row| row.user.user_id)
    }
}

/// The page that a walk goes on at.
pub fn page_beyond(screen: &Screen, listing: &Listing, is_forward: bool) -> Option<Place> {
    let answer = listing.answer()?;
    let (before, after) = neighbours(screen, listing.current_total(), answer.previous.as_ref(), answer.next.as_ref());
    if is_forward { after } else { before }
}

impl Store {
    /// Goes to the user in the next row or the one before; an open panel follows. Whether there is anybody to go from or to.
    pub fn step(self, from: Option<UserId>, is_forward: bool) -> bool {
        if self.walk.with_untracked(|walk| matches!(walk, Walk::Turns(_))) {
            return true;
        }
        if let Some(user_id) = self.listing.with_untracked(|listing| listing.beside(from, is_forward)) {
            self.walk.set(Walk::Rests);
            self.arrive(user_id, self.screen.with_untracked(|screen| screen.user));
            return true;
        }
        let Some(user) = from else { return false };
        if self.listing.with_untracked(|listing| *listing.phase() != Phase::Settled) {
            return true;
        }
        let screen = self.screen.get_untracked();
        match self.listing.with_untracked(|listing| page_beyond(&screen, listing, is_forward)) {
            Some(place) => {
                let (to, revision) = (screen.at(place), self.listing.with_untracked(Listing::revision));
                self.go(&to, Write::Push);
                self.walk.set(Walk::Turns(Turn { is_forward, to, revision }));
            }
            None => {
                let ended = Walk::Ended { is_last: is_forward, user };
                if self.walk.with_untracked(|walk| *walk != ended) {
                    self.walk.set(ended);
                    self.announcer.status(format!("This is the {} user", if is_forward { "last" } else { "first" }));
                }
            }
        }
        true
    }

    /// Whoever reads in the panel goes on reading there.
    fn arrive(self, user_id: UserId, open: Option<UserId>) {
        if !is_in_panel() {
            focus::focus(&format!("user-{user_id}"));
        }
        if open.is_some() {
            self.open(Some(user_id));
        }
    }

    /// Goes on at the row of the page that was turned to, once it is there.
    pub fn follow_walk(self) {
        Effect::new(move || {
            let is_over = self.walk.with(|walk| match walk {
                Walk::Turns(turn) => {
                    self.screen.with(|screen| turn.is_abandoned(screen))
                        || self.listing.with(|listing| turn.arrived(listing).is_some())
                }
                Walk::Rests | Walk::Ended { .. } => false,
            });
            if is_over {
                // The rows are in the page by the next frame.
                request_animation_frame(move || self.end_turn());
            }
        });
    }

    fn end_turn(self) {
        let Some(Walk::Turns(turn)) = self.walk.try_get_untracked() else { return };
        self.walk.set(Walk::Rests);
        let screen = self.screen.get_untracked();
        let row = self.listing.with_untracked(|listing| turn.arrived(listing)).flatten();
        let is_lost = focused().is_none_or(|focused| focused.tag_name() == "BODY");
        match row.filter(|_| !turn.is_abandoned(&screen) && screen.user == turn.to.user) {
            // Whoever has gone on to something else meanwhile, such as the search, stays there.
            Some(row) if is_lost || is_in_panel() || focused().as_ref().and_then(user_of_row).is_some() => {
                self.arrive(row, screen.user);
            }
            Some(row) if screen.user.is_some() => self.open(Some(row)),
            Some(_) => {}
            None if is_lost => focus::focus("found"),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Failure;
    use shared::{
        api::users::{SearchAnswer, SearchRequest, User, UserRow},
        page::Cursor,
        time::Instant,
    };
    use std::collections::BTreeMap;

    const NOW: Instant = Instant(0);

    fn row(id: i64) -> UserRow {
        let user = User {
            user_id: UserId(id),
            external_id: None,
            visitor_id: None,
            name: None,
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

    fn answer(total: Option<u64>, users: &[i64]) -> SearchAnswer {
        let users = users.iter().copied().map(row).collect();
        SearchAnswer { total, sequence: 1, users, next: Some(Cursor("x".into())), previous: None }
    }

    fn listing(total: Option<u64>, users: &[i64]) -> Listing {
        let mut listing = Listing::default();
        let revision = listing.ask(SearchRequest::default());
        listing.settle(revision, Ok(answer(total, users)), NOW);
        listing
    }

    #[test]
    fn it_goes_from_row_to_row_and_from_nowhere_to_the_first() {
        let listing = listing(Some(3), &[1, 2, 3]);
        let beside = |from: Option<i64>, is_forward| listing.beside(from.map(UserId), is_forward).map(|user| user.0);
        assert_eq!((beside(None, true), beside(None, false), beside(Some(9), true)), (Some(1), Some(1), Some(1)));
        assert_eq!((beside(Some(1), true), beside(Some(3), false)), (Some(2), Some(2)));
        assert_eq!((beside(Some(1), false), beside(Some(3), true)), (None, None));
    }

    #[test]
    fn beyond_a_page_is_the_next_one_also_where_nobody_has_counted_yet() {
        let at = |page| Screen { place: Place::Page(page), ..Screen::default() };
        let known = listing(Some(60), &[1]);
        assert_eq!(page_beyond(&at(1), &known, true), Some(Place::Page(2)));
        assert_eq!((page_beyond(&at(1), &known, false), page_beyond(&at(3), &known, true)), (None, None));
        assert_eq!(page_beyond(&at(3), &known, false), Some(Place::Page(2)));
        assert_eq!(page_beyond(&at(1), &listing(None, &[1]), true), Some(Place::Page(2)));
        assert_eq!(page_beyond(&at(1), &Listing::default(), true), None);
    }

    #[test]
    fn a_turn_waits_for_its_own_rows() {
        let mut listing = listing(Some(60), &[1, 2]);
        let turn = |is_forward| Turn { is_forward, to: Screen::default(), revision: 1 };
        assert_eq!(turn(true).arrived(&listing), None, "the rows before");
        let revision = listing.ask(SearchRequest { page: Some(2), ..SearchRequest::default() });
        assert_eq!(turn(true).arrived(&listing), None, "on their way");
        listing.settle(revision, Ok(answer(Some(60), &[3, 4])), NOW);
        assert_eq!(turn(true).arrived(&listing), Some(Some(UserId(3))));
        assert_eq!(turn(false).arrived(&listing), Some(Some(UserId(4))));
        let revision = listing.ask_again();
        listing.settle(revision, Err(Failure::Network), NOW);
        assert_eq!(turn(true).arrived(&listing), Some(None), "what failed leads nowhere");
    }

    #[test]
    fn a_turn_is_over_for_whoever_goes_elsewhere() {
        let turn = Turn { is_forward: true, to: Screen::default().at(Place::Page(2)), revision: 1 };
        assert!(!turn.is_abandoned(&turn.to.with_user(Some(UserId(7)))));
        assert!(turn.is_abandoned(&turn.to.at(Place::Page(3))));
    }
}

//! Columns and an order that nobody chose in the address: those that a segment was saved with, and the columns that
//! this browser keeps.
//!
//! Invariant: what a segment remembers comes once, with the segment; whoever then chooses others keeps those.

use super::{columns::Columns, order::parse_sort, screen::Screen, store::Store};
use crate::{address::Write, filter::AppliedState, preferences::Preferences};
use leptos::prelude::*;
use shared::{api::segments::SegmentView, api::users::Sort, ids::SegmentId};

/// The segment that an address is of.
fn segment_of(screen: &Screen) -> Option<SegmentId> {
    screen.filter.segment.as_ref().and_then(|segment| segment.parse().ok())
}

/// Whether what a segment remembers may still come: it is all that the address says, and it has just come.
pub fn is_awaited(screen: &Screen, seen: Option<SegmentId>) -> bool {
    let is_bare = screen.filter.written.is_none() && screen.columns.is_none() && screen.sort == Sort::default();
    is_bare && segment_of(screen).is_some_and(|segment| seen != Some(segment))
}

/// A screen as a segment remembers it.
fn remembered(screen: Screen, view: &SegmentView) -> Screen {
    Screen {
        columns: view.columns.as_deref().map(Columns::parse),
        sort: view.sort.as_deref().and_then(parse_sort).unwrap_or_default(),
        ..screen
    }
}

/// Writes into the address what a segment that comes remembers, else the columns that this browser keeps, unless they
/// are the usual ones: so a copied address shows the same screen.
pub fn follow(store: Store, preferences: Preferences, seen: RwSignal<Option<SegmentId>>) {
    Effect::new(move || {
        let screen = store.screen.get();
        let mut wanted = screen.clone();
        if is_awaited(&screen, seen.get()) {
            match store.applied.state.get() {
                AppliedState::Loading | AppliedState::Failed(_) => return,
                AppliedState::None | AppliedState::Ready { .. } | AppliedState::Unreadable { .. } => {}
            }
            if let Some(view) = store.applied.base.get_untracked().and_then(|base| base.segment.view) {
                wanted = remembered(wanted, &view);
            }
        }
        if wanted.columns.is_none() && preferences.columns.get_untracked().is_some() {
            wanted.columns = Some(store.columns.get_untracked());
        }
        if wanted != screen {
            store.go(&wanted, Write::Replace);
        }
        let segment = segment_of(&screen);
        if seen.get_untracked() != segment {
            seen.set(segment);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::Query;

    fn screen(query: &str) -> Screen {
        Screen::parse(&Query::parse(query))
    }

    #[test]
    fn what_is_remembered_comes_once_and_only_to_a_bare_segment() {
        assert!(is_awaited(&screen("seg=7"), None));
        assert!(is_awaited(&screen("seg=7&q=ada&user=3"), Some(SegmentId(8))));
        assert!(!is_awaited(&screen("seg=7"), Some(SegmentId(7))));
        for query in ["", "seg=x", "seg=7&sort=name", "seg=7&cols=user,email", "seg=7&f=1.a", "seg=7&fid=k"] {
            assert!(!is_awaited(&screen(query), None), "{query}");
        }
    }

    #[test]
    fn it_is_read_as_it_was_kept() {
        let before = screen("seg=7&q=ada");
        let kept = screen("sort=name&cols=user,tags").view(&Columns::parse("user,tags"));
        let with = remembered(before.clone(), &kept);
        assert_eq!(with.href(), "/users?q=ada&sort=name&cols=user,tags&seg=7");
        let usual = screen("").view(&Columns::default());
        assert_eq!(
            remembered(before.clone(), &usual).columns,
            Some(Columns::default()),
            "those of the browser are others"
        );
        assert_eq!(remembered(before.clone(), &SegmentView { columns: None, sort: None }), before);
    }
}

//! The user whose panel is open, among the rows of the list.

use super::{listing::Listing, store::Store};
use crate::profile::{ListPlace, PanelContext};
use leptos::prelude::*;
use shared::ids::UserId;

/// What the panel is told of the list.
pub fn panel_context(store: Store) -> PanelContext {
    let user = Memo::new(move |_| store.screen.with(|screen| screen.user));
    let place = move || {
        let user = user.get()?;
        Some(store.listing.with(|listing| place_of(listing, user)))
    };
    PanelContext {
        user,
        tab: Memo::new(move |_| store.screen.with(|screen| screen.tab)),
        choose_tab: Callback::new(move |tab| store.choose_tab(tab)),
        changes: store.changes.into(),
        seen: Callback::new(move |user_id| {
            let of = |listing: &Listing| {
                listing.rows().iter().find(|row| row.user.user_id == user_id).map(|row| row.user.user.clone())
            };
            store.listing.with_untracked(of)
        }),
        place: Memo::new(move |_| place().unwrap_or_default()),
        open: Callback::new(move |user| store.open(user)),
        delete: None,
    }
}

/// Where a user stands on the page that is shown. Pages found by cursors have rows without numbers.
fn place_of(listing: &Listing, user_id: UserId) -> ListPlace {
    let rows = listing.rows();
    let Some(at) = rows.iter().position(|row| row.user.user_id == user_id) else { return ListPlace::default() };
    let id = |at: usize| rows.get(at).map(|row| row.user.user_id);
    let request = listing.request();
    let is_numbered = request.after.is_none() && request.before.is_none();
    let before = u64::from(request.page.unwrap_or(1).saturating_sub(1)) * u64::from(request.limit.unwrap_or_default());
    let total = listing.current_total().filter(|_| is_numbered);
    ListPlace {
        number: total.map(|total| (before + at as u64 + 1, total)),
        previous: at.checked_sub(1).and_then(id),
        next: id(at + 1),
    }
}

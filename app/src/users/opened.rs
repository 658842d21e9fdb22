//! The user whose panel is open, among the rows of the list.

use super::{
    listing::Listing,
    naming::Naming,
    screen::Screen,
    store::Store,
    walking::{Walk, page_beyond},
};
use crate::{
    deletion::AskDelete,
    profile::{ListPlace, PanelContext},
};
use leptos::prelude::*;
use shared::{api::users::User, ids::UserId};

/// What the panel is told of the list.
pub fn panel_context(store: Store) -> PanelContext {
    let deletion: AskDelete = expect_context();
    let user = Memo::new(move |_| store.screen.with(|screen| screen.user));
    // While a page is turned the place stays, and with it what leads on and may have the focus.
    let place = move |before: Option<&ListPlace>| {
        if store.walk.with(|walk| matches!(walk, Walk::Turns(_))) {
            return before.copied();
        }
        let user = user.get()?;
        Some(store.screen.with(|screen| store.listing.with(|listing| place_of(screen, listing, user))))
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
        place: Memo::new(move |before| place(before).unwrap_or_default()),
        open: Callback::new(move |user| store.open(user)),
        step: Callback::new(move |is_forward| {
            store.step(user.get_untracked(), is_forward);
        }),
        delete: deletion
            .refused()
            .is_none()
            .then(|| Callback::new(move |user: User| deletion.ask(user.user_id, Naming::of(&user).full()))),
    }
}

/// Where a user stands on the page that is shown. Pages found by cursors have rows without numbers.
fn place_of(screen: &Screen, listing: &Listing, user_id: UserId) -> ListPlace {
    let rows = listing.rows();
    let Some(at) = rows.iter().position(|row| row.user.user_id == user_id) else { return ListPlace::default() };
    let id = |at: usize| rows.get(at).map(|row| row.user.user_id);
    let request = listing.request();
    let is_numbered = request.after.is_none() && request.before.is_none();
    let before = u64::from(request.page.unwrap_or(1).saturating_sub(1)) * u64::from(request.limit.unwrap_or_default());
    let total = listing.current_total().filter(|_| is_numbered);
    let (previous, next) = (at.checked_sub(1).and_then(id), id(at + 1));
    let is_end = |is_forward| page_beyond(screen, listing, is_forward).is_none();
    ListPlace {
        number: total.map(|total| (before + at as u64 + 1, total)),
        previous,
        next,
        is_first: previous.is_none() && is_end(false),
        is_last: next.is_none() && is_end(true),
    }
}

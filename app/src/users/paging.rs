//! The foot of the list: which page, how many users on it.

use super::{
    screen::{Place, SIZES, Screen, last_numbered_page, numbered_pages},
    store::Store,
};
use crate::{
    address::Write,
    ui::{Links, Pagination, Step, format, steps},
};
use leptos::prelude::*;
use shared::page::{Cursor, NUMBERED_ROWS};

/// The places of the pages before and after. While nobody knows the number of users, a cursor says that there are more.
pub fn neighbours(
    screen: &Screen,
    total: Option<u64>,
    previous: Option<&Cursor>,
    next: Option<&Cursor>,
) -> (Option<Place>, Option<Place>) {
    let after = || next.cloned().map(Place::After);
    match screen.page() {
        Some(page) => (
            (page > 1).then(|| Place::Page(page - 1)),
            if page == last_numbered_page(screen.size) {
                after()
            } else {
                let is_more = total.map_or(next.is_some(), |total| page < numbered_pages(total, screen.size));
                is_more.then(|| Place::Page(page + 1))
            },
        ),
        None => (previous.cloned().map(Place::Before), after()),
    }
}

/// What the page links lead to. Numbers reach as far as the server finds pages by number; beyond, cursors lead on.
fn links(screen: &Screen, total: Option<u64>, previous: Option<&Cursor>, next: Option<&Cursor>) -> Links {
    let pages = numbered_pages(total.unwrap_or_default(), screen.size);
    let href = |place| screen.with_user(None).at(place).href();
    let numbers = screen.page().map_or_else(|| vec![Step::Page(1)], |page| steps(page.min(pages), pages));
    let number_href = |step: Step| match step {
        Step::Page(page) => (step, href(Place::Page(page))),
        Step::Gap => (step, String::new()),
    };
    let (back, on) = neighbours(screen, total, previous, next);
    Links {
        page: screen.page(),
        pages,
        numbers: numbers.into_iter().map(number_href).collect(),
        previous: back.map(href),
        next: on.map(href),
    }
}

/// Page links, the number of the page, the size of pages.
#[component]
pub fn Paging() -> impl IntoView {
    let store: Store = expect_context();
    let links = Memo::new(move |_| {
        let screen = store.screen.get();
        store.listing.with(|listing| {
            let answer = listing.answer();
            let next = answer.and_then(|answer| answer.next.as_ref());
            let previous = answer.and_then(|answer| answer.previous.as_ref());
            links(&screen, listing.current_total(), previous, next)
        })
    });
    let has_total = move || store.listing.with(|listing| listing.current_total().is_some_and(|total| total > 0));
    let is_deep =
        move || store.listing.with(|listing| listing.current_total().is_some_and(|total| total > NUMBERED_ROWS));
    let place = move || {
        links.with(|links| match links.page {
            Some(page) => format!("Page {} of {}", format::count(page.into()), format::count(links.pages.into())),
            None => format!("Beyond the first {} users", format::count(NUMBERED_ROWS)),
        })
    };
    let resized = move |size: String| {
        let screen = store.screen.get_untracked();
        let size = size.parse().unwrap_or(SIZES[0]);
        store.go(&Screen { size, place: Place::Page(1), ..screen }, Write::Push);
    };
    let option = move |size: u32| {
        let is_chosen = move || store.screen.with(|screen| screen.size == size);
        view! { <option value=size.to_string() prop:selected=is_chosen>{format!("{size} / page")}</option> }
    };
    view! {
        <div class="list-foot">
            {move || has_total().then(|| view! {
                <Pagination links=links on_near=Callback::new(move |href: String| store.prefetch(&href)) />
                <p class="meta page-of">
                    {place}
                    {move || is_deep().then_some(". Narrow the search to jump to a page.")}
                </p>
            })}
            <label class="page-size">
                <span class="visually-hidden">"Users on a page"</span>
                <select on:change:target=move |event| resized(event.target().value())>
                    {SIZES.into_iter().map(option).collect_view()}
                </select>
            </label>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn screen(place: Place) -> Screen {
        Screen { place, ..Screen::default() }
    }

    #[test]
    fn neighbours_are_numbers_where_there_are_numbers() {
        let links = links(&screen(Place::Page(2)), Some(60), None, Some(&Cursor("x".into())));
        assert_eq!(links.previous.as_deref(), Some("/users"));
        assert_eq!(links.next.as_deref(), Some("/users?page=3"));
        assert_eq!(links.pages, 3);
    }

    #[test]
    fn the_ends_lead_nowhere() {
        let links = links(&screen(Place::Page(1)), Some(20), None, None);
        assert_eq!((links.previous, links.next), (None, None));
    }

    #[test]
    fn beyond_the_last_number_cursors_lead_on() {
        let cursor = Cursor("x".into());
        let last = links(&screen(Place::Page(400)), Some(1_000_000), None, Some(&cursor));
        assert_eq!(last.next.as_deref(), Some("/users?after=x"));
        let deep =
            links(&screen(Place::After(cursor.clone())), Some(1_000_000), Some(&Cursor("y".into())), Some(&cursor));
        assert_eq!(deep.previous.as_deref(), Some("/users?before=y"));
        assert_eq!(deep.numbers, [(Step::Page(1), "/users".into())]);
        assert_eq!(deep.page, None);
    }

    #[test]
    fn paging_closes_the_panel() {
        let open = Screen { user: Some(shared::ids::UserId(3)), ..screen(Place::Page(1)) };
        assert_eq!(links(&open, Some(60), None, None).next.as_deref(), Some("/users?page=2"));
    }
}

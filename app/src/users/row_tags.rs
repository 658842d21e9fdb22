//! The tags of a row: the first as pills, the rest behind a number, and **add tag**.

use super::{listing::Listing, naming::Naming, store::Store};
use crate::{
    filter::{Builder, acting::add_known},
    tags::{Opened, PickerPlace, Shown, Tags, Who, add_tag, add_tag_id, look_class, tag_list},
    ui::{
        Popover, Toasts,
        focus::{element, focus_soon, focused},
    },
};
use leptos::prelude::*;
use serde_json::json;
use shared::{
    api::users::{TagOnUser, User},
    filter::edit::DraftCondition,
    ids::UserId,
};
use web_sys::HtmlElement;

/// How many tags a row shows before it counts the rest.
const SHOWN: usize = 2;

/// Whose tags a picker is to show.
pub fn who(user: &User) -> Who {
    Who { user_id: user.user_id, name: Naming::of(user).full() }
}

/// The cell.
pub fn row_tags(user: &User) -> AnyView {
    let tags: Tags = expect_context();
    let who = who(user);
    let shown = tags.shown(user.user_id);
    let first = move || shown.with(|shown| shown.iter().take(SHOWN).map(pill).collect_view()).into_any();
    let rest = Memo::new(move |_| shown.with(Vec::len).saturating_sub(SHOWN));
    let has_more = Memo::new(move |_| rest.get() > 0);
    let of_more = who.clone();
    let more = move || {
        if !has_more.get() {
            leave_more(&of_more);
        }
        has_more.get().then(|| more(tags, of_more.clone(), rest)).into_any()
    };
    view! { <span class="tags">{first}{more}{add_tag(tags, who)}</span> }.into_any()
}

/// Opens the tags of the user in focus: beside the button for it, where that is seen, and back at the name once closed.
pub fn open_tags(store: Store, user_id: UserId) -> bool {
    let of =
        |listing: &Listing| listing.rows().iter().find(|row| row.user.user_id == user_id).map(|row| who(&row.user));
    let Some(who) = store.listing.with_untracked(of).filter(|_| untrack(|| store.tags.may_edit())) else {
        return false;
    };
    let back = format!("user-{user_id}");
    let button = Some(add_tag_id(&who)).filter(|id| element(id).is_some());
    store.tags.open(Opened { who, place: PickerPlace::List, beside: button.unwrap_or_else(|| back.clone()), back });
    true
}

fn more_id(who: &Who) -> String {
    format!("tags-{}", who.user_id)
}

/// Before the number and what it opened go, the focus leaves them.
fn leave_more(who: &Who) {
    let id = more_id(who);
    let is_inside =
        |focused: &HtmlElement| focused.closest(&format!("#{id}, #{id}-button")).is_ok_and(|at| at.is_some());
    if focused().is_some_and(|focused| is_inside(&focused)) {
        focus_soon(add_tag_id(who));
    }
}

/// A number that opens all of them, with buttons that take them away.
fn more(tags: Tags, who: Who, rest: Memo<usize>) -> AnyView {
    let name = who.name.clone();
    let label = Signal::derive(move || format!("+{} more tags of {name}", rest.get()));
    let title = format!("Tags of {}", who.name);
    view! {
        <Popover id=more_id(&who) title=title label=label class="pill-more" button=move || view! { "+"{rest} }>
            <ul class="all-tags">
                {tag_list(tags, who.clone(), "row", add_tag_id(&who), |shown| filter_button(&shown.tag, "pill-text"))}
            </ul>
        </Popover>
    }
    .into_any()
}

/// A pill that filters for those who have the tag.
fn pill(shown: &Shown) -> AnyView {
    let TagOnUser { color, .. } = shown.tag;
    filter_button(&shown.tag, format!("pill pill-{} {}", color.word(), look_class(shown.look)))
}

fn filter_button(tag: &TagOnUser, class: impl Into<String>) -> AnyView {
    let (builder, toasts): (Builder, Toasts) = (expect_context(), expect_context());
    let condition = DraftCondition(json!({"property": {"tags": {"has_any": [tag.tag_id]}}}));
    let label = format!("Filter by tag {}", tag.name);
    view! {
        <button
            type="button"
            class=class.into()
            aria-label=label.clone()
            title=label
            on:click=move |_| add_known(builder, toasts, condition.clone())
        >
            <span class="pill-text">{tag.name.clone()}</span>
        </button>
    }
    .into_any()
}

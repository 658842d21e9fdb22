//! One user in the list.

use super::{
    attribute_cell::AttributeCell,
    column::Column,
    naming::Naming,
    row_actions::row_actions,
    row_menu::RowMenu,
    row_tags::row_tags,
    selecting::row_check,
    store::Store,
    value_filter::{condition_of, filterable},
};
use crate::{
    deletion::AskDelete,
    preferences::{Preferences, Times},
    profile::copy_id,
    ui::{Announcer, Avatar, Icon, RelativeTime, format},
};
use leptos::prelude::*;
use shared::api::{
    catalogue::AttributeField,
    users::{User, UserRow},
};
use shared::time::Instant;
use wasm_bindgen::JsCast;

/// A row. The name is the link; a click elsewhere on the row is only a convenience of the mouse.
#[component]
pub fn UserRowView(user: UserRow, index: ReadSignal<usize>, offset: Memo<Option<u64>>) -> impl IntoView {
    let store: Store = expect_context();
    let user_id = user.user_id;
    let user = StoredValue::new(user);
    let is_open = Memo::new(move |_| store.screen.with(|screen| screen.user == Some(user_id)));
    // The head is the first row.
    let row_index = move || offset.get().map(|offset| (offset + index.get() as u64 + 2).to_string());
    let click = move |event: web_sys::MouseEvent| {
        if is_meant_for_row(&event) {
            store.open(Some(user_id));
        }
    };
    let cells = move || {
        let cell = |column: &Column| user.with_value(|user| cell(column, user, is_open));
        store.columns.get().all().iter().map(cell).collect_view()
    };
    let (deletion, menu) = (expect_context::<AskDelete>(), expect_context::<RowMenu>());
    view! {
        <tr
            role="row"
            class="user-row"
            class:is-open=is_open
            class:is-dim=move || deletion.is_deleting(user_id)
            class:is-leaving=move || store.leaving.get() == Some(user_id)
            aria-rowindex=row_index
            on:click=click
            on:contextmenu=move |event| menu.asked(store, user_id, &event)
        >
            {user.with_value(|user| row_check(user))}
            {cells}
            {user.with_value(|user| row_actions(user))}
        </tr>
    }
}

fn is_meant_for_row(event: &web_sys::MouseEvent) -> bool {
    let modified = event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key();
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let on_control =
        target.is_some_and(|target| target.closest("a, button, input, label, [popover]").ok().flatten().is_some());
    let selects = window().get_selection().ok().flatten().is_some_and(|selection| !selection.is_collapsed());
    !modified && !on_control && !selects && !event.default_prevented()
}

fn cell(column: &Column, user: &UserRow, is_open: Memo<bool>) -> AnyView {
    let class = column.class();
    if *column == Column::User {
        return view! {
            <th scope="row" role="rowheader" class=class><UserName user=user.user.clone() is_open=is_open /></th>
        }
        .into_any();
    }
    let content = match column {
        Column::User => ().into_any(),
        Column::Email => text_or_none(user.email.as_deref(), "cell-text"),
        Column::LastActivity => time(user.last_activity),
        Column::FirstSeen => time(user.first_seen),
        Column::Created => time(Some(user.created)),
        Column::Tags => row_tags(&user.user),
        Column::UserId => text_or_none(user.external_id.as_deref(), "cell-text mono"),
        Column::Sessions => format::count(user.sessions).into_any(),
        Column::Language => text_or_none(user.language.as_deref(), "cell-text"),
        Column::Attribute(key) => view! {
            <AttributeCell attribute=key.clone() value=user.attributes.get(key).cloned() />
        }
        .into_any(),
    };
    let (label, kind) = expect_context::<Store>().catalogue.with_untracked(|catalogue| {
        let own = |field: &&AttributeField| *column == Column::Attribute(field.key.clone());
        (column.title(catalogue), catalogue.attributes.iter().find(own).map(|field| field.kind))
    });
    let content = filterable(content, &label, condition_of(column, user, kind));
    view! { <td role="cell" class=class data-label=label>{content}</td> }.into_any()
}

/// A text; "none" in its place where there is none.
pub fn text_or_none(text: Option<&str>, class: &'static str) -> AnyView {
    match text.filter(|text| !text.is_empty()) {
        Some(text) => view! { <span class=class title=text.to_owned()>{text.to_owned()}</span> }.into_any(),
        None => view! { <span class="none">"none"</span> }.into_any(),
    }
}

/// A time; "never" in its place where there is none.
pub fn time(at: Option<Instant>) -> AnyView {
    let preferences: Preferences = expect_context();
    match at {
        Some(at) => view! {
            <RelativeTime at=at absolute=Signal::derive(move || preferences.times.get() == Times::Absolute) />
        }
        .into_any(),
        None => view! { <span class="none">"never"</span> }.into_any(),
    }
}

/// Avatar and name; the visitor id below "Anonymous", with a button that copies the whole one.
#[component]
fn UserName(user: User, is_open: Memo<bool>) -> impl IntoView {
    let store: Store = expect_context();
    let announcer: Announcer = expect_context();
    let user_id = user.user_id;
    let naming = Naming::of(&user);
    let full = naming.full();
    let href = move || store.screen.with(|screen| screen.with_user(Some(user_id)).href());
    let is_any_open = move || store.screen.with(|screen| screen.user.is_some());
    let label = (!naming.is_named).then(|| full.clone());
    let visitor = naming.visitor.clone().map(|visitor| {
        let copied = move |_| copy_id(user.clone(), announcer);
        view! {
            <span class="visitor">
                <span class="mono">{visitor}</span>
                <button type="button" class="icon-button reveal" aria-label=format!("Copy the ID of {full}") on:click=copied>
                    <Icon name="copy" />
                </button>
            </span>
        }
    });
    view! {
        <span class="user-name">
            <Avatar id=user_id.0 />
            <span class="user-words">
                <a
                    class="user-link"
                    class:is-anonymous=!naming.is_named
                    id=format!("user-{user_id}")
                    href=href
                    data-replace=move || is_any_open().then_some("")
                    aria-label=label
                    aria-current=move || is_open.get().then_some("true")
                >
                    {naming.title}
                </a>
                {visitor}
            </span>
        </span>
    }
}

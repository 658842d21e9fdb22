//! One segment in the list.

use super::{delete::Deleting, list::Number, naming::copy_name, store::SegmentsStore};
use crate::{
    address::{Navigator, Write},
    api,
    filter::icon_of,
    preferences::{Preferences, Times},
    sign_in::SessionContext,
    ui::{Icon, MenuButton, MenuEntry, MenuItem, Popover, RelativeTime, Toasts, focus::focus_soon, format},
};
use leptos::{prelude::*, task::spawn_local};
use shared::api::segments::{NewSegment, Segment};

/// The row.
pub fn segment_row(store: SegmentsStore, deleting: Deleting, segment: Segment) -> AnyView {
    let preferences: Preferences = expect_context();
    let id = segment.segment_id;
    let number = Memo::new(move |_| store.listing.with(|listing| listing.number(id)));
    let name = segment.name.clone();
    let menu = actions(store, deleting, segment.clone());
    let conditions = if segment.sentence.is_empty() { "Everyone".to_owned() } else { segment.sentence };
    let description = match segment.description.is_empty() {
        true => view! { <span class="none">"none"</span> }.into_any(),
        false => text(segment.description),
    };
    view! {
        <tr role="row" class="segment-row">
            <th scope="row" role="rowheader" class="segment-name">
                <span class=format!("segment-icon pill-{}", segment.color.word())><Icon name=icon_of(&segment.icon) /></span>
                <a class="user-link" id=format!("segment-{id}") href=format!("/segments/{id}")>{name.clone()}</a>
            </th>
            <td role="cell" data-label="Description">{description}</td>
            <td role="cell" data-label="Conditions" class="segment-conditions">{text(conditions)}</td>
            <td role="cell" data-label="Users" class="segment-users">{move || users(id.to_string(), &name, number.get())}</td>
            <td role="cell" data-label="Used in">{used_in(&segment.name, id.to_string(), segment.used_by)}</td>
            <td role="cell" data-label="Updated" class="segment-time">
                <RelativeTime at=segment.updated absolute=Signal::derive(move || preferences.times.get() == Times::Absolute) />
            </td>
            <td role="cell" class="segment-actions">{menu}</td>
        </tr>
    }
    .into_any()
}

fn text(text: String) -> AnyView {
    view! { <span class="cell-text" title=text.clone()>{text.clone()}</span> }.into_any()
}

/// The number, which leads to the users.
fn users(id: String, name: &str, number: Number) -> AnyView {
    match number {
        Number::Loading => {
            view! { <span class="skeleton skeleton-number"></span><span class="visually-hidden">"Counting"</span> }
                .into_any()
        }
        Number::Known { users, stale } => {
            let words = format!("{} {} in {name}", format::count(users), if users == 1 { "user" } else { "users" });
            view! {
                <a class="segment-number" class:is-stale=stale href=format!("/users?seg={id}") aria-label=words>{format::count(users)}</a>
            }
            .into_any()
        }
        Number::Problem(problem) => view! {
            <span class="segment-problem" title=problem.clone()><Icon name="warning" />{problem.clone()}</span>
        }
        .into_any(),
        Number::Failed => view! { <span class="none">"unavailable"</span> }.into_any(),
    }
}

/// The segments that name it: one by its name, several behind their number.
fn used_in(name: &str, id: String, used_by: Vec<shared::api::tags::SegmentName>) -> AnyView {
    match used_by.as_slice() {
        [] => view! { <span class="none">"none"</span> }.into_any(),
        [only] => {
            let href = format!("/segments/{}", only.segment_id);
            view! { <a class="cell-text segment-user" href=href title=only.name.clone()>{only.name.clone()}</a> }
                .into_any()
        }
        [_, _, ..] => {
            let words = format!("{} segments", used_by.len());
            let links = StoredValue::new(used_by);
            view! {
                <Popover
                    id=format!("used-{id}")
                    title=format!("Segments that use {name}")
                    label=format!("{words} use {name}")
                    class="pill-more"
                    button=move || view! { {words.clone()} }
                >
                    {links.with_value(|links| super::delete::links(links))}
                </Popover>
            }
            .into_any()
        }
    }
}

/// What can be done with it.
fn actions(store: SegmentsStore, deleting: Deleting, segment: Segment) -> AnyView {
    let navigator: Navigator = expect_context();
    let toasts: Toasts = expect_context();
    let (id, name) = (segment.segment_id, segment.name.clone());
    let may_edit = expect_context::<SessionContext>().may_edit();
    let entries = move || {
        let (copied, deleted) = (segment.clone(), segment.clone());
        let item = |label, is_danger, action| {
            item(label, is_danger, (!may_edit).then_some("Viewers cannot change segments."), action)
        };
        vec![
            open(if may_edit { "Edit" } else { "Open" }, move || navigator.go(&format!("/segments/{id}"), Write::Push)),
            open("Use as filter", move || navigator.go(&format!("/users?seg={id}"), Write::Push)),
            item("Duplicate", false, Callback::new(move |()| duplicate(store, toasts, &copied))),
            MenuEntry::Divider,
            item(
                "Delete",
                true,
                Callback::new(move |()| {
                    // The number beside it is the current one.
                    let current = store.listing.with_untracked(|listing| listing.segment(id).cloned());
                    deleting.ask(current.unwrap_or_else(|| deleted.clone()));
                }),
            ),
        ]
    };
    view! {
        <MenuButton
            id=format!("segment-menu-{id}")
            label=format!("Actions for {name}")
            class="icon-button"
            button=|| view! { <Icon name="more" /> }
            entries=entries
        />
    }
    .into_any()
}

fn open(label: &str, action: impl Fn() + Send + Sync + 'static) -> MenuEntry {
    item(label, false, None, Callback::new(move |()| action()))
}

fn item(label: &str, is_danger: bool, refused: Option<&str>, action: Callback<()>) -> MenuEntry {
    MenuEntry::Item(MenuItem { label: label.into(), keys: None, refused: refused.map(Into::into), is_danger, action })
}

/// Makes another one with the same filter.
fn duplicate(store: SegmentsStore, toasts: Toasts, segment: &Segment) {
    let copy = NewSegment {
        name: copy_name(&segment.name, &store.names()),
        description: segment.description.clone(),
        icon: Some(segment.icon.clone()),
        color: Some(segment.color),
        filter: segment.filter.clone(),
        view: segment.view.clone(),
    };
    spawn_local(async move {
        match api::create_segment(&copy).await {
            Ok(made) => {
                let link = format!("segment-{}", made.segment_id);
                store.made(toasts, made);
                focus_soon(link);
            }
            Err(failure) => toasts.fail(format!("“{}” could not be made. {}", copy.name, failure.reason())),
        }
    });
}

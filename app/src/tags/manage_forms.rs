//! The forms of the dialog: another name or colour, a merge, a deletion. Each stands in the place of its tag.

use super::{
    manage::Manage,
    managing::{Wish, change, several},
    search::refusal,
};
use crate::{
    api::Failure,
    ui::{ColorChoice, Pill, focus::focus_soon},
};
use leptos::{prelude::*, task::spawn_local};
use shared::{api::tags::Tag, ids::TagId};

const NAME: &str = "tag-name";
const INTO: &str = "tag-into";
/// The id of the button that closes a form.
pub const CANCEL: &str = "tag-cancel";

/// Asks the server; the form closes once it is done, and says why where it cannot be.
pub fn send(manage: Manage, tag: Tag, wish: Wish, error: RwSignal<Option<String>>) {
    if manage.is_busy.get_untracked() {
        return;
    }
    manage.is_busy.set(true);
    error.set(None);
    let tags = manage.tags;
    spawn_local(async move {
        let tag_id = tag.tag_id;
        let answer = tags.fulfil(tag, wish).await;
        manage.is_busy.try_set(false);
        match answer {
            Ok(()) => manage.close(tag_id),
            Err(failure) => {
                // Somebody else may have changed it, or used it in a segment.
                if matches!(failure, Failure::Status { status: 404 | 409, .. }) {
                    tags.load();
                }
                tags.announcer.alert(failure.reason());
                error.try_set(Some(failure.at("/name").unwrap_or_else(|| failure.reason())));
            }
        }
    });
}

/// The end of each form.
pub fn foot(manage: Manage, tag_id: TagId, error: RwSignal<Option<String>>, submit: Option<AnyView>) -> AnyView {
    view! {
        <div role="alert">{move || error.get().map(|error| view! { <p class="field-error">{error}</p> })}</div>
        <div class="dialog-actions">
            <button type="button" id=CANCEL class="button" on:click=move |_| manage.close(tag_id)>"Cancel"</button>
            {submit}
        </div>
    }
    .into_any()
}

/// The button that sends.
pub fn submit(words: &'static str, class: &'static str, manage: Manage) -> AnyView {
    let is_busy = move || manage.is_busy.get().then_some("true");
    view! { <button type="submit" class=class aria-disabled=is_busy>{words}</button> }.into_any()
}

/// A form around its lines; Escape closes it, not the dialog.
pub fn form(manage: Manage, tag: &Tag, label: String, lines: AnyView, send: Callback<()>) -> AnyView {
    let tag_id = tag.tag_id;
    let pressed = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && !event.default_prevented() {
            event.prevent_default();
            manage.close(tag_id);
        }
    };
    let submitted = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        send.run(());
    };
    view! {
        <form class="managed-form" aria-label=label novalidate=true on:keydown=pressed on:submit=submitted>{lines}</form>
    }
    .into_any()
}

/// Another name, another colour.
pub fn edit_form(manage: Manage, tag: Tag) -> AnyView {
    let (name, color) = (RwSignal::new(tag.name.clone()), RwSignal::new(tag.color));
    let error = RwSignal::new(None::<String>);
    let before = tag.clone();
    let save = move |()| {
        if let Some(reason) = name.with_untracked(|name| refusal(name)) {
            error.set(Some(reason));
            return focus_soon(NAME);
        }
        match name.with_untracked(|name| change(&before, name, color.get_untracked())) {
            Some(change) => send(manage, before.clone(), Wish::Change(change), error),
            None => manage.close(before.tag_id),
        }
    };
    focus_soon(NAME);
    let sample = move || view! { <Pill color=color.get() text=name.get() /> };
    let lines = view! {
        <div class="form-field">
            <label for=NAME>"Name"</label>
            <div class="managed-name">
                <input
                    class="field"
                    id=NAME
                    type="text"
                    autocomplete="off"
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    prop:value=move || name.get()
                    on:input:target=move |event| {
                        name.set(event.target().value());
                        error.set(None);
                    }
                />
                <span aria-hidden="true">{sample}</span>
            </div>
        </div>
        <ColorChoice name="tag-color" chosen=color.into() choose=Callback::new(move |to| color.set(to)) />
        {foot(manage, tag.tag_id, error, Some(submit("Save", "button button-primary", manage)))}
    };
    let label = format!("Rename or recolour {}", tag.name);
    form(manage, &tag, label, lines.into_any(), Callback::new(save))
}

/// The tag becomes a part of another.
pub fn merge_form(manage: Manage, tag: Tag) -> AnyView {
    let mut others = manage.tags.known.with_untracked(|known| known.tags.clone());
    others.retain(|other| other.tag_id != tag.tag_id);
    others.sort_by_cached_key(|other| shared::text::fold(&other.name));
    let into = RwSignal::new(others.first().map(|other| other.tag_id));
    let error = RwSignal::new(None);
    let before = tag.clone();
    let merge = move |()| {
        if let Some(into) = into.get_untracked() {
            send(manage, before.clone(), Wish::Merge(into), error);
        }
    };
    focus_soon(INTO);
    let option = |other: Tag| view! { <option value=other.tag_id.to_string()>{other.name}</option> };
    let what = match tag.segments.len() as u64 {
        0 => several(tag.users, "user"),
        used => format!("{} and {}", several(tag.users, "user"), several(used, "segment")),
    };
    let lines = view! {
        <div class="form-field">
            <label for=INTO>{format!("Merge {} into", tag.name)}</label>
            <select id=INTO class="select" on:change:target=move |event| into.set(event.target().value().parse().ok())>
                {others.into_iter().map(option).collect_view()}
            </select>
        </div>
        <p class="meta">
            {format!("{what} will have that tag instead, and {} will be gone. This cannot be undone.", tag.name)}
        </p>
        {foot(manage, tag.tag_id, error, Some(submit("Merge tags", "button button-danger", manage)))}
    };
    let label = format!("Merge {}", tag.name);
    form(manage, &tag, label, lines.into_any(), Callback::new(merge))
}

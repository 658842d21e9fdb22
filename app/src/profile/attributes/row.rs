//! One attribute of a user.

use super::{
    editor::editor,
    lines::{LineKey, key_of},
    save::edit_id,
    shown::{marks, shown},
};
use crate::{
    profile::{
        parts::filtering,
        store::ProfileStore,
        value::{Shown, condition_of, settable, value_text},
    },
    sign_in::SessionContext,
    ui::{Icon, copy, format},
};
use leptos::prelude::*;
use shared::api::profile::{ProfileAttribute, Source};

/// The line of an attribute. It stays as it is while its value is edited, whatever comes in meanwhile.
pub fn row(store: ProfileStore, lines: Memo<Vec<ProfileAttribute>>, searched: Memo<String>, key: LineKey) -> AnyView {
    let wanted = key.clone();
    let line = Memo::new(move |_| lines.with(|lines| lines.iter().find(|line| key_of(line) == wanted).cloned()));
    let whole = RwSignal::new(false);
    let editing = edit_key(&key);
    let is_edited = Memo::new(move |_| store.editing.with(|now| now.as_ref() == Some(&editing)));
    let name = move || {
        let name = line.with(|line| line.as_ref().map(|line| line.name.clone())).unwrap_or_default();
        marks(&name, &searched.get())
    };
    let value = move || {
        let Some(now) = line.get() else { return ().into_any() };
        view! {
            <td>{shown(Shown::of(&now), &searched.get(), whole)}</td>
            <td class="value-source">{source(&now)}{acts(store, now)}</td>
        }
        .into_any()
    };
    let cells = move || {
        let edited = if is_edited.get() { line.get_untracked() } else { None };
        match edited.and_then(|line| Some((settable(&line)?, line))) {
            Some((key, line)) => view! { <td colspan="2">{editor(store, line, key)}</td> }.into_any(),
            None => value.into_any(),
        }
    };
    view! { <tr class:is-edited=is_edited><th scope="row">{name}</th>{cells}</tr> }.into_any()
}

/// What names the edited line: natives and custom attributes may share a key.
pub fn edit_key((is_native, key): &LineKey) -> String {
    format!("{}{key}", if *is_native { "native:" } else { "attribute:" })
}

/// Where a value came from; an integration is called by its name.
fn source(line: &ProfileAttribute) -> AnyView {
    if line.value.is_null() && line.raw.is_none() {
        return ().into_any();
    }
    let word = line.source.label(line.integration.as_deref()).to_owned();
    let logo = (line.source == Source::Integration).then(|| {
        let initial = word.chars().next().map(|initial| initial.to_uppercase().to_string());
        view! { <span class="source-logo" aria-hidden="true">{initial}</span> }
    });
    let since = line.updated.map(|at| format!("Set {}", format::day_and_time(at)));
    view! { <span class="badge" title=since>{logo}{word}</span> }.into_any()
}

/// What can be done with a value: seen where the pointer or the focus is in its line.
fn acts(store: ProfileStore, line: ProfileAttribute) -> AnyView {
    let add = filtering(store);
    let button = |id: Option<String>, name: String, icon: &'static str, act: Callback<()>| {
        view! {
            <button
                type="button"
                id=id
                class="icon-button"
                aria-label=name.clone()
                title=name
                on:click=move |_| act.run(())
            >
                <Icon name=icon />
            </button>
        }
        .into_any()
    };
    let (name, text) = (line.name.clone(), value_text(line.raw.as_ref().unwrap_or(&line.value)));
    let copied = name.clone();
    let copies = (!text.is_empty()).then(|| {
        let act = move |()| copy(text.clone(), format!("value of {copied}"), store.announcer, |_| ());
        button(None, format!("Copy the value of {name}"), "copy", Callback::new(act))
    });
    let filters = condition_of(&line).map(|condition| {
        let act = move |()| add.run(condition.clone());
        button(None, format!("Filter for this value of {name}"), "filter", Callback::new(act))
    });
    let may_edit = expect_context::<SessionContext>().may_edit();
    let edits = settable(&line).filter(|_| may_edit).map(|_| {
        let editing = edit_key(&key_of(&line));
        let act = move |()| store.editing.set(Some(editing.clone()));
        button(Some(edit_id(&line)), format!("Edit {name}"), "edit", Callback::new(act))
    });
    view! { <span class="value-acts">{copies}{filters}{edits}</span> }.into_any()
}

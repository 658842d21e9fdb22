//! Keys: made, shown once, revoked.

use super::{
    confirm::{Confirm, Question},
    part::{Answer, act, ask, card, failed, row, secret, table, text, time, waiting},
    saving::{Saving, form},
};
use crate::{
    api,
    ui::{Field, Select, SelectOption},
};
use leptos::prelude::*;
use shared::api::keys::{CreateKeyRequest, CreatedKey, Key, KeyKind};

const HEADS: &[&str] = &["Name", "Kind", "Begins with", "Last used", "Made", ".Actions"];

/// The card.
pub fn keys() -> AnyView {
    let answer: Answer<Vec<Key>> = RwSignal::new(None);
    let load = Callback::new(move |()| ask(answer, api::keys()));
    load.run(());
    let confirm = Confirm::new();
    let list = move || match answer.get() {
        Some(Ok(keys)) if keys.is_empty() => view! { <p class="none">"There is no key."</p> }.into_any(),
        Some(Ok(keys)) => table("keys-title", HEADS, keys.into_iter().map(|key| key_row(key, confirm, load)).collect()),
        Some(Err(failure)) => failed(&failure, load),
        None => waiting(),
    };
    let content = view! { {list}{make(load)}{confirm.dialog("revoke-key")} }.into_any();
    let about = "Write keys can only add data and may stand in every page. Secret keys open the whole API: keep them on your servers.";
    card("keys-title", "Keys", about, content)
}

fn key_row(key: Key, confirm: Confirm, load: Callback<()>) -> AnyView {
    let (kind, lost) = match key.kind {
        KeyKind::Write => {
            ("Write", "Whatever sends with it cannot send any more, at once and for good. What it has sent stays.")
        }
        KeyKind::Secret => ("Secret", "Programs that use it cannot call the API any more, at once and for good."),
    };
    let (id, title) = (key.key_id, format!("Revoke {}?", key.name));
    let revoke = Callback::new(move |()| {
        confirm.ask(Question {
            title: title.clone(),
            label: "Revoke key",
            text: lost,
            deed: Callback::new(move |()| -> std::pin::Pin<Box<dyn Future<Output = _>>> {
                Box::pin(api::revoke_key(id))
            }),
            done: Callback::new(move |()| {
                load.run(());
                "keys-title"
            }),
        });
    });
    let cells = vec![
        ("Kind", text(kind)),
        ("Begins with", view! { <code>{format!("{}…", key.prefix)}</code> }.into_any()),
        ("Last used", time(key.last_used, "never")),
        ("Made", time(Some(key.created), "")),
        ("", act(format!("key-{id}"), "Revoke", &key.name, revoke)),
    ];
    row(text(key.name), cells)
}

/// The form that makes one.
fn make(load: Callback<()>) -> AnyView {
    let saving = Saving::new();
    let (name, kind) = (RwSignal::new(String::new()), RwSignal::new("write".to_owned()));
    let made = RwSignal::new(None::<CreatedKey>);
    let submit = Callback::new(move |()| {
        let kind = kind.get_untracked().parse().unwrap_or(KeyKind::Write);
        let request = CreateKeyRequest { kind, name: name.get_untracked() };
        saving.send(async move { api::create_key(&request).await }, move |key: CreatedKey| {
            made.try_set(Some(key));
            name.try_set(String::new());
            load.run(());
        });
    });
    let shown = move || {
        made.get().map(|key| {
            let about = match key.entry.kind {
                KeyKind::Write => "It is valid at once, and stands in the lines above when they are opened again.",
                KeyKind::Secret => "It is valid at once. Copy it now: it is not shown again.",
            };
            secret("made-key", "Your new key", about, "key", key.key)
        })
    };
    let options = vec![
        SelectOption::new("write", "Write: sends users and events"),
        SelectOption::new("secret", "Secret: the whole API"),
    ];
    let content = view! {
        <Field id="key-name" label="Name of a new key" autocomplete="off" error=saving.error_at("/name") value=name />
        <div class="form-field">
            <label for="key-kind">"Kind"</label>
            <Select id="key-kind" label="Kind" options=options chosen=kind choose=Callback::new(move |chosen| kind.set(chosen)) />
        </div>
        <div class="settings-row-end">{saving.button("Make key", &["/name"])}</div>
    };
    view! { {shown}<div class="settings-inline">{form(submit, content.into_any())}</div> }.into_any()
}

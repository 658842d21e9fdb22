//! A value while it is edited: a field of its kind, in its line.

use super::{
    input::{read, written},
    save::{Saving, close},
};
use crate::{
    profile::store::ProfileStore,
    ui::{Select, SelectOption, focus::focus_soon},
};
use leptos::prelude::*;
use serde_json::Value;
use shared::api::{catalogue::AttributeKind, profile::ProfileAttribute};

const FIELD: &str = "attribute-field";
const ERROR: &str = "attribute-error";
/// Longer texts are edited over several lines.
const LONG: usize = 48;

/// The form. Enter saves, Escape leaves all as it was.
pub fn editor(store: ProfileStore, line: ProfileAttribute, key: String) -> AnyView {
    let (error, busy) = (RwSignal::new(None), RwSignal::new(false));
    let saving = Saving { store, toasts: expect_context(), error, busy };
    let text = RwSignal::new(written(&line));
    let kind = line.kind;
    let has_value = !line.value.is_null() || line.raw.is_some();
    focus_soon(FIELD);
    let line = StoredValue::new((line, key));
    let save = move || {
        line.with_value(|(line, key)| match read(kind, &text.get_untracked()) {
            Ok(value) if value == line.value => close(store, line),
            Ok(value) => saving.save(line, key.clone(), value),
            Err(wrong) => error.set(Some(wrong)),
        });
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        save();
    };
    let key = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "Escape" => {
            // The panel stays open.
            event.prevent_default();
            event.stop_propagation();
            line.with_value(|(line, _)| close(store, line));
        }
        "Enter" if event.ctrl_key() || event.meta_key() => {
            event.prevent_default();
            event.stop_propagation();
            save();
        }
        _ => {}
    };
    let remove = move |_| line.with_value(|(line, key)| saving.save(line, key.clone(), Value::Null));
    let cancel = move |_| line.with_value(|(line, _)| close(store, line));
    let label = line.with_value(|(line, _)| format!("Value of {}", line.name));
    view! {
        <form class="attribute-form" on:submit=submit on:keydown=key>
            {field(kind, label, text, error)}
            {move || error.get().map(|error| view! { <p class="field-error" id=ERROR role="alert">{error}</p> })}
            <div class="attribute-acts">
                <button type="submit" class="button button-primary" aria-disabled=move || busy.get().then_some("true")>
                    "Save"
                </button>
                <button type="button" class="button" on:click=cancel>"Cancel"</button>
                {has_value.then(|| view! {
                    <button type="button" class="button-link is-danger" on:click=remove>"Remove value"</button>
                })}
            </div>
        </form>
    }
    .into_any()
}

fn field(kind: AttributeKind, label: String, text: RwSignal<String>, error: RwSignal<Option<String>>) -> AnyView {
    let invalid = move || error.with(Option::is_some).then_some("true");
    let described = move || error.with(Option::is_some).then_some(ERROR);
    let input = |kind: &'static str, mode: &'static str| {
        view! {
            <input
                id=FIELD
                class="field"
                type=kind
                inputmode=mode
                step="1"
                autocomplete="off"
                aria-label=label.clone()
                aria-invalid=invalid
                aria-describedby=described
                prop:value=move || text.get()
                on:input:target=move |event| text.set(event.target().value())
            />
        }
        .into_any()
    };
    let is_long = text.with_untracked(|text| text.chars().count() > LONG || text.contains('\n'));
    match kind {
        AttributeKind::Text if !is_long => input("text", "text"),
        AttributeKind::Number => input("text", "decimal"),
        AttributeKind::Time => input("datetime-local", "text"),
        AttributeKind::Boolean => view! {
            <Select
                id=FIELD
                label=label
                options=vec![SelectOption::new("true", "true"), SelectOption::new("false", "false")]
                chosen=text
                choose=Callback::new(move |chosen| text.set(chosen))
            />
        }
        .into_any(),
        AttributeKind::Text | AttributeKind::List => view! {
            <textarea
                id=FIELD
                class="field"
                rows="4"
                aria-label=if kind == AttributeKind::List { format!("{label}, one a line") } else { label }
                aria-invalid=invalid
                aria-describedby=described
                prop:value=move || text.get()
                on:input:target=move |event| text.set(event.target().value())
            ></textarea>
            {(kind == AttributeKind::List).then(|| view! { <p class="meta">"One value a line."</p> })}
        }
        .into_any(),
    }
}

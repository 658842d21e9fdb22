//! Several values as tokens: texts, items of lists, options of questions, tags.

use super::{Editor, text::suggested};
use crate::{
    filter::{
        Builder,
        fields::{kind::Kind, suggestions::Suggestions},
    },
    ui::{Choice, ListTold, Token, TokenField, TokenSource, format},
};
use leptos::prelude::*;
use serde_json::{Value, json};
use shared::{
    api::catalogue::ValueCount,
    filter::{limits, test::OperandShape},
    text::fold,
};

/// Values as texts.
fn texts_of(values: &Value) -> Vec<String> {
    let values = values.as_array().map(Vec::as_slice).unwrap_or_default();
    values.iter().map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)).collect()
}

/// Several values.
pub fn texts(editor: Editor, shape: OperandShape) -> AnyView {
    let operand = editor.operand;
    let path = if shape == OperandShape::Texts { "/values" } else { "" };
    let values = Memo::new(move |_| texts_of(&operand.get(path)));
    let set = move |values: Vec<String>| operand.set(path, json!(values));
    let source = match editor.kind {
        Kind::Tags => tags(values),
        Kind::Text | Kind::Number | Kind::Boolean | Kind::Time | Kind::List | Kind::Choice => known(editor, values),
    };
    let Offered { keys, choices, told, search, retry, token } = source;
    let toggle = move |key: String| {
        let mut values = values.get_untracked();
        match values.iter().position(|value| *value == key) {
            Some(index) => _ = values.remove(index),
            None => values.push(key),
        }
        set(values);
    };
    let add = move |added: Vec<String>| {
        let mut values = values.get_untracked();
        for value in added {
            if !values.contains(&value) && values.len() < limits::VALUES {
                values.push(value);
            }
        }
        set(values);
    };
    let remove = move |index: usize| {
        let mut values = values.get_untracked();
        if index < values.len() {
            values.remove(index);
            set(values);
        }
    };
    let source = TokenSource {
        tokens: Signal::derive(move || values.get().into_iter().map(|value| token.run(value)).collect()),
        choices,
        told,
        is_free: !matches!(editor.kind, Kind::Tags | Kind::Choice),
        search,
        choose: Callback::new(move |index: usize| {
            if let Some(key) = keys.get_untracked().get(index) {
                toggle(key.clone());
            }
        }),
        add: Callback::new(add),
        remove: Callback::new(remove),
        retry,
    };
    let placeholder = if editor.kind == Kind::Tags { "Choose tags" } else { "Choose values" };
    view! {
        <div class="text-box">
            <TokenField
                id=editor.id("value")
                label=editor.label()
                placeholder=placeholder
                described=editor.described()
                source=source
            />
            {(shape == OperandShape::Texts).then(|| case_toggle(editor))}
        </div>
    }
    .into_any()
}

/// What there is to choose, and how it is told.
struct Offered {
    /// The value of each choice.
    keys: Signal<Vec<String>>,
    choices: Signal<Vec<Choice>>,
    told: Signal<Option<ListTold>>,
    search: Callback<String>,
    retry: Callback<()>,
    /// A value as a token.
    token: Callback<String, Token>,
}

/// Values that users have.
fn known(editor: Editor, values: Memo<Vec<String>>) -> Offered {
    let suggestions = Suggestions::new(editor.source);
    let is_free = editor.kind != Kind::Choice;
    let choices = move || {
        let chosen = values.get();
        let choice = |value: ValueCount| Choice { is_chosen: chosen.contains(&value.value), ..suggested(&value) };
        suggestions.values().into_iter().map(choice).collect()
    };
    Offered {
        keys: Signal::derive(move || suggestions.values().into_iter().map(|value| value.value).collect()),
        choices: Signal::derive(choices),
        told: Signal::derive(move || suggestions.told(is_free)),
        search: Callback::new(move |text| suggestions.search(text)),
        retry: Callback::new(move |()| suggestions.ask()),
        token: Callback::new(|value| Token { label: value, color: None, is_gone: false }),
    }
}

/// The tags of the workspace: those with the most users first.
fn tags(values: Memo<Vec<String>>) -> Offered {
    let builder: Builder = expect_context();
    let text = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let searched = fold(text.get().trim());
        let mut tags: Vec<_> = builder.catalogue.with(|catalogue| catalogue.tags.clone());
        tags.retain(|tag| fold(&tag.name).contains(&searched));
        tags.sort_by_key(|tag| (!fold(&tag.name).starts_with(&searched), std::cmp::Reverse(tag.users)));
        tags
    });
    let choices = move || {
        let chosen = values.get();
        let choice = |tag: shared::api::catalogue::TagField| Choice {
            is_chosen: chosen.contains(&tag.tag_id.to_string()),
            note: tag.users.map(format::count).unwrap_or_default(),
            color: Some(tag.color),
            label: tag.name,
            ..Choice::default()
        };
        found.get().into_iter().map(choice).collect()
    };
    let told = move || {
        let is_empty = builder.catalogue.with(|catalogue| catalogue.tags.is_empty());
        let hint = if is_empty { "There are no tags yet" } else { "No tag of this name" };
        found.with(Vec::is_empty).then(|| ListTold::Hint(hint.into()))
    };
    let token = move |id: String| {
        let tag = builder.catalogue.with(|known| known.tags.iter().find(|tag| tag.tag_id.to_string() == id).cloned());
        let is_gone = tag.is_none() && builder.catalogue.with(|known| !known.properties.is_empty());
        let (label, color) = tag.map_or((format!("Tag {id}"), None), |tag| (tag.name, Some(tag.color)));
        Token { label, color, is_gone }
    };
    Offered {
        keys: Signal::derive(move || found.get().into_iter().map(|tag| tag.tag_id.to_string()).collect()),
        choices: Signal::derive(choices),
        told: Signal::derive(told),
        search: Callback::new(move |searched| text.set(searched)),
        retry: Callback::new(|()| ()),
        token: Callback::new(token),
    }
}

/// Whether capitals matter.
pub fn case_toggle(editor: Editor) -> AnyView {
    let operand = editor.operand;
    let ignores = move || operand.get("/ignore_case") == true;
    let toggle = move |_| {
        if operand.get_untracked("/ignore_case") == true {
            operand.take("/ignore_case");
        } else {
            operand.set("/ignore_case", json!(true));
        }
    };
    view! {
        <button
            type="button"
            id=editor.id("case")
            class="case-toggle"
            aria-label="Match case"
            aria-pressed=move || (!ignores()).to_string()
            title=move || if ignores() { "Capitals do not matter" } else { "Capitals matter" }
            on:click=toggle
        >
            "Aa"
        </button>
    }
    .into_any()
}

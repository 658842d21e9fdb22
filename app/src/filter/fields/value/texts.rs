//! Several values as tokens: texts, items of lists, options of questions, tags.

use super::{Editor, case::case_toggle, tags::tags, text::suggested};
use crate::{
    filter::fields::{kind::Kind, suggestions::Suggestions},
    ui::{Choice, ListTold, Token, TokenField, TokenSource},
};
use leptos::prelude::*;
use serde_json::{Value, json};
use shared::{
    api::catalogue::ValueCount,
    filter::{limits, test::OperandShape},
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
    let change = move |change: &dyn Fn(&mut Vec<String>)| {
        let mut values = values.get_untracked();
        change(&mut values);
        set(values);
    };
    let is_full = move || values.with(Vec::len) >= limits::VALUES;
    let told = Signal::derive(move || {
        let most = || ListTold::Hint(format!("{} values are the most", limits::VALUES));
        if is_full() { Some(most()) } else { told.get() }
    });
    let source = TokenSource {
        tokens: Signal::derive(move || values.get().into_iter().map(|value| token.run(value)).collect()),
        choices,
        told,
        is_free: !matches!(editor.kind, Kind::Tags | Kind::Choice),
        search,
        choose: Callback::new(move |index: usize| {
            if let Some(key) = keys.get_untracked().get(index) {
                change(&|values| toggle(values, key));
            }
        }),
        add: Callback::new(move |added: Vec<String>| change(&|values| add(values, &added))),
        remove: Callback::new(move |index: usize| {
            change(&|values| {
                if index < values.len() {
                    values.remove(index);
                }
            });
        }),
        replace: Callback::new(move |typed: Vec<String>| change(&|values| typed.clone_into(values))),
        retry,
    };
    let placeholder = if editor.kind == Kind::Tags { "Choose tags" } else { "Choose values" };
    let has_case = shape == OperandShape::Texts;
    view! {
        <div class="text-box" class:has-case=has_case>
            <TokenField
                id=editor.id("value")
                label=editor.label()
                placeholder=placeholder
                described=editor.described()
                invalid=operand.is_wrong("")
                source=source
            />
            {has_case.then(|| case_toggle(editor))}
        </div>
    }
    .into_any()
}

/// Takes a value away, or adds it.
fn toggle(values: &mut Vec<String>, value: &String) {
    match values.iter().position(|other| other == value) {
        Some(index) => _ = values.remove(index),
        None => add(values, std::slice::from_ref(value)),
    }
}

/// Adds values that are not there, as long as there is room.
fn add(values: &mut Vec<String>, added: &[String]) {
    for value in added {
        if !values.contains(value) && values.len() < limits::VALUES {
            values.push(value.clone());
        }
    }
}

/// What there is to choose, and how it is told.
pub struct Offered {
    /// The value of each choice.
    pub keys: Signal<Vec<String>>,
    /// The choices.
    pub choices: Signal<Vec<Choice>>,
    /// What is said of them.
    pub told: Signal<Option<ListTold>>,
    /// Hears what is searched for.
    pub search: Callback<String>,
    /// Asks for them again.
    pub retry: Callback<()>,
    /// A value as a token.
    pub token: Callback<String, Token>,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_a_set_with_an_end() {
        let mut values = vec!["a".to_owned()];
        toggle(&mut values, &"b".into());
        toggle(&mut values, &"a".into());
        add(&mut values, &["b".into(), "c".into()]);
        assert_eq!(values, ["b", "c"]);
        let many: Vec<_> = (0..600).map(|number| number.to_string()).collect();
        add(&mut values, &many);
        assert_eq!(values.len(), limits::VALUES);
    }

    #[test]
    fn values_of_any_form_are_texts() {
        assert_eq!(texts_of(&json!(["a", 5, true])), ["a", "5", "true"]);
        assert_eq!(texts_of(&Value::Null), Vec::<String>::new());
    }
}

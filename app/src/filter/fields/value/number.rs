//! Numbers, alone and as the ends of a range.

use super::Editor;
use crate::ui::{NumberField, Typed};
use leptos::prelude::*;
use serde_json::{Value, json};

/// A number of a document as it stands in a field.
pub fn typed_of(value: &Value) -> Typed {
    match value {
        Value::Number(number) => number.as_f64().map_or(Typed::Nothing, Typed::Number),
        Value::String(text) => Typed::Wrong(text.clone()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => Typed::Nothing,
    }
}

/// What stands in a field as it is kept in the draft: whole numbers without a fraction, and what is no number as it is,
/// so that the draft knows that something is wrong.
pub fn json_of(typed: Typed) -> Value {
    match typed {
        Typed::Nothing => Value::Null,
        // Whole numbers that a double holds exactly.
        Typed::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => json!(number as i64),
        Typed::Number(number) => json!(number),
        Typed::Wrong(text) => Value::String(text),
    }
}

/// One number.
pub fn number(editor: Editor, path: &'static str, part: &'static str, label: Signal<String>) -> AnyView {
    let operand = editor.operand;
    let value = Signal::derive(move || typed_of(&operand.get(path)));
    let changed = Callback::new(move |typed: Typed| operand.set(path, json_of(typed)));
    view! {
        <NumberField
            id=editor.id(part)
            class="value-number"
            label=label
            value=value
            changed=changed
            described=editor.described()
            invalid=operand.is_wrong(path)
        />
    }
    .into_any()
}

/// Two numbers.
pub fn range(editor: Editor) -> AnyView {
    view! {
        {number(editor, "/from", "value", editor.label_of("First value"))}
        <span class="value-word">"and"</span>
        {number(editor, "/to", "value-to", editor.label_of("Last value"))}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_there_and_back() {
        for (typed, value) in [
            (Typed::Nothing, Value::Null),
            (Typed::Number(5.0), json!(5)),
            (Typed::Number(-0.5), json!(-0.5)),
            (Typed::Number(1e300), json!(1e300)),
            (Typed::Wrong("abc".into()), json!("abc")),
        ] {
            assert_eq!(json_of(typed.clone()), value);
            assert_eq!(typed_of(&value), typed);
        }
    }
}

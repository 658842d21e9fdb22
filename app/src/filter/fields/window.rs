//! The part of time in which something is looked for.

use super::{
    change::convert,
    kind::{Kind, operand_of, operator_of},
    slot::Slot,
    value::{Editor, editor},
};
use crate::ui::{Select, SelectOption};
use leptos::prelude::*;
use serde_json::{Value, json};
use shared::filter::test::{OperandShape, Window};

const OPTIONS: [SelectOption; 5] = [
    SelectOption::new("ever", "ever"),
    SelectOption::new("within_last", "in the last"),
    SelectOption::new("since", "since"),
    SelectOption::new("before", "before"),
    SelectOption::new("between", "between"),
];

fn shape_of(word: &str) -> OperandShape {
    Window::OPERATORS.iter().find(|info| info.word == word).map_or(OperandShape::None, |info| info.operand)
}

/// A window with another word. Ever is said by saying nothing.
fn with_word(window: &Value, word: &str) -> Option<Value> {
    let before = operator_of(window).map_or(OperandShape::None, shape_of);
    (word != "ever").then(|| json!({ word: convert(operand_of(window), before, shape_of(word)) }))
}

/// The controls of a window.
pub fn window_fields(slot: Slot, dom: &str, name: Signal<String>) -> AnyView {
    let word = Memo::new(move |_| operator_of(&slot.get("")).unwrap_or("ever").to_owned());
    let shape = Memo::new(move |_| word.with(|word| shape_of(word)));
    let choose = Callback::new(move |word: String| {
        let window = slot.get_untracked("");
        match with_word(&window, &word) {
            Some(window) => slot.change("window", |place| *place = window),
            None => slot.clear("window"),
        }
    });
    let words =
        move || word.with(|word| OPTIONS.iter().find(|option| option.key == word).map_or("", |option| option.label));
    let label = Signal::derive(move || format!("Time of {}, {}", name.get(), words()));
    let dom = format!("{dom}-window");
    let name = Signal::derive(move || format!("time of {}", name.get()));
    let source = Signal::derive(|| None);
    let made = Editor { operand: slot.operand(), kind: Kind::Time, dom: StoredValue::new(dom.clone()), name, source };
    view! {
        <Select id=dom class="window" label=label options=OPTIONS.to_vec() chosen=word choose=choose />
        {move || editor(shape.get(), made)}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_window_is_offered() {
        let words: Vec<_> = Window::OPERATORS.iter().map(|info| info.word).collect();
        assert_eq!(OPTIONS.map(|option| option.key).to_vec(), words);
    }

    #[test]
    fn another_window_keeps_the_day() {
        let since = json!({"since": "2026-03-01"});
        assert_eq!(with_word(&since, "before"), Some(json!({"before": "2026-03-01"})));
        assert_eq!(with_word(&since, "between"), Some(json!({"between": {"from": "2026-03-01", "to": null}})));
        assert_eq!(with_word(&Value::Null, "within_last"), Some(json!({"within_last": {"amount": 7, "unit": "days"}})));
        assert_eq!(with_word(&since, "ever"), None);
    }
}

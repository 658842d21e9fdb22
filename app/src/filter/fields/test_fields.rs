//! The operator and the value of a test: of a condition, or of a property of an event.

use super::{
    change::with_operator,
    kind::{Kind, Operator, key_of},
    slot::Slot,
    value::{Editor, editor},
};
use crate::ui::{Select, SelectOption};
use leptos::prelude::*;
use serde_json::Value;
use shared::filter::test::OperandShape;

/// The operators of a menu as options of a select, a line between its sections.
pub fn options(menu: &[Operator]) -> Vec<SelectOption> {
    let divided = |index: usize| index > 0 && menu[index - 1].section != menu[index].section;
    let option = |(index, operator): (usize, &Operator)| SelectOption {
        key: operator.key,
        label: operator.label,
        is_divided: divided(index),
    };
    menu.iter().enumerate().map(option).collect()
}

/// The operator and the value of the test at a place. `dom` begins the ids of its controls.
pub fn test_fields(
    slot: Slot,
    kind: Kind,
    dom: String,
    name: Signal<String>,
    source: Signal<Option<String>>,
) -> AnyView {
    let menu = StoredValue::new(kind.menu());
    let key = Memo::new(move |_| key_of(&slot.get("")));
    let operator = move || {
        let key = key.get();
        menu.with_value(|menu| menu.iter().find(|operator| operator.key == key).cloned())
    };
    let shape = Memo::new(move |_| operator().map_or(OperandShape::None, |operator| operator.shape));
    // The last test with a value: an operator without one is often a look aside.
    let kept = StoredValue::new(Value::Null);
    let choose = Callback::new(move |key: String| {
        let found = |key: &str| menu.with_value(|menu| menu.iter().find(|operator| operator.key == key).cloned());
        let Some(operator) = found(&key) else { return };
        slot.change("operator", |test| {
            let has_value = found(&key_of(test)).is_some_and(|operator| operator.shape != OperandShape::None);
            if has_value {
                kept.set_value(test.clone());
            }
            *test = with_operator(&kept.get_value(), kind, &operator);
        });
    });
    let label =
        Signal::derive(move || format!("Operator, {}", operator().map_or("none chosen", |operator| operator.label)));
    let made = Editor { operand: slot.operand(), kind, dom: StoredValue::new(dom.clone()), name, source };
    view! {
        <Select
            id=format!("{dom}-operator")
            class="operator"
            label=label
            options=menu.with_value(|menu| options(menu))
            chosen=key
            choose=choose
        />
        <div class="value">{move || editor(shape.get(), made)}</div>
    }
    .into_any()
}

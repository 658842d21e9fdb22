//! The operator and the value of a test: of a condition, or of a property of an event.

use super::{
    change::with_operator,
    kind::{Kind, Operator, key_of},
    slot::Slot,
    value::{Editor, editor},
};
use crate::ui::{Select, SelectOption};
use leptos::prelude::*;
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
    let choose = Callback::new(move |key: String| {
        let operator = menu.with_value(|menu| menu.iter().find(|operator| operator.key == key).cloned());
        if let Some(operator) = operator {
            slot.change("operator", |test| *test = with_operator(test, kind, &operator));
        }
    });
    let label =
        Signal::derive(move || format!("Operator, {}", operator().map_or("none chosen", |operator| operator.label)));
    let value_id = format!("{dom}-value");
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
        <div class="value" data-value=value_id>{move || editor(shape.get(), made)}</div>
    }
    .into_any()
}

//! An event: how often, when, and tests of its properties, all of which one and the same event passes.

use super::{
    change::{fresh, put, take},
    event_property::property_fields,
    kind::Kind,
    slot::Slot,
    value::{json_of, typed_of},
    window::window_fields,
};
use crate::ui::{Icon, NumberField, Select, SelectOption, Typed, focus};
use leptos::prelude::*;
use serde_json::{Value, json};
use shared::filter::limits;

const COUNTS: [SelectOption; 4] = [
    SelectOption::new("at_least", "at least"),
    SelectOption::new("at_most", "at most"),
    SelectOption::new("exactly", "exactly"),
    SelectOption { key: "never", label: "never", is_divided: true },
];

/// The word of a count and its number. Nothing said is at least once.
fn count_of(event: &Value) -> (String, Value) {
    let count = event.get("count").and_then(Value::as_object).and_then(|count| count.iter().next());
    count.map_or(("at_least".into(), json!(1)), |(word, times)| (word.clone(), times.clone()))
}

/// An event with another word for its count. Never is exactly no time.
fn with_word(event: &mut Value, word: &str) {
    let (_, times) = count_of(event);
    let times = if times == 0 { json!(1) } else { times };
    let count = if word == "never" { json!({"exactly": 0}) } else { json!({ word: times }) };
    put(event, "/count", count);
}

/// The controls of a condition on an event.
pub fn event_fields(slot: Slot, dom: &str, name: Signal<String>) -> AnyView {
    let word = Memo::new(move |_| count_of(&slot.get("")).0);
    let words =
        move || word.with(|word| COUNTS.iter().find(|option| option.key == word).map_or("", |option| option.label));
    let choose = Callback::new(move |word: String| slot.change("operator", |event| with_word(event, &word)));
    let times = Signal::derive(move || typed_of(&count_of(&slot.get("")).1));
    let changed = Callback::new(move |typed: Typed| {
        slot.change("value", |event| {
            let (word, _) = count_of(event);
            put(event, "/count", json!({ word: json_of(typed) }));
        });
    });
    let message = format!("{dom}-message");
    view! {
        <Select
            id=format!("{dom}-operator")
            class="operator operator-short"
            label=Signal::derive(move || format!("Operator, {}", words()))
            options=COUNTS.to_vec()
            chosen=word
            choose=choose
        />
        <div class="value">
            <NumberField
                id=format!("{dom}-value")
                class="value-amount"
                label=Signal::derive(move || format!("Value for {}", name.get()))
                value=times
                changed=changed
                described=Signal::derive(move || Some(message.clone()))
                invalid=slot.at("/count").is_wrong("")
            least=0.0
            />
            <span class="value-word">{move || if times.get() == Typed::Number(1.0) { "time" } else { "times" }}</span>
            {window_fields(slot.at("/window"), dom, name)}
        </div>
        {properties(slot, dom, name)}
    }
    .into_any()
}

/// Tests of the event's properties, one a line.
fn properties(slot: Slot, dom: &str, name: Signal<String>) -> AnyView {
    let count = Memo::new(move |_| slot.get("/where").as_array().map_or(0, Vec::len));
    let dom = StoredValue::new(dom.to_owned());
    let add = move |_| {
        let at = count.get_untracked();
        slot.change("where", |event| {
            let mut tests = event.get("where").and_then(Value::as_array).cloned().unwrap_or_default();
            tests.push(json!({"property": "", "test": {"text": fresh(Kind::Text, Kind::Text.first_operator())}}));
            put(event, "/where", tests.into());
        });
        focus::focus_soon(dom.with_value(|dom| format!("{dom}-where-{at}-property")));
    };
    let remove = move |index: usize| {
        slot.change("where", |event| {
            take(event, &format!("/where/{index}"));
            if event.get("where").is_some_and(|tests| tests.as_array().is_some_and(Vec::is_empty)) {
                take(event, "/where");
            }
        });
        let next = count.get_untracked();
        focus::focus_soon(dom.with_value(|dom| match next {
            0 => format!("{dom}-add-where"),
            next => format!("{dom}-where-{}-property", index.min(next - 1)),
        }));
    };
    let line = move |index: usize| {
        let line = dom.with_value(|dom| format!("{dom}-where-{index}"));
        view! {
            <li class="where-line">
                <span class="where-word">{if index == 0 { "where" } else { "and" }}</span>
                {property_fields(slot, index, &line)}
                <button
                    type="button"
                    class="icon-button"
                    aria-label=move || format!("Remove test {} of {}", index + 1, name.get())
                    on:click=move |_| remove(index)
                >
                    <Icon name="close" />
                </button>
            </li>
        }
    };
    view! {
        <ul class="where"
            class:has-none=move || count.get() == 0
            aria-label=move || format!("Properties of {}", name.get())
        >
            <For each=move || 0..count.get() key=|index| *index let:index>
                {line(index)}
            </For>
        </ul>
        {move || (count.get() < limits::WHERE).then(|| view! {
            <button type="button" class="add-where" id=dom.with_value(|dom| format!("{dom}-add-where")) on:click=add>
                <Icon name="plus" />
                "Where"
            </button>
        })}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_is_no_time_and_the_way_back_is_once() {
        let mut event = json!({"name": "export", "count": {"at_least": 3}});
        with_word(&mut event, "at_most");
        assert_eq!(event, json!({"name": "export", "count": {"at_most": 3}}));
        with_word(&mut event, "never");
        assert_eq!(event, json!({"name": "export", "count": {"exactly": 0}}));
        with_word(&mut event, "at_least");
        assert_eq!(event, json!({"name": "export", "count": {"at_least": 1}}));
        assert_eq!(count_of(&json!({"name": "export"})), ("at_least".into(), json!(1)));
    }
}

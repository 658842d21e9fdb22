//! What a user did with an experience: each action and its opposite are operators, with a step where one is needed.

use super::{
    slot::Slot,
    value::{json_of, typed_of},
    window::window_fields,
};
use crate::ui::{NumberField, Select, SelectOption, Typed};
use leptos::prelude::*;
use serde_json::{Value, json};

/// An action or its opposite.
struct Did {
    key: &'static str,
    action: &'static str,
    happened: bool,
    label: &'static str,
}

const fn did(key: &'static str, action: &'static str, happened: bool, label: &'static str) -> Did {
    Did { key, action, happened, label }
}

const MENU: [Did; 10] = [
    did("seen", "seen", true, "has seen"),
    did("completed", "completed", true, "has completed"),
    did("dismissed", "dismissed", true, "has dismissed"),
    did("answered", "answered", true, "has answered"),
    did("step_reached", "step_reached", true, "has reached step"),
    did("not seen", "seen", false, "has not seen"),
    did("not completed", "completed", false, "has not completed"),
    did("not dismissed", "dismissed", false, "has not dismissed"),
    did("not answered", "answered", false, "has not answered"),
    did("not step_reached", "step_reached", false, "has not reached step"),
];

/// Actions and what they are called in the picker.
pub const ACTIONS: [(&str, &str); 5] = [
    ("seen", "Seen"),
    ("completed", "Completed"),
    ("dismissed", "Dismissed"),
    ("answered", "Answered"),
    ("step_reached", "Reached step"),
];

fn of(condition: &Value) -> Option<&'static Did> {
    let action = condition.get("action")?.as_str()?;
    let happened = condition.get("happened") != Some(&Value::Bool(false));
    MENU.iter().find(|did| did.action == action && did.happened == happened)
}

/// What a condition says the user did: "has not seen".
pub fn label(condition: &Value) -> Option<&'static str> {
    of(condition).map(|did| did.label)
}

/// A condition that says so. Only steps have a number.
fn with_key(condition: &mut Value, key: &str) {
    let (Some(did), Some(map)) = (MENU.iter().find(|did| did.key == key), condition.as_object_mut()) else { return };
    map.insert("action".into(), json!(did.action));
    map.insert("happened".into(), json!(did.happened));
    if did.action == "step_reached" {
        map.entry("step").or_insert(json!(1));
    } else {
        map.remove("step");
    }
}

/// The controls of a condition on an experience.
pub fn experience_fields(slot: Slot, dom: &str, name: Signal<String>) -> AnyView {
    let key = Signal::derive(move || of(&slot.get("")).map_or("", |did| did.key).to_owned());
    let label_of = Signal::derive(move || format!("Operator, {}", label(&slot.get("")).unwrap_or("none chosen")));
    let option = |did: &Did| SelectOption { key: did.key, label: did.label, is_divided: did.key == "not seen" };
    let choose = Callback::new(move |key: String| slot.change("operator", |condition| with_key(condition, &key)));
    let has_step = Memo::new(move |_| slot.get("/action") == "step_reached");
    let step_id = StoredValue::new((format!("{dom}-value"), format!("{dom}-message")));
    let step = move || {
        let (id, message) = step_id.get_value();
        let value = Signal::derive(move || typed_of(&slot.get("/step")));
        let changed = Callback::new(move |typed: Typed| slot.set("/step", json_of(typed)));
        let label = Signal::derive(move || format!("Step of {}", name.get()));
        let described = Signal::derive(move || Some(message.clone()));
        view! {
            <NumberField
                id=id
                class="value-amount"
                label=label
                value=value
                changed=changed
                described=described
                invalid=slot.at("/step").is_wrong("")
                least=0.0
            />
        }
    };
    view! {
        <Select
            id=format!("{dom}-operator")
            class="operator"
            label=label_of
            options=MENU.iter().map(option).collect()
            chosen=key
            choose=choose
        />
        <div class="value">
            {move || has_step.get().then(step)}
            {window_fields(slot.at("/window"), dom, name)}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::filter::ExperienceAction;

    #[test]
    fn every_action_has_its_words_and_its_opposite() {
        for action in ExperienceAction::ALL {
            assert!(ACTIONS.iter().any(|(word, _)| *word == action.word()));
            for happened in [true, false] {
                let condition = json!({"action": action.word(), "happened": happened});
                assert!(label(&condition).is_some_and(|label| label.contains("not") != happened), "{condition}");
            }
        }
        assert_eq!(label(&json!({})), None);
    }

    #[test]
    fn only_steps_have_a_number() {
        let mut condition = json!({"which": "any", "action": "seen", "happened": true});
        with_key(&mut condition, "not step_reached");
        assert_eq!(condition, json!({"which": "any", "action": "step_reached", "happened": false, "step": 1}));
        with_key(&mut condition, "answered");
        assert_eq!(condition, json!({"which": "any", "action": "answered", "happened": true}));
        with_key(&mut condition, "juggled");
        assert_eq!(condition, json!({"which": "any", "action": "answered", "happened": true}));
    }
}

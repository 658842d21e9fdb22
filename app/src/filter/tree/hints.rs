//! Notes on a group that is probably not what was meant. They stop nobody.

use crate::filter::Builder;
use leptos::prelude::*;
use serde_json::Value;
use shared::filter::edit::{Combinator, Content, Draft, DraftCondition, DraftNode, NodeId};

/// Operators that are true for everyone but a few.
const NEGATIVE: [&str; 12] = [
    "is_not",
    "does_not_contain",
    "does_not_start_with",
    "does_not_end_with",
    "none_of",
    "does_not_match",
    "not_equals",
    "not_on",
    "not_within_last",
    "contains_none",
    "is_not_exactly",
    "has_none",
];

fn is_negative(node: &DraftNode) -> bool {
    let Content::Condition(DraftCondition(form)) = &node.content else { return false };
    let of = |value: &Value| match value {
        Value::String(word) => Some(word.clone()),
        Value::Object(fields) => fields.keys().next().cloned(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
    };
    let inside = |value: &Value| value.as_object().and_then(|fields| fields.values().next()).and_then(of);
    let says = |operator: Option<String>| operator.is_some_and(|word| NEGATIVE.contains(&&*word));
    let is_negative = says(form.get("property").and_then(inside))
        || says(form.pointer("/attribute/test").and_then(inside))
        || says(form.pointer("/answer/test").and_then(inside))
        || form.pointer("/segment/member") == Some(&Value::Bool(false))
        || form.pointer("/experience/happened") == Some(&Value::Bool(false));
    is_negative != node.is_negated
}

/// Whether OR joins two negative conditions or more: nearly everyone matches one of them.
pub fn joins_negatives(draft: &Draft, id: NodeId) -> bool {
    draft.node(id).is_some_and(|node| {
        let negatives = node.children().iter().filter(|child| !child.is_muted && is_negative(child));
        node.combinator() == Some(Combinator::Any) && !node.is_negated && negatives.count() >= 2
    })
}

/// The note on OR between negative conditions.
pub fn hint(builder: Builder, id: NodeId) -> AnyView {
    let joins = Memo::new(move |_| builder.with(|draft| joins_negatives(draft, id)));
    let note = move || {
        joins.get().then(|| {
            view! {
                <p class="hint">"OR between conditions that say “not” matches almost everyone. AND may be what you mean."</p>
            }
        })
    };
    view! { {note} }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use shared::filter::Filter;

    fn joins(root: Value) -> bool {
        let draft = Draft::from(&Filter::read(&json!({"version": 1, "root": root})).unwrap());
        joins_negatives(&draft, draft.root().id)
    }

    #[test]
    fn two_negatives_under_or_are_noticed() {
        let email = |operator: &str| json!({"property": {"email": {operator: {"value": "a"}}}});
        let plan = json!({"attribute": {"key": "plan", "test": {"text": {"none_of": {"values": ["a"]}}}}});
        let segment = json!({"segment": {"id": "7", "member": false}});
        assert!(joins(json!({"any": [email("is_not"), plan]})));
        assert!(joins(json!({"any": [segment, {"not": email("is")}]})));
        assert!(!joins(json!({"any": [email("is_not"), email("is")]})));
        assert!(!joins(json!({"any": [email("is_not"), {"not": email("is_not")}]})));
        assert!(!joins(json!({"any": [email("is_not"), {"muted": email("is_not")}]})));
        assert!(!joins(json!({"all": [email("is_not"), email("is_not")]})));
    }
}

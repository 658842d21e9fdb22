//! Adding to the draft from outside of the builder: from the bar, from a cell, from a tag.

use super::{Applied, Builder, Told, tree, words};
use crate::ui::{Toasts, focus::focus_soon};
use leptos::prelude::*;
use shared::filter::edit::{Content, Draft, DraftCondition, DraftNode, Purpose};

/// Opens the builder with one more condition, whose field is to be picked.
pub fn add_condition(builder: Builder) {
    builder.open.set(true);
    tree::add_condition(builder, builder.with_untracked(|draft| draft.root().id));
}

/// Opens the builder with one more group.
pub fn add_logic_group(builder: Builder) {
    builder.open.set(true);
    tree::add_group(builder, builder.with_untracked(|draft| draft.root().id));
}

/// Opens the builder with one more condition that is whole already. What is asked for twice is there once.
pub fn add_known(builder: Builder, toasts: Toasts, condition: DraftCondition) {
    add_value(builder, toasts, condition, false);
}

/// The same, or its opposite where users with the value are to be left out.
pub fn add_value(builder: Builder, toasts: Toasts, condition: DraftCondition, excludes: bool) {
    let (condition, is_negated) = if excludes { opposite(condition) } else { (condition, false) };
    let name = name_of(builder, &condition);
    let name = if is_negated { format!("not {name}") } else { name };
    if !is_negated && builder.with_untracked(|draft| holds(draft.root(), &condition)) {
        builder.open.set(true);
        return toasts.tell(format!("“{name}” is in the filter already"));
    }
    let before = builder.with_untracked(Draft::clone);
    let told = |_: &Draft, _: &Draft| Told { label: format!("added {name}"), status: None };
    let added = |draft: &Draft| {
        let narrowed = draft.narrow(condition)?;
        match narrowed.focus().filter(|_| is_negated) {
            Some(id) => narrowed.negate(id),
            None => Ok(narrowed),
        }
    };
    if builder.run(added, told) {
        builder.open.set(true);
        let label = format!("removed {name}");
        let undo = move || _ = put(builder, before.clone(), label.clone());
        toasts.done(format!("“{name}” added to the filter"), undo);
    }
}

/// The condition that all others pass; the same and to be negated, where no operator says the opposite.
fn opposite(condition: DraftCondition) -> (DraftCondition, bool) {
    const OPPOSITES: [(&str, &str); 3] = [("is", "is_not"), ("equals", "not_equals"), ("has_any", "has_none")];
    fn turn(value: &mut serde_json::Value) -> bool {
        let Some(object) = value.as_object_mut() else { return false };
        for (operator, opposite) in OPPOSITES {
            if let Some(operand) = object.remove(operator) {
                object.insert(opposite.into(), operand);
                return true;
            }
        }
        object.values_mut().any(turn)
    }
    let mut turned = condition.clone();
    if turn(&mut turned.0) { (turned, false) } else { (condition, true) }
}

/// Makes a draft the builder's and applies it, with a way back to what was there before.
pub fn apply_instead(builder: Builder, applied: Applied, toasts: Toasts, draft: Draft, label: String, text: String) {
    let before = builder.with_untracked(Draft::clone);
    let address = applied.address.get_untracked();
    let filter = draft.finish(Purpose::Apply).filter;
    if !put(builder, draft, label.clone()) {
        return;
    }
    applied.apply(filter);
    let back = move || {
        if !applied.is_alive() {
            return;
        }
        put(builder, before.clone(), format!("took back: {label}"));
        applied.go_to(address.clone());
        focus_soon("filter-add");
    };
    toasts.done(text, back);
}

/// The words of a condition.
pub fn name_of(builder: Builder, condition: &DraftCondition) -> String {
    builder
        .names
        .with_untracked(|names| builder.catalogue.with_untracked(|catalogue| words(condition, names, catalogue)))
}

/// Whether it was put; not once the builder's page is left.
fn put(builder: Builder, draft: Draft, label: String) -> bool {
    builder.is_alive() && builder.run(|_| Ok(draft), |_, _| Told { label, status: None })
}

/// Whether a condition takes part in a tree as it is.
fn holds(node: &DraftNode, condition: &DraftCondition) -> bool {
    if node.is_muted || node.is_negated {
        return false;
    }
    match &node.content {
        Content::Condition(own) => own == condition,
        Content::Group { children, combinator, .. } => {
            *combinator == shared::filter::edit::Combinator::All && children.iter().any(|child| holds(child, condition))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use shared::filter::Filter;

    #[test]
    fn a_value_is_left_out_by_the_opposite_operator_or_by_not() {
        let text = |operator: &str| json!({"attribute": {"key": "is", "test": {"text": {operator: {"value": "a"}}}}});
        assert_eq!(opposite(DraftCondition(text("is"))), (DraftCondition(text("is_not")), false));
        let number = |operator: &str| DraftCondition(json!({"property": {"sessions": {operator: 4}}}));
        assert_eq!(opposite(number("equals")), (number("not_equals"), false));
        let truth = DraftCondition(json!({"attribute": {"key": "beta", "test": {"boolean": "is_true"}}}));
        assert_eq!(opposite(truth.clone()), (truth, true));
    }

    #[test]
    fn only_what_everyone_must_match_is_there_already() {
        let name = |name: &str| json!({"property": {"name": {"is": {"value": name}}}});
        let held = |root: Value| {
            let filter = Filter::read(&json!({"version": 1, "root": root})).unwrap();
            let Content::Condition(condition) =
                &Draft::from(&Filter::read(&json!({"version": 1, "root": {"all": [name("a")]}})).unwrap())
                    .root()
                    .children()[0]
                    .content
                    .clone()
            else {
                panic!("a condition")
            };
            holds(Draft::from(&filter).root(), condition)
        };
        assert!(held(json!({"all": [name("b"), {"all": [name("a")]}]})));
        assert!(!held(json!({"all": [name("b"), {"any": [name("a"), name("b")]}]})));
        assert!(!held(json!({"not": name("a")})));
        assert!(!held(json!({"all": [{"muted": name("a")}]})));
    }
}

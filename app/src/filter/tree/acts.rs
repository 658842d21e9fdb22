//! What the tree's own controls do to the draft. After each the focus is where a person goes on.

use super::look::said;
use crate::filter::{Builder, Told};
use leptos::prelude::*;
use shared::filter::edit::{Combinator, Draft, DraftCondition, NodeId, OpRefused};

fn told(label: impl Into<String>, status: impl Into<String>) -> Told {
    Told { label: label.into(), status: Some(status.into()) }
}

/// Adds a condition at the end of a group. Its field picker opens at once.
pub fn add_condition(builder: Builder, group: NodeId) {
    let added = builder.run(
        |draft| draft.add(group, None, DraftCondition::default()),
        |_, _| Told { label: "added a condition".into(), status: None },
    );
    if added {
        builder.picking.set(builder.with_untracked(Draft::focus));
    }
}

/// Adds an empty group at the end of a group. At the top level that is AND inside of groups and OR between them, as far
/// as what is there allows it.
pub fn add_group(builder: Builder, group: NodeId) {
    let added = builder.run(
        |draft| if draft.root().id == group { draft.add_logic_group() } else { draft.add_group(group, None) },
        |before, after| told("added a group", added_group(before, after, group)),
    );
    if added && let Some(new) = builder.with_untracked(Draft::focus) {
        builder.focus(new, "add");
    }
}

/// What is said of a new group: whether the word between those at the top level is another one now.
fn added_group(before: &Draft, after: &Draft, group: NodeId) -> String {
    if before.root().id != group {
        return "Group added.".into();
    }
    match (before.root().combinator(), after.root().combinator()) {
        (Some(Combinator::All), Some(Combinator::Any)) => "Group added. OR stands between the groups.".into(),
        (_, Some(Combinator::Any)) => "Group added.".into(),
        (_, _) if after.root().children().len() < 2 => "Group added.".into(),
        (_, _) => "Group added. AND stays between what is in the main group.".into(),
    }
}

/// Says how the children of a group belong together, and whether the opposite is meant: one step.
pub fn set_matching(builder: Builder, group: NodeId, combinator: Combinator, is_negated: bool) -> bool {
    builder.run(
        |draft| with_matching(draft, group, combinator, is_negated),
        |_, after| {
            let said = said(after, group);
            told(format!("changed: {}", said.trim_end_matches('.')), said)
        },
    )
}

fn with_matching(draft: &Draft, id: NodeId, combinator: Combinator, is_negated: bool) -> Result<Draft, OpRefused> {
    let is_negated_now = draft.node(id).is_some_and(|node| node.is_negated);
    if is_negated_now == is_negated {
        return draft.set_combinator(id, combinator);
    }
    let draft = draft.negate(id)?;
    match draft.set_combinator(id, combinator) {
        Err(refused) if refused.is_nothing => Ok(draft),
        done => done,
    }
}

/// Splits a group before one of its children.
pub fn split(builder: Builder, group: NodeId, index: usize) {
    let is_split = builder.run(
        |draft| draft.split_at(group, index),
        |_, after| {
            let word = if after.node(group).and_then(|node| node.combinator()) == Some(Combinator::Any) {
                "OR"
            } else {
                "AND"
            };
            told("split a group", format!("Split into two groups, joined by {word}."))
        },
    );
    if is_split {
        builder.focus(group, "connector-1");
    }
}

/// Switches the NOT before a condition off.
pub fn switch_not_off(builder: Builder, id: NodeId) {
    if builder.run(|draft| draft.negate(id), |_, _| told("NOT off", "NOT is off.")) {
        builder.focus(id, "field");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(names: usize) -> Draft {
        (0..names)
            .fold(Draft::default(), |draft, _| draft.add(draft.root().id, None, DraftCondition::default()).unwrap())
    }

    #[test]
    fn all_four_quantities_are_one_step_away() {
        let draft = with(2);
        let root = draft.root().id;
        let look = |draft: &Draft| (draft.root().combinator(), draft.root().is_negated);
        for combinator in [Combinator::All, Combinator::Any] {
            for is_negated in [false, true] {
                let done = with_matching(&draft, root, combinator, is_negated);
                let same = combinator == Combinator::All && !is_negated;
                assert_eq!(done.is_err_and(|refused| refused.is_nothing), same);
                let done = with_matching(&draft, root, combinator, is_negated).unwrap_or_else(|_| draft.clone());
                assert_eq!(look(&done), (Some(combinator), is_negated));
            }
        }
    }

    #[test]
    fn a_new_group_tells_when_the_word_between_changes() {
        let say = |before: &Draft| added_group(before, &before.add_logic_group().unwrap(), before.root().id);
        assert_eq!(say(&with(0)), "Group added.");
        assert_eq!(say(&with(2)), "Group added. OR stands between the groups.");
        let mixed = with(1).add_group(with(1).root().id, None).unwrap();
        assert_eq!(say(&mixed), "Group added. AND stays between what is in the main group.");
        let inner = mixed.root().children()[1].id;
        assert_eq!(added_group(&mixed, &mixed.add_group(inner, None).unwrap(), inner), "Group added.");
    }
}

//! What is seen of a group apart from its children: follows the draft, and changes only when it does.

use crate::filter::{
    Builder,
    moving::{group_number, quantity},
};
use leptos::prelude::*;
use shared::filter::edit::{Combinator, Content, Draft, DraftNode, NodeId};

/// A group as its card shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupLook {
    /// Whether it is the outermost one.
    pub is_main: bool,
    /// How its children belong together.
    pub combinator: Combinator,
    /// Whether the opposite is meant.
    pub is_negated: bool,
    /// Whether it is left out.
    pub is_muted: bool,
    /// A name that was given to it.
    pub name: Option<String>,
    /// It came empty from a filter, where that means something.
    pub is_empty_on_purpose: bool,
    /// Its children, and which of them are groups.
    pub children: Vec<(NodeId, bool)>,
    /// "Group 2 of 3, level 1".
    title: String,
    /// "the main group", "group 1.2".
    pub called: String,
}

/// "all of", "none of".
pub fn quantity_of(combinator: Combinator, is_negated: bool) -> &'static str {
    match (combinator, is_negated) {
        (Combinator::All, false) => "all",
        (Combinator::Any, false) => "any",
        (Combinator::Any, true) => "none",
        (Combinator::All, true) => "not all",
    }
}

impl GroupLook {
    /// A group of a draft; `None` once it is gone.
    pub fn of(draft: &Draft, id: NodeId) -> Option<Self> {
        let node = draft.node(id)?;
        let Content::Group { combinator, children, is_empty_on_purpose } = &node.content else { return None };
        let is_group = |node: &DraftNode| node.combinator().is_some();
        let number = group_number(draft, id);
        let (title, called) = match draft.place_of(id) {
            None => ("Main group".to_owned(), "the main group".to_owned()),
            Some((parent, _)) => {
                let groups: Vec<_> = parent.children().iter().filter(|child| is_group(child)).collect();
                let position = groups.iter().position(|group| group.id == id).unwrap_or_default() + 1;
                let level = number.split('.').count();
                (format!("Group {position} of {}, level {level}", groups.len()), format!("group {number}"))
            }
        };
        Some(Self {
            is_main: draft.root().id == id,
            combinator: *combinator,
            is_negated: node.is_negated,
            is_muted: node.is_muted,
            name: node.name.clone(),
            is_empty_on_purpose: *is_empty_on_purpose,
            children: children.iter().map(|child| (child.id, is_group(child))).collect(),
            title,
            called,
        })
    }

    /// A group of the builder, followed.
    pub fn memo(builder: Builder, id: NodeId) -> Memo<Option<Self>> {
        Memo::new(move |_| builder.outline.with(|draft| Self::of(draft, id)))
    }

    /// "all", "none".
    pub fn quantity(&self) -> &'static str {
        quantity_of(self.combinator, self.is_negated)
    }

    /// Its name for those who do not see it: "Group 2 of 3, level 1: match any of 4".
    pub fn legend(&self) -> String {
        let name = self.name.as_ref().map(|name| format!(", {name}")).unwrap_or_default();
        let muted = if self.is_muted { ", muted" } else { "" };
        format!("{}{name}{muted}: match {} of {}", self.title, self.quantity(), self.children.len())
    }

    /// The name of the control that says how its children belong together.
    pub fn matching(&self) -> String {
        format!("Match {} of {}. Change", self.quantity(), self.called)
    }

    /// The name of the word between two of its children.
    pub fn connector(&self) -> String {
        format!("{} between {} conditions of {}. Change", self.word(), self.children.len(), self.called)
    }

    /// "AND", "OR".
    pub fn word(&self) -> &'static str {
        match self.combinator {
            Combinator::All => "AND",
            Combinator::Any => "OR",
        }
    }

    /// The word in names of classes.
    pub fn class(&self) -> &'static str {
        match self.combinator {
            Combinator::All => "is-and",
            Combinator::Any => "is-or",
        }
    }
}

/// What is said after a change of how a group's children belong together: "Group 2 matches none of 3."
pub fn said(draft: &Draft, id: NodeId) -> String {
    let Some(node) = draft.node(id) else { return String::new() };
    let number = group_number(draft, id);
    let name = if number.is_empty() { "The main group".to_owned() } else { format!("Group {number}") };
    format!("{name} matches {} {}.", quantity(node).to_lowercase(), node.children().len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use shared::filter::Filter;

    fn sample() -> Draft {
        let leaf = |name: &str| json!({"event": {"name": name}});
        let root = json!({"any": [
            leaf("a"),
            {"all": [leaf("b")]},
            {"not": {"named": {"name": "Quiet", "node": {"any": [leaf("c"), {"all": [leaf("d"), leaf("e")]}]}}}},
        ]});
        Draft::from(&Filter::read(&json!({"version": 1, "root": root})).unwrap())
    }

    fn looks() -> Vec<GroupLook> {
        let draft = sample();
        (0..9).filter_map(|id| GroupLook::of(&draft, NodeId(id))).collect()
    }

    #[test]
    fn groups_tell_where_they_are_and_what_they_match() {
        let legends: Vec<_> = looks().iter().map(GroupLook::legend).collect();
        assert_eq!(
            legends,
            [
                "Main group: match any of 3",
                "Group 1 of 2, level 1: match all of 1",
                "Group 2 of 2, level 1, Quiet: match none of 2",
                "Group 1 of 1, level 2: match all of 2",
            ]
        );
    }

    #[test]
    fn the_word_between_tells_its_scope() {
        let connectors: Vec<_> = looks().iter().map(GroupLook::connector).collect();
        assert_eq!(
            connectors,
            [
                "OR between 3 conditions of the main group. Change",
                "AND between 1 conditions of group 1. Change",
                "OR between 2 conditions of group 2. Change",
                "AND between 2 conditions of group 2.1. Change",
            ]
        );
    }

    #[test]
    fn what_is_said_names_the_group() {
        let draft = sample();
        assert_eq!(said(&draft, draft.root().id), "The main group matches any of 3.");
        let quiet = draft.root().children()[2].id;
        assert_eq!(said(&draft, quiet), "Group 2 matches none of 2.");
    }
}

//! What menus, keys and drags do to the builder. After each the focus is where a person goes on.

use super::{
    messages,
    names::{self, Words},
};
use crate::{
    filter::{Builder, Told, node_id, part_id, words},
    ui::focus::{element, focused},
};
use leptos::prelude::*;
use shared::filter::edit::{Direction, Draft, DraftCondition, DropTarget, NodeId, OpRefused};
use std::time::Duration;

/// What was moved is marked so long; the mark fades earlier where things may move.
const MARKED: Duration = Duration::from_millis(1_500);

/// Looks at the draft with the words of its conditions; follows neither.
pub fn look<T>(builder: Builder, with: impl FnOnce(&Draft, Words<'_>) -> T) -> T {
    builder.names.with_untracked(|names| {
        builder.catalogue.with_untracked(|catalogue| {
            let words = |condition: &DraftCondition| words(condition, names, catalogue);
            builder.with_untracked(|draft| with(draft, &words))
        })
    })
}

/// Does an operation; whether it was done. Told in the words of the conditions.
fn run(
    builder: Builder,
    operation: impl FnOnce(&Draft) -> Result<Draft, OpRefused>,
    told: impl FnOnce(&Draft, &Draft, Words<'_>) -> Told,
) -> bool {
    let names = builder.names.get_untracked();
    let catalogue = builder.catalogue;
    builder.run(operation, |before, after| {
        catalogue.with_untracked(|catalogue| told(before, after, &|condition| words(condition, &names, catalogue)))
    })
}

/// The control of a node that has the focus; the grip where it is none of them.
pub fn focused_part(id: NodeId) -> String {
    let start = part_id(id, "");
    let part = focused().and_then(|focused| focused.id().strip_prefix(&start).map(str::to_owned));
    part.filter(|part| ["grip", "menu", "remove", "field", "operator"].contains(&part.as_str()))
        .unwrap_or_else(|| "grip".into())
}

/// Shows what the last operation was about: opens the groups around it, and marks it for a moment.
fn reveal(builder: Builder) -> Option<NodeId> {
    let subject = builder.with_untracked(Draft::focus)?;
    let around = builder.with_untracked(|draft| {
        let outer = |id: &NodeId| draft.place_of(*id).map(|(group, _)| group.id);
        std::iter::successors(outer(&subject), outer).collect::<Vec<_>>()
    });
    let is_hidden = builder.collapsed.with_untracked(|collapsed| around.iter().any(|group| collapsed.contains(group)));
    if is_hidden {
        builder.collapsed.update(|collapsed| collapsed.retain(|group| !around.contains(group)));
    }
    let mark = move |on: bool| {
        if let Some(element) = element(&node_id(subject)) {
            // The name is valid.
            let _ = element.toggle_attribute_with_force("data-moved", on);
        }
    };
    request_animation_frame(move || {
        mark(true);
        set_timeout(move || mark(false), MARKED);
    });
    Some(subject)
}

/// Moves or copies a node; with a part, the focus goes to that control of what was moved.
fn moved(
    builder: Builder,
    id: NodeId,
    part: Option<&str>,
    operation: impl FnOnce(&Draft) -> Result<Draft, OpRefused>,
) -> bool {
    let is_done = run(builder, operation, |before, after, words| messages::moved(before, after, id, words));
    if is_done
        && let Some(subject) = reveal(builder)
        && let Some(part) = part
    {
        builder.focus(subject, part);
    }
    is_done
}

/// Moves a node by a step.
pub fn step(builder: Builder, id: NodeId, direction: Direction, part: Option<&str>) -> bool {
    moved(builder, id, part, |draft| draft.step(id, direction))
}

/// Drops a node somewhere.
pub fn drop_at(builder: Builder, id: NodeId, target: DropTarget, is_copy: bool) {
    if !moved(builder, id, Some("grip"), |draft| draft.drop_at(id, target, is_copy)) {
        builder.focus(id, "grip");
    }
}

/// Puts a copy after a node.
pub fn duplicate(builder: Builder, id: NodeId, part: &str) {
    moved(builder, id, Some(part), |draft| draft.duplicate(id));
}

/// Mutes or unmutes a node.
pub fn mute(builder: Builder, id: NodeId, part: &str) {
    if run(builder, |draft| draft.mute(id), |before, after, words| messages::muted(before, after, id, words)) {
        builder.focus(id, part);
    }
}

/// Removes a node. The focus goes to its neighbour, else to the button that adds to its group.
pub fn remove(builder: Builder, id: NodeId) {
    let neighbours = builder.with_untracked(|draft| {
        let siblings = draft.place_of(id).map(|(group, _)| group.children()).unwrap_or_default();
        siblings.iter().map(|node| (node.id, node.combinator().is_some())).collect::<Vec<_>>()
    });
    let is_done =
        run(builder, |draft| draft.remove(id), |before, after, words| messages::removed(before, after, id, words));
    if let Some(next) = builder.with_untracked(Draft::focus).filter(|_| is_done) {
        let part = match neighbours.iter().find(|(sibling, _)| *sibling == next) {
            Some((_, true)) => "grip",
            Some((_, false)) => "field",
            None => "add",
        };
        builder.focus(next, part);
    }
}

/// Switches NOT on or off.
pub fn negate(builder: Builder, id: NodeId, part: &str) {
    if run(builder, |draft| draft.negate(id), |_, after, words| messages::negated(after, id, words)) {
        builder.focus(id, part);
    }
}

/// Takes a group away from around its children.
pub fn ungroup(builder: Builder, id: NodeId) {
    if run(builder, |draft| draft.unwrap(id), |before, after, _| messages::ungrouped(before, after, id))
        && let Some(first) = builder.with_untracked(Draft::focus)
    {
        let is_main = builder.with_untracked(|draft| draft.root().id == first);
        builder.focus(first, if is_main { "add" } else { "grip" });
    }
}

/// Gives a group a name, or takes it away with an empty one.
pub fn rename(builder: Builder, id: NodeId, name: &str) -> bool {
    let name = Some(name.to_owned());
    let is_done = run(builder, |draft| draft.name(id, name), |before, after, _| messages::renamed(before, after, id));
    if is_done {
        builder.focus(id, "menu");
    }
    is_done
}

/// Takes a draft with something pasted into a group.
pub fn paste(builder: Builder, group: NodeId, pasted: Draft) {
    if run(builder, |_| Ok(pasted), |before, after, _| messages::pasted(before, after, group))
        && let Some(subject) = reveal(builder)
    {
        builder.focus(subject, "grip");
    }
}

/// Shows a group as one line, or in full again.
pub fn collapse(builder: Builder, id: NodeId) {
    builder.collapsed.update(|collapsed| {
        if !collapsed.remove(&id) {
            collapsed.insert(id);
        }
    });
    builder.focus(id, "menu");
}

/// "condition Plan is Pro"; follows the condition and what is around it.
pub fn name(builder: Builder, id: NodeId, condition: Memo<Option<DraftCondition>>) -> Memo<String> {
    Memo::new(move |_| {
        condition.track();
        builder.outline.track();
        builder.names.track();
        look(builder, |draft, words| names::named(draft, id, words))
    })
}

/// "group 2", "group 2, Beta testers"; follows the tree.
pub fn group_name(builder: Builder, id: NodeId) -> Memo<String> {
    Memo::new(move |_| builder.outline.with(|draft| names::group(draft, id)))
}

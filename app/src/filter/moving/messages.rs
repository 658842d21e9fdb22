//! What is said when something was moved, copied, grouped or removed: its name, where it is, where it was.

use super::names::{Words, capitalised, group, named, node, quantity};
use crate::filter::Told;
use shared::filter::edit::{Draft, DraftNode, NodeId};

/// After a move, by whatever way. The draft after it knows which node it was about.
pub fn moved(before: &Draft, after: &Draft, id: NodeId, words: Words<'_>) -> Told {
    let subject = after.focus().unwrap_or(id);
    let is_copy = subject != id;
    let name = node(before, id, words);
    let emptied = emptied(before, after);
    let Some((parent, index)) = after.place_of(subject) else {
        return Told { label: format!("moved {name}"), status: None };
    };
    let is_new = before.node(parent.id).is_none();
    let verb = if is_copy { "copied" } else { "moved" };
    if is_new && parent.children().len() > 1 {
        let names: Vec<_> = parent.children().iter().map(|child| node(after, child.id, words)).collect();
        let status = format!("New group created, {}: {}.{emptied}", quantity(parent).to_lowercase(), names.join(", "));
        return Told { label: format!("grouped {}", names.join(" and ")), status: Some(status) };
    }
    let whole = capitalised(&named(before, id, words));
    let place = format!("position {} of {} in {}", index + 1, parent.children().len(), place(after, parent));
    let status = match before.place_of(id) {
        _ if is_new => format!("{whole} {verb} into a new group, {}.{emptied}", group(after, parent.id)),
        Some((old, index)) if !is_copy => {
            let old_place = if old.id == parent.id {
                format!("position {}", index + 1)
            } else {
                format!("position {} of {} in {}", index + 1, old.children().len(), group(before, old.id))
            };
            format!("{whole} moved to {place}, from {old_place}.{emptied}")
        }
        Some(_) | None => format!("{whole} {verb} to {place}."),
    };
    Told { label: format!("{verb} {name}"), status: Some(status) }
}

/// "any of, group 2", "the main group".
fn place(draft: &Draft, parent: &DraftNode) -> String {
    let name = group(draft, parent.id);
    if parent.id == draft.root().id { name } else { format!("{}, {name}", quantity(parent).to_lowercase()) }
}

/// Whether groups that were left empty have gone.
fn emptied(before: &Draft, after: &Draft) -> &'static str {
    fn gone(node: &DraftNode, after: &Draft) -> usize {
        let own = usize::from(node.combinator().is_some() && after.node(node.id).is_none());
        own + node.children().iter().map(|child| gone(child, after)).sum::<usize>()
    }
    match gone(before.root(), after) {
        0 => "",
        1 => " Empty group removed.",
        _ => " Empty groups removed.",
    }
}

/// After something was removed.
pub fn removed(before: &Draft, after: &Draft, id: NodeId, words: Words<'_>) -> Told {
    let is_group = before.node(id).is_some_and(|node| node.combinator().is_some());
    // A group that is removed itself is not one that was left empty.
    let emptied = if is_group { "" } else { emptied(before, after) };
    Told {
        label: format!("removed {}", node(before, id, words)),
        status: Some(format!("{} removed.{emptied}", capitalised(&named(before, id, words)))),
    }
}

/// After something was muted, or is not muted any more.
pub fn muted(before: &Draft, after: &Draft, id: NodeId, words: Words<'_>) -> Told {
    let is_muted = after.node(id).is_some_and(|node| node.is_muted);
    let (verb, more) = if is_muted { ("muted", ": it is left out") } else { ("unmuted", ": it takes part again") };
    Told {
        label: format!("{verb} {}", node(before, id, words)),
        status: Some(format!("{} {verb}{more}.", capitalised(&named(before, id, words)))),
    }
}

/// After NOT was switched on or off.
pub fn negated(after: &Draft, id: NodeId, words: Words<'_>) -> Told {
    let node = after.node(id);
    let is_on = node.is_some_and(|node| node.is_negated);
    let way = if is_on { "on" } else { "off" };
    let matches = node.filter(|node| node.combinator().is_some()).map(quantity).unwrap_or_default().to_lowercase();
    let name = capitalised(&named(after, id, words));
    let status =
        if matches.is_empty() { format!("{name}: NOT is {way}.") } else { format!("{name} matches {matches}.") };
    Told { label: format!("NOT {way} for {}", super::names::node(after, id, words)), status: Some(status) }
}

/// After a group was taken away from around its children.
pub fn ungrouped(before: &Draft, after: &Draft, id: NodeId) -> Told {
    let name = group(before, id);
    let outer = before.place_of(id).map(|(outer, _)| group(after, outer.id)).unwrap_or_default();
    let status = format!("{} ungrouped: what was in it is in {outer} now.", capitalised(&name));
    Told { label: format!("ungrouped {name}"), status: Some(status) }
}

/// After a group got a name or lost it.
pub fn renamed(before: &Draft, after: &Draft, id: NodeId) -> Told {
    let name = group(before, id);
    let status = match after.node(id).and_then(|node| node.name.as_ref()) {
        Some(new) => format!("{} is called {new}.", capitalised(&name)),
        None => format!("{} has no name any more.", capitalised(&name)),
    };
    Told { label: format!("renamed {name}"), status: Some(status) }
}

/// After something was pasted into a group.
pub fn pasted(before: &Draft, after: &Draft, parent: NodeId) -> Told {
    let count = after.condition_count() - before.condition_count();
    let noun = if count == 1 { "condition" } else { "conditions" };
    let place = group(after, parent);
    Told { label: format!("pasted {count} {noun}"), status: Some(format!("{count} {noun} pasted into {place}.")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::moving::trees::{at, draft, words};
    use serde_json::json;
    use shared::filter::edit::{Direction, DropTarget};

    fn sample() -> Draft {
        draft(json!(["a", {"any": ["b", "c"]}, "d", {"any": ["e"]}]))
    }

    fn group_of(draft: &Draft, name: &str) -> NodeId {
        draft.place_of(at(draft, name)).unwrap().0.id
    }

    fn told(told: Told) -> (String, String) {
        (told.label, told.status.unwrap_or_default())
    }

    fn dropped(name: &str, target: impl FnOnce(&Draft) -> DropTarget, is_copy: bool) -> (String, String) {
        let before = sample();
        let id = at(&before, name);
        let after = before.drop_at(id, target(&before), is_copy).unwrap();
        told(moved(&before, &after, id, &words))
    }

    #[test]
    fn moves_say_the_new_place_and_the_old_one() {
        let into_group = |draft: &Draft| DropTarget::Into { parent: group_of(draft, "b"), index: 0 };
        let into_root = |index| move |draft: &Draft| DropTarget::Into { parent: draft.root().id, index };
        assert_eq!(
            dropped("d", into_group, false),
            (
                "moved d".into(),
                "Condition d moved to position 1 of 3 in any of, group 1, from position 3 of 4 in the main group."
                    .into()
            )
        );
        assert_eq!(
            dropped("d", into_root(0), false).1,
            "Condition d moved to position 1 of 4 in the main group, from position 3."
        );
        assert_eq!(
            dropped("e", into_root(0), false).1,
            "Condition e moved to position 1 of 4 in the main group, from position 1 of 1 in group 2. Empty group removed."
        );
        assert_eq!(
            dropped("d", into_group, true),
            ("copied d".into(), "Condition d copied to position 1 of 3 in any of, group 1.".into())
        );
    }

    #[test]
    fn new_groups_name_what_is_in_them() {
        assert_eq!(
            dropped("d", |draft| DropTarget::Combine { target: at(draft, "a") }, false),
            ("grouped a and d".into(), "New group created, any of: a, d.".into())
        );
        assert_eq!(
            dropped("e", |draft| DropTarget::Combine { target: at(draft, "b") }, false).1,
            "New group created, all of: b, e. Empty group removed."
        );
        assert_eq!(
            dropped("a", |draft| DropTarget::NewGroup { parent: draft.root().id }, false),
            ("moved a".into(), "Condition a moved into a new group, group 3.".into())
        );
        assert_eq!(
            dropped("a", |draft| DropTarget::NewGroup { parent: draft.root().id }, true).1,
            "Condition a copied into a new group, group 3."
        );
    }

    #[test]
    fn groups_are_moved_by_their_number() {
        let before = sample();
        let id = group_of(&before, "e");
        let after = before.step(id, Direction::BeforePrevious).unwrap();
        assert_eq!(
            told(moved(&before, &after, id, &words)),
            ("moved group 2".into(), "Group 2 moved to position 3 of 4 in the main group, from position 4.".into())
        );
    }

    #[test]
    fn other_operations() {
        let before = sample();
        let (a, e, group) = (at(&before, "a"), at(&before, "e"), group_of(&before, "b"));
        let after = before.remove(e).unwrap();
        assert_eq!(
            told(removed(&before, &after, e, &words)),
            ("removed e".into(), "Condition e removed. Empty group removed.".into())
        );
        let after = before.remove(group).unwrap();
        assert_eq!(
            told(removed(&before, &after, group, &words)),
            ("removed group 1".into(), "Group 1 removed.".into())
        );
        let after = before.mute(a).unwrap();
        assert_eq!(
            told(muted(&before, &after, a, &words)),
            ("muted a".into(), "Condition a muted: it is left out.".into())
        );
        let back = after.mute(a).unwrap();
        assert_eq!(told(muted(&after, &back, a, &words)).1, "Condition a unmuted: it takes part again.");
        let after = before.negate(group).unwrap();
        assert_eq!(
            told(negated(&after, group, &words)),
            ("NOT on for group 1".into(), "Group 1 matches none of.".into())
        );
        let after = before.unwrap(group).unwrap();
        assert_eq!(
            told(ungrouped(&before, &after, group)),
            ("ungrouped group 1".into(), "Group 1 ungrouped: what was in it is in the main group now.".into())
        );
        let after = before.name(group, Some("Beta".into())).unwrap();
        assert_eq!(told(renamed(&before, &after, group)), ("renamed group 1".into(), "Group 1 is called Beta.".into()));
        let back = after.name(group, None).unwrap();
        assert_eq!(told(renamed(&after, &back, group)).1, "Group 1, Beta has no name any more.");
        let after = before.duplicate(a).unwrap();
        assert_eq!(
            told(pasted(&before, &after, before.root().id)),
            ("pasted 1 condition".into(), "1 condition pasted into the main group.".into())
        );
    }
}

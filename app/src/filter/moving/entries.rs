//! The lines of the menus of conditions and groups. What cannot be done now says why.

use super::{acts, state::Moving};
use crate::{
    filter::Builder,
    ui::{MenuEntry, MenuItem, copy},
};
use leptos::prelude::*;
use shared::filter::{
    Filter, describe_users,
    edit::{Direction, Draft, DraftNode, NodeId, Purpose},
};

const STEPS: [(Direction, &str); 7] = [
    (Direction::BeforePrevious, "Move up"),
    (Direction::AfterNext, "Move down"),
    (Direction::IntoGroupAbove, "Move into group above"),
    (Direction::IntoGroupBelow, "Move into group below"),
    (Direction::Out, "Move out of group"),
    (Direction::WithPrevious, "Group with previous"),
    (Direction::WithNext, "Group with next"),
];

/// The keys that do the same as a step of the menu. Arrows enter the groups that the first two steps pass.
fn keys(direction: Direction, above: Option<&DraftNode>, below: Option<&DraftNode>) -> Option<&'static str> {
    let is_group = |node: Option<&DraftNode>| node.is_some_and(|node| node.combinator().is_some());
    let (up, down) = ("Alt+Shift+ArrowUp", "Alt+Shift+ArrowDown");
    match direction {
        Direction::BeforePrevious => (!is_group(above)).then_some(up),
        Direction::IntoGroupAbove => is_group(above).then_some(up),
        Direction::AfterNext => (!is_group(below)).then_some(down),
        Direction::IntoGroupBelow => is_group(below).then_some(down),
        Direction::Out => Some("Alt+Shift+ArrowLeft"),
        Direction::WithPrevious => Some("Alt+Shift+ArrowRight"),
        Direction::Up | Direction::Down | Direction::WithNext => None,
    }
}

/// A line that does something.
fn item(label: &str, keys: Option<&'static str>, action: impl Fn() + Send + Sync + 'static) -> MenuItem {
    let action = Callback::new(move |()| action());
    MenuItem { label: label.to_owned(), keys, refused: None, is_danger: false, action }
}

fn refused<T>(result: Result<T, shared::filter::edit::OpRefused>) -> Option<String> {
    result.err().map(|refused| refused.reason)
}

/// The steps of a node. After one the focus goes to a part of the node; without a part the menu keeps it.
fn steps(builder: Builder, id: NodeId, part: Option<&'static str>) -> Vec<MenuItem> {
    builder.with(|draft| {
        let place = draft.place_of(id);
        let sibling = |index: Option<usize>| place.and_then(|(group, _)| group.children().get(index?));
        let above = sibling(place.and_then(|(_, index)| index.checked_sub(1)));
        let below = sibling(place.map(|(_, index)| index + 1));
        let step = |(direction, label): (Direction, &str)| MenuItem {
            refused: refused(draft.step(id, direction)),
            ..item(label, keys(direction, above, below), move || _ = acts::step(builder, id, direction, part))
        };
        STEPS.into_iter().map(step).collect()
    })
}

fn duplicate(builder: Builder, id: NodeId, part: &'static str) -> MenuEntry {
    MenuEntry::Item(MenuItem {
        refused: builder.with(|draft| refused(draft.duplicate(id))),
        ..item("Duplicate", Some("Control+D"), move || acts::duplicate(builder, id, part))
    })
}

fn move_to(moving: Moving, id: NodeId) -> MenuEntry {
    let is_main = moving.builder.with(|draft| draft.root().id == id);
    let refused = is_main.then(|| "The main group stays where it is.".to_owned());
    MenuEntry::Item(MenuItem { refused, ..item("Move to…", None, move || moving.asking.move_to(id)) })
}

/// The menu of a grip: everything that dragging does.
pub fn of_grip(moving: Moving, id: NodeId) -> Vec<MenuEntry> {
    let steps = steps(moving.builder, id, None).into_iter().map(MenuEntry::Step);
    let more = [MenuEntry::Divider, duplicate(moving.builder, id, "grip"), move_to(moving, id)];
    steps.chain(more).collect()
}

/// The menu of a condition or a group.
pub fn of_node(moving: Moving, id: NodeId) -> Vec<MenuEntry> {
    let builder = moving.builder;
    let Some((is_group, is_main, is_muted)) = builder
        .with(|draft| draft.node(id).map(|node| (node.combinator().is_some(), draft.root().id == id, node.is_muted)))
    else {
        return Vec::new();
    };
    let mut entries = Vec::new();
    if is_group {
        entries.extend(of_group(moving, id));
        entries.push(MenuEntry::Divider);
    }
    let mute = MenuItem {
        refused: builder.with(|draft| refused(draft.mute(id))),
        ..item(if is_muted { "Unmute" } else { "Mute" }, Some("M"), move || acts::mute(builder, id, "menu"))
    };
    if !is_main {
        entries.extend([duplicate(builder, id, "menu"), MenuEntry::Item(mute), MenuEntry::Divider]);
        entries.extend(steps(builder, id, Some("menu")).into_iter().map(MenuEntry::Item));
        entries.extend([move_to(moving, id), MenuEntry::Divider]);
    }
    entries.extend(copies(moving, id));
    if !is_main {
        let remove = item("Remove", Some("Delete"), move || acts::remove(builder, id));
        entries.extend([MenuEntry::Divider, MenuEntry::Item(MenuItem { is_danger: true, ..remove })]);
    }
    entries
}

/// What only groups have.
fn of_group(moving: Moving, id: NodeId) -> Vec<MenuEntry> {
    let builder = moving.builder;
    let (is_negated, negate, ungroup) = builder.with(|draft| {
        let is_negated = draft.node(id).is_some_and(|node| node.is_negated);
        (is_negated, refused(draft.negate(id)), refused(draft.unwrap(id)))
    });
    let is_collapsed = builder.collapsed.with(|collapsed| collapsed.contains(&id));
    let not = if is_negated { "Switch NOT off" } else { "Switch NOT on" };
    let collapse = if is_collapsed { "Expand" } else { "Collapse" };
    let is_main = builder.with(|draft| draft.root().id == id);
    let mut items = vec![
        item("Rename…", None, move || moving.asking.rename(id)),
        MenuItem { refused: negate, ..item(not, None, move || acts::negate(builder, id, "menu")) },
    ];
    if !is_main {
        items.push(item(collapse, None, move || acts::collapse(builder, id)));
        items.push(MenuItem { refused: ungroup, ..item("Ungroup", None, move || acts::ungroup(builder, id)) });
    }
    items.push(item("Paste JSON…", None, move || moving.asking.paste(id)));
    if !is_main {
        let invalid = builder.finished.with(|finished| finished.invalid.clone());
        let refused = builder.with(|draft| unfinished(draft, &invalid, id));
        items.push(MenuItem { refused, ..item("Save group as segment…", None, move || moving.asking.segment(id)) });
    }
    items.into_iter().map(MenuEntry::Item).collect()
}

/// Why a group cannot be a segment yet: nothing is left out of one in silence. `invalid`: conditions that are wrong as
/// far as the page knows.
fn unfinished(draft: &Draft, invalid: &[NodeId], id: NodeId) -> Option<String> {
    let group = draft.node(id)?;
    let finished = draft.finish(Purpose::Save);
    let mut left_out = finished.incomplete.iter().chain(&finished.invalid).chain(invalid);
    if left_out.any(|condition| group.find(*condition).is_some()) {
        return Some("A condition in it is not finished.".into());
    }
    draft.part(id).is_none().then(|| "There is nothing in it yet.".into())
}

/// What a part of the draft stands for, as a filter of its own.
fn part(draft: &Draft, id: NodeId) -> Option<Filter> {
    draft.part(id).map(|root| Filter { root })
}

fn copies(moving: Moving, id: NodeId) -> [MenuEntry; 2] {
    let builder = moving.builder;
    let is_part = builder.with(|draft| part(draft, id).is_some());
    let refused = (!is_part).then(|| "Nothing in it is complete yet.".to_owned());
    let announcer = moving.announcer;
    let copied = move |what: &'static str, text: fn(&Filter, Builder) -> String| {
        if let Some(filter) = builder.with_untracked(|draft| part(draft, id)) {
            copy(text(&filter, builder), what.to_owned(), announcer, |_| {});
        }
    };
    let text = item("Copy as text", None, move || {
        copied("Text", |filter, builder| builder.names.with_untracked(|names| describe_users(filter, names)));
    });
    let json = item("Copy as JSON", None, move || {
        copied("JSON", |filter, _| serde_json::to_string_pretty(filter).unwrap_or_default());
    });
    [MenuEntry::Item(MenuItem { refused: refused.clone(), ..text }), MenuEntry::Item(MenuItem { refused, ..json })]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::moving::trees::{at, draft};
    use serde_json::json;
    use shared::filter::edit::DraftCondition;

    #[test]
    fn keys_stand_where_they_do_the_same() {
        let draft = draft(json!(["a", {"any": ["b"]}, "c"]));
        for (index, child) in draft.root().children().iter().enumerate() {
            let above = index.checked_sub(1).map(|above| &draft.root().children()[above]);
            let below = draft.root().children().get(index + 1);
            for (direction, label) in STEPS {
                let arrow = match keys(direction, above, below) {
                    Some("Alt+Shift+ArrowUp") => Direction::Up,
                    Some("Alt+Shift+ArrowDown") => Direction::Down,
                    Some("Alt+Shift+ArrowRight") => Direction::WithPrevious,
                    Some("Alt+Shift+ArrowLeft") => Direction::Out,
                    Some(other) => panic!("{other}"),
                    None => continue,
                };
                let (by_menu, by_key) = (draft.step(child.id, direction), draft.step(child.id, arrow));
                assert_eq!(by_menu.is_ok(), by_key.is_ok(), "{label} of {index}");
                assert_eq!(by_menu.ok(), by_key.ok(), "{label} of {index}");
            }
        }
    }

    #[test]
    fn a_group_with_something_unfinished_is_no_segment() {
        let draft = draft(json!(["a", {"any": ["b"]}, {"any": ["c"]}]));
        let (one, other) = (draft.root().children()[1].id, draft.root().children()[2].id);
        let changed = draft.update(at(&draft, "b"), DraftCondition::default()).unwrap();
        let unfinished = |draft: &Draft, id| unfinished(draft, &[at(draft, "c")], id);
        assert_eq!(unfinished(&draft, one), None);
        assert_eq!(
            unfinished(&draft, other).as_deref(),
            Some("A condition in it is not finished."),
            "its field is gone"
        );
        assert_eq!(unfinished(&changed, one).as_deref(), Some("A condition in it is not finished."));
        let empty = draft.add_group(draft.root().id, None).unwrap();
        let group = empty.focus().unwrap();
        assert_eq!(unfinished(&empty, group).as_deref(), Some("There is nothing in it yet."));
    }
}

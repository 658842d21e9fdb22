//! The places that "Move to…" offers.

use super::names::{self, Words};
use shared::filter::edit::{Draft, DraftNode, DropTarget, NodeId};

/// A group that something can go to.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupChoice {
    /// The group.
    pub id: NodeId,
    /// How deep it is; the main group is 0.
    pub level: usize,
    /// "Main group", "Group 1".
    pub name: String,
    /// "all of: Plan is Pro; Role is Admin".
    pub inside: String,
    /// Why nothing can go there.
    pub refused: Option<String>,
}

/// The groups that a node can go to, as they nest: all but itself and those in it.
pub fn groups(draft: &Draft, moved: NodeId, words: Words<'_>) -> Vec<GroupChoice> {
    let mut found = Vec::new();
    collect(draft, draft.root(), moved, 0, words, &mut found);
    found
}

fn collect(
    draft: &Draft,
    group: &DraftNode,
    moved: NodeId,
    level: usize,
    words: Words<'_>,
    found: &mut Vec<GroupChoice>,
) {
    if group.combinator().is_none() || group.id == moved {
        return;
    }
    let inside: Vec<_> = group.children().iter().map(|child| names::node(draft, child.id, words)).collect();
    let quantity = names::quantity(group).to_lowercase();
    let fits = draft.move_to(moved, group.id, group.children().len());
    found.push(GroupChoice {
        id: group.id,
        level,
        name: names::capitalised(names::group(draft, group.id).trim_start_matches("the ")),
        inside: if inside.is_empty() {
            format!("{quantity}: empty")
        } else {
            format!("{quantity}: {}", inside.join("; "))
        },
        refused: fits.err().filter(|refused| !refused.is_nothing).map(|refused| refused.reason),
    });
    for child in group.children() {
        collect(draft, child, moved, level + 1, words, found);
    }
}

/// A place in words.
pub type Named = (DropTarget, String);

/// The places in a group: first, after each of the others, last.
pub fn positions(draft: &Draft, moved: NodeId, parent: NodeId, words: Words<'_>) -> Vec<Named> {
    let children = draft.node(parent).map(DraftNode::children).unwrap_or_default();
    let others: Vec<_> = children.iter().enumerate().filter(|(_, child)| child.id != moved).collect();
    let mut places = vec![(DropTarget::Into { parent, index: 0 }, "First".to_owned())];
    for (count, (index, child)) in others.iter().enumerate() {
        let name = names::node(draft, child.id, words);
        let last = if count + 1 == others.len() { "Last, after" } else { "After" };
        places.push((DropTarget::Into { parent, index: index + 1 }, format!("{last} {name}")));
    }
    places
}

/// The place where a node is now, among those of its group.
pub fn own_place(draft: &Draft, moved: NodeId) -> Option<DropTarget> {
    draft.place_of(moved).map(|(parent, index)| DropTarget::Into { parent: parent.id, index })
}

/// What a node can be in a new group with: everything that is not in it and that it is not in; or nothing else, at the
/// end of a group.
pub fn partners(draft: &Draft, moved: NodeId, words: Words<'_>) -> Vec<Named> {
    let alone = |choice: GroupChoice| {
        let name = format!("Nothing else yet, in {}", names::group(draft, choice.id));
        (DropTarget::NewGroup { parent: choice.id }, name)
    };
    let mut found: Vec<_> = groups(draft, moved, words).into_iter().map(alone).collect();
    gather(draft, draft.root(), moved, words, &mut found);
    found
}

fn gather(draft: &Draft, node: &DraftNode, moved: NodeId, words: Words<'_>, found: &mut Vec<Named>) {
    if node.id == moved {
        return;
    }
    if node.id != draft.root().id && node.find(moved).is_none() {
        let target = DropTarget::Combine { target: node.id };
        let name = names::node(draft, node.id, words);
        found.push((target, if node.combinator().is_some() { names::capitalised(&name) } else { name }));
    }
    node.children().iter().for_each(|child| gather(draft, child, moved, words, found));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::moving::trees::{at, draft, words};
    use serde_json::json;

    fn sample() -> Draft {
        draft(json!(["a", {"any": ["b", {"all": ["c"]}]}, "d"]))
    }

    #[test]
    fn groups_are_offered_as_they_nest() {
        let draft = sample();
        let told = |moved| {
            let choices = groups(&draft, moved, &words).into_iter();
            choices.map(|choice| (choice.level, format!("{} ({})", choice.name, choice.inside))).collect::<Vec<_>>()
        };
        let main = (0, "Main group (all of: a; group 1; d)".to_owned());
        let first = (1, "Group 1 (any of: b; group 1.1)".to_owned());
        let inner = (2, "Group 1.1 (all of: c)".to_owned());
        assert_eq!(told(at(&draft, "a")), [main.clone(), first.clone(), inner]);
        let inner_id = draft.place_of(at(&draft, "c")).unwrap().0.id;
        assert_eq!(told(inner_id), [main, first]);
    }

    #[test]
    fn a_group_that_is_too_deep_says_so() {
        let mut deep = json!({"any": ["x"]});
        for _ in 0..6 {
            deep = json!({"any": [deep]});
        }
        let draft = draft(json!([deep, {"all": ["a"]}, {"all": []}]));
        let moved = draft.root().children()[1].id;
        let choices = groups(&draft, moved, &words);
        let refused: Vec<_> = choices.iter().map(|choice| choice.refused.is_some()).collect();
        assert_eq!(refused, [false, false, false, false, false, false, false, true, false]);
        assert_eq!(choices[7].refused.as_deref(), Some("Groups can be nested 8 deep at most."));
        assert_eq!(choices[8].inside, "all of: empty");
    }

    #[test]
    fn positions_name_their_neighbours() {
        let draft = sample();
        let (a, root) = (at(&draft, "a"), draft.root().id);
        let told = |moved, parent| {
            let places = positions(&draft, moved, parent, &words).into_iter();
            places
                .map(|(target, name)| {
                    let after = draft.drop_at(moved, target, false);
                    let index = after.map(|after| after.place_of(moved).unwrap().1);
                    (name, index.map_err(|refused| refused.is_nothing))
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(
            told(a, root),
            [("First".to_owned(), Err(true)), ("After group 1".to_owned(), Ok(1)), ("Last, after d".to_owned(), Ok(2))]
        );
        let inner = draft.place_of(at(&draft, "c")).unwrap().0.id;
        assert_eq!(told(a, inner), [("First".to_owned(), Ok(0)), ("Last, after c".to_owned(), Ok(1))]);
        assert_eq!(own_place(&draft, a), Some(DropTarget::Into { parent: root, index: 0 }));
        assert_eq!(own_place(&draft, root), None);
    }

    #[test]
    fn partners_are_neither_in_it_nor_around_it() {
        let draft = sample();
        let told = |moved| partners(&draft, moved, &words).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
        let alone = ["the main group", "group 1", "group 1.1"].map(|group| format!("Nothing else yet, in {group}"));
        let a = told(at(&draft, "a"));
        assert_eq!((&a[..3], &a[3..]), (&alone[..], &["Group 1", "b", "Group 1.1", "c", "d"].map(String::from)[..]));
        assert_eq!(told(at(&draft, "c"))[3..], ["a", "b", "d"]);
        let group = draft.place_of(at(&draft, "b")).unwrap().0.id;
        assert_eq!(told(group), [alone[0].as_str(), "a", "d"]);
    }
}

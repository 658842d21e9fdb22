//! Where the focus belongs after a step of the history. Pure.

use shared::filter::edit::{Draft, DraftNode, Edit, NodeId};

/// What a step of the history was about, in the draft that is there after it, and the control that takes the focus.
pub fn changed(before: &Draft, after: &Draft, edit: &Edit) -> (NodeId, &'static str) {
    fn new_in(node: &DraftNode, before: &Draft) -> Option<NodeId> {
        let own = before.node(node.id).is_none().then_some(node.id);
        own.or_else(|| node.children().iter().find_map(|child| new_in(child, before)))
    }
    let is_there = |node: &NodeId| after.node(*node).is_some();
    let edited = edit.part.map(|(node, _)| node).filter(is_there);
    let node = edited
        .or_else(|| new_in(after.root(), before))
        .or_else(|| before.focus().filter(is_there))
        .or_else(|| after.focus().filter(is_there))
        .unwrap_or(after.root().id);
    (node, if node == after.root().id { "add" } else { "grip" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use shared::filter::{
        Filter,
        edit::{Combinator, DraftCondition},
    };

    fn edit(part: Option<NodeId>) -> Edit {
        Edit { label: String::new(), part: part.map(|node| (node, "value")), at: shared::time::Instant(0) }
    }

    #[test]
    fn undo_leads_to_what_was_changed() {
        let leaf = |name: &str| json!({"event": {"name": name}});
        let root = json!({"all": [leaf("a"), {"any": [leaf("b"), leaf("c")]}]});
        let draft = Draft::from(&Filter::read(&json!({"version": 1, "root": root})).unwrap());
        let (root, group) = (draft.root().id, draft.root().children()[1].id);
        let (first, inner) = (draft.root().children()[0].id, draft.root().children()[1].children()[0].id);
        let undone = |after: Draft, part| changed(&after, &draft, &edit(part));
        assert_eq!(undone(draft.remove(inner).unwrap(), None), (inner, "grip"), "what came back");
        assert_eq!(undone(draft.remove(group).unwrap(), None), (group, "grip"));
        assert_eq!(undone(draft.set_combinator(group, Combinator::All).unwrap(), None), (group, "grip"));
        assert_eq!(undone(draft.move_to(first, group, 0).unwrap(), None), (first, "grip"));
        assert_eq!(undone(draft.clone(), Some(inner)), (inner, "grip"), "a value");
        assert_eq!(undone(draft.add(root, None, DraftCondition::default()).unwrap(), None), (root, "add"));
    }
}

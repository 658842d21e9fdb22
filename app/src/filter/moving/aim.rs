//! What is shown of a drag: where it would end, or why it cannot.

use super::{
    layout::Measured,
    mark::{Mark, mark},
};
use crate::ui::drag::Rect;
use shared::filter::edit::{Combinator, Draft, DraftNode, DropTarget, NodeId};

/// What is shown of a drag, beside the place of the pointer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// The words on the card that follows the pointer.
    pub words: String,
    /// Where it would end.
    pub mark: Option<Mark>,
    /// What is seen of the builder.
    pub seen: Rect,
    /// The words on the frame: "New group (OR)".
    pub label: Option<&'static str>,
    /// Why it cannot end there.
    pub refused: Option<String>,
    /// Whether a copy is moved.
    pub is_copy: bool,
    /// Whether a finger covers what is under it.
    pub is_touch: bool,
}

/// What is shown of an aim. Where nothing would change, nothing is.
pub fn aimed(draft: &Draft, layout: &Measured, id: NodeId, target: DropTarget, shown: Shown) -> Shown {
    let refused = match draft.drop_at(id, target, shown.is_copy) {
        Ok(_) => None,
        Err(refused) if refused.is_nothing => return shown,
        Err(refused) => Some(refused.reason),
    };
    Shown { mark: mark(layout, target), seen: layout.rect, label: label(draft, target), refused, ..shown }
}

/// What a group will be that is made by a drop.
fn label(draft: &Draft, target: DropTarget) -> Option<&'static str> {
    let around = match target {
        DropTarget::Into { .. } => return None,
        DropTarget::Combine { target } => draft.place_of(target)?.0,
        DropTarget::NewGroup { parent } => draft.node(parent)?,
    };
    Some(match around.combinator()?.other() {
        Combinator::All => "New group (AND)",
        Combinator::Any => "New group (OR)",
    })
}

/// What stands on the card of a group: "Group: 4 conditions".
pub fn group_words(group: &DraftNode) -> String {
    fn conditions(node: &DraftNode) -> usize {
        let own = usize::from(node.combinator().is_none());
        own + node.children().iter().map(conditions).sum::<usize>()
    }
    let name = group.name.as_deref().unwrap_or("Group");
    match conditions(group) {
        1 => format!("{name}: 1 condition"),
        count => format!("{name}: {count} conditions"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::moving::{
        sketch::{A, ROOT, sketch},
        trees::draft,
    };
    use serde_json::json;

    #[test]
    fn groups_are_counted_on_their_card() {
        let draft = draft(json!([{"any": ["a", {"all": ["b", "c"]}]}, {"any": ["d"]}]));
        let words = |index: usize| group_words(&draft.root().children()[index]);
        assert_eq!((words(0), words(1)), ("Group: 3 conditions".into(), "Group: 1 condition".into()));
        let id = draft.root().children()[1].id;
        let named = draft.name(id, Some("Beta".into())).unwrap();
        assert_eq!(group_words(named.node(id).unwrap()), "Beta: 1 condition");
    }

    #[test]
    fn an_aim_shows_where_it_ends_or_why_not() {
        // The same ids as in the sketch.
        let draft = draft(json!(["a", {"any": ["b", {"all": ["c", "d"]}]}, "e"]));
        assert_eq!((draft.root().id, draft.root().children()[0].id), (ROOT, A));
        let layout = sketch();
        let of = |target, is_copy| aimed(&draft, &layout, A, target, Shown { is_copy, ..Shown::default() });
        let own_place = DropTarget::Into { parent: ROOT, index: 1 };
        assert_eq!(of(own_place, false), Shown::default(), "nothing would change");
        assert!(of(own_place, true).mark.is_some(), "a copy can stand there");
        let end = of(DropTarget::Into { parent: ROOT, index: 3 }, false);
        assert_eq!((end.mark.is_some(), end.label, end.refused), (true, None, None));
        let refused = of(DropTarget::Combine { target: A }, false);
        assert_eq!(refused.refused.as_deref(), Some("A group cannot go into itself."));
        let group = draft.root().children()[1].id;
        let in_any = label(&draft, DropTarget::NewGroup { parent: group });
        let in_all = label(&draft, DropTarget::Combine { target: draft.root().children()[2].id });
        assert_eq!((in_any, in_all), (Some("New group (AND)"), Some("New group (OR)")));
    }
}

//! What keeps a draft from being saved, and what is worth a word. Pure.

use shared::filter::edit::{Draft, DraftNode, NodeId, Purpose};

/// A draft that is about to be saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Conditions that are incomplete or wrong: a segment is not saved without them in silence.
    pub unfinished: Vec<NodeId>,
    /// Conditions and groups that are muted: they are kept, and asked for by nobody.
    pub muted: usize,
}

/// Looks at a draft. `invalid`: conditions that are wrong as far as the page knows, such as those whose field is gone.
pub fn check(draft: &Draft, invalid: &[NodeId]) -> Checked {
    let finished = draft.finish(Purpose::Save);
    let mut unfinished = [&finished.incomplete, &finished.invalid, invalid].concat();
    let order = order(draft.root());
    unfinished.sort_by_key(|id| order.iter().position(|other| other == id));
    unfinished.dedup();
    Checked { unfinished, muted: muted(draft.root()) }
}

/// What is said of muted parts.
pub fn told(muted: usize) -> Option<String> {
    match muted {
        0 => None,
        1 => Some("1 muted part is kept with the segment, and left out of it.".into()),
        muted => Some(format!("{muted} muted parts are kept with the segment, and left out of it.")),
    }
}

fn order(node: &DraftNode) -> Vec<NodeId> {
    std::iter::once(node.id).chain(node.children().iter().flat_map(order)).collect()
}

fn muted(node: &DraftNode) -> usize {
    usize::from(node.is_muted) + node.children().iter().map(muted).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use shared::filter::{Filter, edit::DraftCondition};

    #[test]
    fn unfinished_conditions_are_found_in_their_order() {
        let name = json!({"property": {"name": {"is": {"value": "a"}}}});
        let document = json!({"version": 1, "root": {"all": [name, {"muted": name}, {"muted": {"any": [name]}}]}});
        let draft = Draft::from(&Filter::read(&document).unwrap());
        assert_eq!(check(&draft, &[]), Checked { unfinished: Vec::new(), muted: 2 });
        let root = draft.root().id;
        let draft = draft.add(root, None, DraftCondition(json!({"property": {"name": {"is": {"value": 7}}}}))).unwrap();
        let wrong = draft.focus().unwrap();
        let draft = draft.add(root, Some(0), DraftCondition::default()).unwrap();
        let missing = draft.focus().unwrap();
        assert_eq!(check(&draft, &[wrong]), Checked { unfinished: vec![missing, wrong], muted: 2 });
        let gone = draft.root().children()[1].id;
        assert_eq!(check(&draft, &[gone, wrong]).unfinished, [missing, gone, wrong]);
        assert_eq!((told(0), told(1).is_some()), (None, true));
    }
}

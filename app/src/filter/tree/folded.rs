//! A group that is shown as one line: its sentence, how many conditions are in it, and what is wrong with them.

use crate::filter::Builder;
use leptos::prelude::*;
use shared::filter::{
    describe_node,
    edit::{Content, DraftNode, NodeId},
};

/// Ids of the conditions in a node.
fn conditions(node: &DraftNode, into: &mut Vec<NodeId>) {
    match &node.content {
        Content::Condition(_) => into.push(node.id),
        Content::Group { children, .. } => children.iter().for_each(|child| conditions(child, into)),
    }
}

/// "4 conditions, 1 incomplete"
fn summary(count: usize, incomplete: usize, invalid: usize) -> String {
    let noun = if count == 1 { "condition" } else { "conditions" };
    let mut words = format!("{count} {noun}");
    for (number, word) in [(incomplete, "incomplete"), (invalid, "invalid")] {
        if number > 0 {
            words.push_str(&format!(", {number} {word}"));
        }
    }
    words
}

/// The line of a group; a press shows the group in full.
pub fn folded(builder: Builder, id: NodeId) -> AnyView {
    let sentence = move || {
        let part = builder.with(|draft| draft.part(id));
        part.map(|part| builder.names.with(|names| describe_node(&part, names)))
            .unwrap_or_else(|| "Nothing in it is complete yet".to_owned())
    };
    let count = move || {
        let mut ids = Vec::new();
        builder.with(|draft| draft.node(id).map(|node| conditions(node, &mut ids)));
        builder.finished.with(|finished| {
            let of = |wrong: &[NodeId]| ids.iter().filter(|id| wrong.contains(id)).count();
            summary(ids.len(), of(&finished.incomplete), of(&finished.invalid))
        })
    };
    let unfold = move |_| {
        builder.collapsed.update(|collapsed| _ = collapsed.remove(&id));
        builder.focus(id, "combinator");
    };
    view! {
        <button type="button" class="folded" aria-expanded="false" on:click=unfold>
            <span class="folded-words">{sentence}</span>
            <span class="meta">{count}</span>
        </button>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_counted() {
        assert_eq!(summary(1, 0, 0), "1 condition");
        assert_eq!(summary(4, 1, 2), "4 conditions, 1 incomplete, 2 invalid");
    }
}

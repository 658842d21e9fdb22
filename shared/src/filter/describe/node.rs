//! Groups in words: brackets and commas where "and" and "or" alone would not say what belongs together.

use super::{condition::condition, words::Phrase};
use crate::filter::{
    condition::Condition,
    names::Names,
    node::{Filter, Node},
};

/// One sentence for a filter, without a capital letter or a full stop, so that it fits into others.
#[must_use]
pub fn describe(filter: &Filter, names: &dyn Names) -> String {
    describe_node(&filter.root, names)
}

/// The sentence of a part of a filter. A muted node is described as if it were not muted.
#[must_use]
pub fn describe_node(node: &Node, names: &dyn Names) -> String {
    node_part(node, names).phrase.text
}

/// The sentence of a condition.
#[must_use]
pub fn describe_condition(leaf: &Condition, names: &dyn Names) -> String {
    condition(leaf, names).text
}

/// What a node looks like from outside.
struct Part {
    phrase: Phrase,
    shape: Shape,
}

#[derive(Clone, Copy, PartialEq)]
enum Shape {
    /// One condition, or something in brackets.
    Closed,
    /// Several, joined by "and".
    All,
    /// Several, joined by "or".
    Any,
}

fn closed(text: &str) -> Part {
    Part { phrase: Phrase::plain(text), shape: Shape::Closed }
}

fn node_part(node: &Node, names: &dyn Names) -> Part {
    match node {
        Node::All(children) => group(children, Shape::All, names).unwrap_or_else(|| closed("everyone")),
        Node::Any(children) => group(children, Shape::Any, names).unwrap_or_else(|| closed("no one")),
        Node::Not(child) => closed(&format!("not ({})", node_part(child, names).phrase.text)),
        Node::Muted(child) => node_part(child, names),
        Node::Named(named) => node_part(&named.node, names),
        Node::Condition(leaf) => Part { phrase: condition(leaf, names), shape: Shape::Closed },
    }
}

/// `None` when no child takes part.
fn group(children: &[Node], shape: Shape, names: &dyn Names) -> Option<Part> {
    let live = children.iter().filter(|child| !matches!(child, Node::Muted(_)));
    let mut parts: Vec<Part> = live.map(|child| node_part(child, names)).collect();
    if parts.len() < 2 {
        return parts.pop();
    }
    // "a and b, or c" needs no brackets, as long as there is no other comma before an "and".
    let may_be_open =
        |part: &Part| shape == Shape::Any && part.shape == Shape::All && !part.phrase.text.contains(", and ");
    let mut has_comma = false;
    for part in &mut parts {
        match part.shape {
            Shape::Closed => {
                has_comma |= match shape {
                    Shape::Any => part.phrase.has_bare_or || part.phrase.has_bare_and,
                    Shape::All | Shape::Closed => part.phrase.has_bare_and,
                };
            }
            Shape::All | Shape::Any if may_be_open(part) => has_comma = true,
            Shape::All | Shape::Any => part.phrase.text = format!("({})", part.phrase.text),
        }
    }
    let word = if shape == Shape::Any { "or" } else { "and" };
    let separator = if has_comma { format!(", {word} ") } else { format!(" {word} ") };
    let texts: Vec<_> = parts.into_iter().map(|part| part.phrase.text).collect();
    Some(Part { phrase: Phrase::plain(texts.join(&separator)), shape })
}

#[cfg(test)]
mod tests;

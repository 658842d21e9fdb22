//! Ids of elements in the builder, by which the focus finds them again after an operation has moved them.

use shared::filter::edit::NodeId;

/// The element of a condition's line or of a group's card.
pub fn node_id(node: NodeId) -> String {
    format!("node-{}", node.0)
}

/// A control of a node: `grip`, `field`, `operator`, `value`, `menu`, `remove`, and of a group `combinator`,
/// `add`, `add-group` and `connector-2`, the word before its third child.
pub fn part_id(node: NodeId, part: &str) -> String {
    format!("node-{}-{part}", node.0)
}

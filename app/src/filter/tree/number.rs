//! How many users a condition or a group matches.

use crate::filter::Builder;
use leptos::prelude::*;
use shared::filter::edit::NodeId;

/// The number of a node.
pub fn number(_builder: Builder, _id: NodeId) -> AnyView {
    ().into_any()
}

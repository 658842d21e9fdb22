//! A child of a group, with the word before it.

use super::{connector::connector, group::group_card, line::condition_line, look::GroupLook};
use crate::filter::Builder;
use leptos::prelude::*;
use shared::filter::edit::NodeId;

/// A child of a group.
pub fn child(
    builder: Builder,
    group: NodeId,
    (id, is_group): (NodeId, bool),
    look: Memo<Option<GroupLook>>,
) -> AnyView {
    let index = Memo::new(move |_| {
        let at = |look: &GroupLook| look.children.iter().position(|(child, _)| *child == id);
        look.with(|look| look.as_ref().and_then(at)).unwrap_or_default()
    });
    let joint = move || match index.get() {
        0 => ().into_any(),
        index => connector(builder, group, index, look),
    };
    let node = if is_group { group_card(builder, id) } else { condition_line(builder, id) };
    view! { <li class="child">{joint}{node}</li> }.into_any()
}

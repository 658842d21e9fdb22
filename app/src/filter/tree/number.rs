//! How many users a condition or a group matches.

use crate::{filter::Counting, ui::format};
use leptos::prelude::*;
use shared::filter::edit::NodeId;

/// The number of a node; dimmed while it is the number of what the node was before.
pub fn number(id: NodeId) -> AnyView {
    let counting: Counting = expect_context();
    let number = Memo::new(move |_| counting.of(id));
    let total = move || number.with(|number| number.map(|(total, _)| total));
    let is_stale = move || number.with(|number| number.is_some_and(|(_, is_stale)| is_stale));
    let noun = move || total().map(|total| if total == 1 { " user" } else { " users" });
    view! {
        <span class="number" class:is-stale=is_stale>
            {move || total().map(format::count)}
            <span class="visually-hidden">{noun}</span>
        </span>
    }
    .into_any()
}

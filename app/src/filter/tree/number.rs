//! How many users a condition or a group matches.

use crate::{filter::Counted, ui::format};
use leptos::prelude::*;

/// The number of a node; dimmed while it is the number of what the node was before.
pub fn number(number: Counted) -> AnyView {
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

//! What stands in a group without children.

use super::look::GroupLook;
use leptos::prelude::*;
use shared::filter::edit::Combinator;

/// What a group without children means; `None` for one with children.
pub fn meaning(look: &GroupLook) -> Option<&'static str> {
    match (look.children.is_empty(), look.is_main, look.is_empty_on_purpose) {
        (false, ..) => None,
        (true, true, false) => Some("No conditions: all users match."),
        (true, false, false) => Some("Empty group - ignored"),
        (true, _, true) => Some(match (look.combinator, look.is_negated) {
            (Combinator::All, false) | (Combinator::Any, true) => "An empty group as it was saved: all users match.",
            (Combinator::Any, false) | (Combinator::All, true) => "An empty group as it was saved: no user matches.",
        }),
    }
}

/// The note, where something can be dropped.
pub fn empty_note(look: &GroupLook) -> Option<AnyView> {
    let meaning = meaning(look)?;
    let is_main = look.is_main;
    let drop = (!is_main).then(|| view! { <span aria-hidden="true">"Drop conditions here"</span> });
    Some(
        view! { <p class="empty-group" class:is-main=is_main><span class="empty-words">{meaning}</span>{drop}</p> }
            .into_any(),
    )
}

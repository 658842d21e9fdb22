//! "Match all of": how the children of a group belong together, and whether the opposite is meant.

use super::{acts, look::GroupLook};
use crate::{
    filter::{Builder, part_id},
    ui::{Icon, MenuButton, MenuEntry},
};
use leptos::prelude::*;
use shared::filter::edit::{Combinator, Draft, NodeId};

const CHOICES: [(Combinator, bool, &str); 4] = [
    (Combinator::All, false, "All of these (AND)"),
    (Combinator::Any, false, "Any of these (OR)"),
    (Combinator::Any, true, "None of these (NOT any)"),
    (Combinator::All, true, "Not all of these (NOT all)"),
];

/// The words and the menu.
#[component]
pub fn Matching(id: NodeId, look: Memo<Option<GroupLook>>) -> impl IntoView {
    let builder: Builder = expect_context();
    let said = move || look.with(|look| look.as_ref().map(GroupLook::quantity).unwrap_or_default());
    let entries = move || {
        let now = look.with(|look| look.as_ref().map(|look| (look.combinator, look.is_negated)));
        let entry = |(combinator, is_negated, label): (Combinator, bool, &str)| MenuEntry::Choice {
            label: label.to_owned(),
            chosen: now == Some((combinator, is_negated)),
            action: Callback::new(move |()| _ = acts::set_matching(builder, id, combinator, is_negated)),
        };
        CHOICES.into_iter().map(entry).collect::<Vec<_>>()
    };
    let label = Signal::derive(move || look.with(|look| look.as_ref().map(GroupLook::matching).unwrap_or_default()));
    let is_negated = move || look.with(|look| look.as_ref().is_some_and(|look| look.is_negated));
    view! {
        <span class="matching" class:is-negated=is_negated>
            <span aria-hidden="true">"Match"</span>
            <MenuButton
                id=part_id(id, "combinator")
                label=label
                class="matching-button"
                button=move || view! { <b>{said}</b><Icon name="down" /> }
                entries=entries
            />
            <span aria-hidden="true">"of"</span>
        </span>
    }
}

/// The same for the main group: once there are several things in it, or the opposite is meant.
#[component]
pub fn MainMatching() -> impl IntoView {
    let builder: Builder = expect_context();
    let root = Memo::new(move |_| builder.outline.with(|draft: &Draft| draft.root().id));
    move || {
        let id = root.get();
        let look = GroupLook::memo(builder, id);
        let name = move || look.with(|look| look.as_ref().and_then(|look| look.name.clone()));
        let is_shown = Memo::new(move |_| {
            look.with(|look| look.as_ref().is_some_and(|look| look.children.len() > 1 || look.is_negated))
        });
        view! {
            <Show when=move || is_shown.get()><Matching id=id look=look /></Show>
            {move || name().map(|name| view! { <span class="group-name">{name}</span> })}
        }
    }
}

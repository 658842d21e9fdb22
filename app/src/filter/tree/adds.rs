//! The buttons that add to a group. At a limit they stay, and say why nothing can be added.

use super::acts;
use crate::{
    filter::{Builder, part_id},
    ui::{Announcer, Icon},
};
use leptos::prelude::*;
use shared::filter::edit::{Draft, DraftCondition, NodeId, OpRefused};

/// "+ Condition" and "+ Group".
pub fn adds(builder: Builder, group: NodeId) -> AnyView {
    let condition = |draft: &Draft, group| draft.add(group, None, DraftCondition::default());
    let logic = |draft: &Draft, group| {
        if draft.root().id == group { draft.add_logic_group() } else { draft.add_group(group, None) }
    };
    view! {
        <div class="adds">
            {add(builder, group, "add", "Condition", None, condition, acts::add_condition)}
            {add(builder, group, "add-group", "Group", Some("add-group"), logic, acts::add_group)}
        </div>
    }
    .into_any()
}

fn add(
    builder: Builder,
    group: NodeId,
    part: &'static str,
    word: &'static str,
    zone: Option<&'static str>,
    attempt: fn(&Draft, NodeId) -> Result<Draft, OpRefused>,
    act: fn(Builder, NodeId),
) -> AnyView {
    let announcer: Announcer = expect_context();
    let attempt = move |draft: &Draft| attempt(draft, group).err().map(|refused| refused.reason);
    let refused = Memo::new(move |_| builder.outline.with(attempt));
    let click = move |_| match refused.get_untracked() {
        Some(reason) => announcer.status(reason),
        None => act(builder, group),
    };
    let name = move || match refused.get() {
        Some(reason) => format!("Add {}. {reason}", word.to_lowercase()),
        None => format!("Add {}", word.to_lowercase()),
    };
    view! {
        <button
            type="button"
            id=part_id(group, part)
            class="add-button"
            data-node=zone.map(|_| group.0.to_string())
            data-drop=zone
            aria-label=name
            aria-disabled=move || refused.with(Option::is_some).then_some("true")
            title=move || refused.get()
            on:click=click
        >
            <Icon name="plus" />{word}
        </button>
    }
    .into_any()
}

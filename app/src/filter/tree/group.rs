//! A group with its children.

use super::{adds::adds, child::child, empty::empty_note, folded::folded, head::head, hints::hint, look::GroupLook};
use crate::filter::{Builder, moving, node_id};
use leptos::prelude::*;
use shared::filter::edit::{Draft, NodeId};

/// The whole draft.
#[component]
pub fn Tree() -> impl IntoView {
    let builder: Builder = expect_context();
    let root = Memo::new(move |_| builder.outline.with(|draft: &Draft| draft.root().id));
    move || {
        let id = root.get();
        let look = GroupLook::memo(builder, id);
        view! {
            <fieldset
                id=node_id(id)
                class=move || class(look, "group group-main")
                data-node=id.0.to_string()
                data-drop="group"
                on:keydown=move |event| _ = moving::on_key(builder, id, &event)
            >
                <legend class="visually-hidden">{move || legend(look)}</legend>
                {body(builder, id, look)}
            </fieldset>
        }
    }
}

/// A group inside of another.
pub fn group_card(builder: Builder, id: NodeId) -> AnyView {
    let look = GroupLook::memo(builder, id);
    let is_folded = Memo::new(move |_| builder.collapsed.with(|collapsed| collapsed.contains(&id)));
    let inside = move || if is_folded.get() { folded(builder, id) } else { body(builder, id, look) };
    view! {
        <fieldset
            id=node_id(id)
            class=move || class(look, "group group-card")
            data-node=id.0.to_string()
            data-drop="group"
            on:keydown=move |event| _ = moving::on_key(builder, id, &event)
        >
            <legend class="visually-hidden">{move || legend(look)}</legend>
            {head(builder, id, look)}
            {inside}
        </fieldset>
    }
    .into_any()
}

fn legend(look: Memo<Option<GroupLook>>) -> String {
    look.with(|look| look.as_ref().map(GroupLook::legend).unwrap_or_default())
}

fn class(look: Memo<Option<GroupLook>>, base: &str) -> String {
    look.with(|look| {
        let Some(look) = look else { return base.to_owned() };
        let not = if look.is_negated { " is-not" } else { "" };
        let muted = if look.is_muted { " is-muted" } else { "" };
        format!("{base} {}{not}{muted}", look.class())
    })
}

fn body(builder: Builder, id: NodeId, look: Memo<Option<GroupLook>>) -> AnyView {
    let children = move || look.with(|look| look.as_ref().map(|look| look.children.clone()).unwrap_or_default());
    let empty = move || look.with(|look| look.as_ref().and_then(empty_note));
    view! {
        <div class="group-body" data-node=id.0.to_string() data-drop="body">
            <ul class="children">
                <For each=children key=|child| *child children=move |of| child(builder, id, of, look) />
            </ul>
            {empty}
        </div>
        {hint(builder, id)}
        {adds(builder, id)}
    }
    .into_any()
}

//! The head of a group's card.

use super::{look::GroupLook, matching::Matching, number::number};
use crate::{
    filter::{
        Builder, Counting,
        moving::{self, Grip, NodeMenu},
        part_id,
    },
    ui::Icon,
};
use leptos::prelude::*;
use shared::filter::edit::NodeId;

/// The head of a group inside of another.
pub fn head(builder: Builder, id: NodeId, look: Memo<Option<GroupLook>>) -> AnyView {
    let name = move || look.with(|look| look.as_ref().and_then(|look| look.name.clone()));
    let called = move || look.with(|look| look.as_ref().map(|look| look.called.clone()).unwrap_or_default());
    let is_muted = move || look.with(|look| look.as_ref().is_some_and(|look| look.is_muted));
    let title = moving::group_name(builder, id);
    view! {
        <div class="group-head" data-node=id.0.to_string() data-drop="head">
            <Grip id=id name=title />
            <Matching id=id look=look />
            {move || name().map(|name| view! { <span class="group-name">{name}</span> })}
            {move || is_muted().then(|| view! { <span class="muted-word"><Icon name="muted" />"Muted"</span> })}
            {ungroup_hint(builder, id, look)}
            <span class="line-end">
                {number(expect_context::<Counting>().of(id))}
                <NodeMenu id=id name=title />
                <button
                    type="button"
                    id=part_id(id, "remove")
                    class="icon-button"
                    aria-label=move || format!("Remove {}", called())
                    title="Remove"
                    on:click=move |_| moving::remove(builder, id)
                >
                    <Icon name="close" />
                </button>
            </span>
        </div>
    }
    .into_any()
}

/// A group that had several children and is left with one needs no group around it.
fn ungroup_hint(builder: Builder, id: NodeId, look: Memo<Option<GroupLook>>) -> AnyView {
    let had_several = StoredValue::new(false);
    let is_left = Memo::new(move |_| {
        look.with(|look| {
            let Some(look) = look else { return false };
            if look.children.len() > 1 {
                had_several.set_value(true);
            }
            look.children.len() == 1 && !look.is_negated && had_several.get_value()
        })
    });
    let hint = move || {
        is_left.get().then(|| {
            view! {
                <button type="button" class="button-link ungroup" on:click=move |_| moving::ungroup(builder, id)>
                    "Ungroup"
                </button>
            }
        })
    };
    view! { {hint} }.into_any()
}

//! The grip of a node and its menu. A press opens the grip's menu, a drag moves the node.

use super::{entries, state::Moving};
use crate::{
    filter::part_id,
    ui::{Icon, MenuButton},
};
use leptos::prelude::*;
use shared::filter::edit::NodeId;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

/// The text that tells what grips do.
pub const HELP: &str = "grip-help";

/// What a condition or a group is moved by.
#[component]
pub fn Grip(
    id: NodeId,
    /// What it is called.
    name: Memo<String>,
) -> impl IntoView {
    let moving: Moving = expect_context();
    let pressed = move |event: PointerEvent| {
        // Its menu is in it, but is not what is dragged by.
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_grip = target.is_some_and(|target| target.closest("[popover]").ok().flatten().is_none());
        if is_grip {
            moving.press(id, &event);
        }
    };
    view! {
        <span class="drag-grip" on:pointerdown=pressed>
            <MenuButton
                id=part_id(id, "grip")
                label=Signal::derive(move || format!("Move {}", name.get()))
                class="drag-handle"
                button=|| view! { <Icon name="grip" /> }
                entries=move || entries::of_grip(moving, id)
                described_by=HELP
            />
        </span>
    }
}

/// The menu of a condition or a group.
#[component]
pub fn NodeMenu(
    id: NodeId,
    /// What it is called.
    name: Memo<String>,
) -> impl IntoView {
    let moving: Moving = expect_context();
    view! {
        <MenuButton
            id=part_id(id, "menu")
            label=Signal::derive(move || format!("Options for {}", name.get()))
            class="icon-button"
            button=|| view! { <Icon name="more" /> }
            entries=move || entries::of_node(moving, id)
        />
    }
}

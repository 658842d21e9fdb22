//! What is drawn over the builder while something is dragged, and the dialogs of its menus. Once in a builder.

use super::{
    aim::Shown, grip::HELP, move_dialog::MoveDialog, paste_dialog::PasteDialog, rename_dialog::RenameDialog,
    state::Moving,
};
use crate::{
    filter::{node_id, save_as::SaveForm},
    ui::{Dialog, Icon, drag::Rect, focus::element},
};
use leptos::prelude::*;
use shared::filter::edit::NodeId;

/// Outlines and the ends of lines reach so far beyond what they are around.
const OUTLINE: f64 = 6.0;

/// What lies over the builder.
#[component]
pub fn DragLayer() -> impl IntoView {
    let moving: Moving = expect_context();
    view! {
        <p id=HELP hidden>"Opens move options. Alt Shift arrow keys move it."</p>
        <div class="drag-layer" node_ref=moving.drag.root aria-hidden="true">
            {move || moving.shown.get().map(|shown| drawn(moving, shown))}
        </div>
        <MoveDialog />
        <RenameDialog />
        <PasteDialog />
        <Dialog open=moving.asking.is_segment id="save-group" title="Save group as segment">
            {move || moving.asking.node.get().map(|id| view! { <SaveForm open=moving.asking.is_segment part=Some(id) /> })}
        </Dialog>
    }
}

/// Cuts off what is outside of a rectangle, but for the outlines at its edges.
fn clip(seen: Rect) -> String {
    let Rect { left, top, right, bottom } = seen.grown(OUTLINE);
    format!("inset({top}px calc(100vw - {right}px) calc(100vh - {bottom}px) {left}px)")
}

/// A box where the rectangle is. Each property is set on its own: a whole style attribute is refused by the page's
/// security policy.
fn piece(class: &'static str, rect: Rect, inside: AnyView) -> AnyView {
    let Rect { left, top, right, bottom } = rect;
    let pixels = |length: f64| format!("{length}px");
    view! {
        <div
            class=class
            style:left=pixels(left)
            style:top=pixels(top)
            style:width=pixels(right - left)
            style:height=pixels(bottom - top)
        >
            {inside}
        </div>
    }
    .into_any()
}

fn drawn(moving: Moving, shown: Shown) -> AnyView {
    let Shown { words, mark, seen, label, refused, is_copy, is_touch } = shown;
    // A finger covers what is below it.
    let (right, down) = if is_touch { (-24.0, -72.0) } else { (16.0, 8.0) };
    let place = move || {
        let point = moving.point.get();
        // Inside the window, whatever its own size is.
        let inside = |at: f64, whole: &str| format!("max(8px,min({at}px,{whole} - 100% - 8px))");
        format!("translate({},{})", inside(point.x + right, "100vw"), inside(point.y + down, "100vh"))
    };
    let is_refused = refused.is_some();
    view! {
        <div class="drop-marks" class:is-refused=is_refused style:clip-path=clip(seen)>
            {mark.and_then(|mark| mark.group).map(|rect| piece("drop-group", rect, ().into_any()))}
            {mark.and_then(|mark| mark.line).map(|rect| piece("drop-line", rect, ().into_any()))}
            {mark.and_then(|mark| mark.frame).map(|rect| {
                piece("drop-frame", rect, view! { <span class="drop-label">{label}</span> }.into_any())
            })}
        </div>
        <div class="drag-card" style:transform=place>
            <div class="drag-card-words">
                <Icon name="grip" />
                <span>{words}</span>
                {is_copy.then(|| view! { <span class="drag-copy"><Icon name="plus" /></span> })}
            </div>
            {refused.map(|reason| view! { <p class="drag-refused">{reason}</p> })}
        </div>
    }
    .into_any()
}

/// The node stays where it is, faded; the page shows that something is dragged.
pub fn mark_dragged(id: NodeId, on: bool) {
    let root = document().document_element();
    for (element, name) in [(element(&node_id(id)).map(Into::into), "data-dragged"), (root, "data-dragging")] {
        if let Some(element) = element {
            let element: web_sys::Element = element;
            // The names are valid.
            let _ = element.toggle_attribute_with_force(name, on);
        }
    }
}

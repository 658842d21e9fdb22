//! The boxes of tags for many users, and the way of arrows through them.

use super::{
    bulk_choice::{BulkChoice, Share},
    context::on_user,
};
use crate::ui::{Pill, focus, format, list_step};
use leptos::prelude::*;
use shared::api::tags::Tag;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, KeyboardEvent};

/// The id of all of it.
pub const ID: &str = "bulk-tags-choice";
/// The id of the search.
pub const SEARCH: &str = "bulk-tags-search";

/// The box of a tag: ticked, empty, or with a dash where it stays as it is.
pub fn box_of(tag: &Tag, choice: RwSignal<BulkChoice>) -> AnyView {
    let (on, tag_id) = (on_user(tag), tag.tag_id);
    let share = Memo::new(move |_| choice.with(|choice| choice.share(tag_id)));
    let turned = move |event: web_sys::Event| {
        choice.update(|choice| choice.turn(on.clone()));
        // The browser has turned the box in its own way.
        if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
            input.set_checked(share.get_untracked() == Share::All);
            input.set_indeterminate(share.get_untracked() == Share::Some);
        }
    };
    view! {
        <label class="bulk-tag">
            <input
                type="checkbox"
                prop:checked=move || share.get() == Share::All
                prop:indeterminate=move || share.get() == Share::Some
                on:change=turned
            />
            <Pill color=tag.color text=tag.name.clone() />
            <span class="option-note">{format::count(tag.users)}</span>
        </label>
    }
    .into_any()
}

/// Arrows go from the search through the boxes and round.
pub fn moved(event: KeyboardEvent) {
    let key = event.key();
    if event.default_prevented() || !["ArrowDown", "ArrowUp"].contains(&key.as_str()) {
        return;
    }
    let stops = format!("#{SEARCH}, #{ID} .bulk-tag input, #{ID} .tag-create");
    let Ok(found) = document().query_selector_all(&stops) else { return };
    let stops: Vec<HtmlElement> = (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect();
    let at = focus::focused().and_then(|focused| stops.iter().position(|stop| *stop == focused));
    if let Some(to) = list_step(&key, at, stops.len()) {
        event.prevent_default();
        // It was there a moment ago.
        let _ = stops[to].focus();
    }
}

//! The palette as it is seen: a line of text over its options.

use super::{commands::choice, context::Palette};
use crate::ui::{Icon, Listbox, counted_options, keys, list_step, modal::modal, option_id, popover, tell_soon};
use leptos::{ev, html, prelude::*};
use web_sys::KeyboardEvent;

const LIST: &str = "palette-list";

/// The dialog; mounted once. Control or Command and K open and close it.
#[component]
pub fn PaletteDialog() -> impl IntoView {
    let palette: Palette = expect_context();
    let dialog: NodeRef<html::Dialog> = NodeRef::new();
    let keys = window_event_listener(ev::keydown, move |event| {
        let is_k = (event.ctrl_key() || event.meta_key()) && !event.shift_key() && !event.alt_key();
        if !is_k || !event.key().eq_ignore_ascii_case("k") {
            return;
        }
        let is_open = palette.open.get_untracked();
        if is_open || !popover::dialog_open() {
            // The browser's own search.
            event.prevent_default();
            if is_open { palette.open.set(false) } else { palette.show() }
        }
    });
    on_cleanup(move || keys.remove());
    modal(dialog, move || palette.open.get());
    view! {
        <dialog
            node_ref=dialog
            id="palette"
            class="dialog palette"
            aria-label="Command palette"
            on:close=move |_| palette.open.set(false)
            closedby="any"
        >
            {move || palette.open.get().then(|| inside(palette))}
        </dialog>
    }
}

fn inside(palette: Palette) -> AnyView {
    let active = RwSignal::new(Some(0));
    let choices = Signal::derive(move || palette.shown.with(|shown| shown.iter().map(choice).collect::<Vec<_>>()));
    let count = move || palette.shown.with(Vec::len);
    Effect::new(move || {
        palette.shown.track();
        active.set(Some(0));
    });
    tell_soon(move || {
        (!palette.searching.get()).then(|| match count() {
            0 => "Nothing found".into(),
            count => counted_options(count),
        })
    });
    let pressed = move |event: KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        match event.key().as_str() {
            "Enter" => {
                event.prevent_default();
                if let Some(at) = active.get_untracked() {
                    palette.run(at);
                }
            }
            // These move in the line.
            "Home" | "End" => {}
            key => {
                let count = palette.shown.with_untracked(Vec::len);
                if let Some(to) = list_step(key, active.get_untracked(), count) {
                    event.prevent_default();
                    active.set(Some(to));
                }
            }
        }
    };
    let told = move || match (palette.searching.get(), count()) {
        (true, 0) => {
            Some(view! { <p class="option-told"><span class="spinner"></span>"Searching users"</p> }.into_any())
        }
        (false, 0) => Some(view! { <p class="option-told">"Nothing found"</p> }.into_any()),
        (true | false, _) => None,
    };
    view! {
        <div class="palette-line">
            <Icon name="search" />
            <input
                id="palette-text"
                type="text"
                role="combobox"
                autofocus=true
                autocomplete="off"
                spellcheck="false"
                maxlength="200"
                placeholder="Go to, add a condition, find a user or segment"
                aria-label="Command palette"
                aria-expanded="true"
                aria-controls=LIST
                aria-autocomplete="list"
                aria-activedescendant=move || active.get().filter(|_| count() > 0).map(|at| option_id(LIST, at))
                prop:value=move || palette.text.get()
                on:input:target=move |event| palette.typed(event.target().value())
                on:keydown=pressed
            />
            <kbd>{keys::printed("Control+K", keys::has_command())}</kbd>
        </div>
        <Listbox
            id=LIST
            label=Signal::stored("Commands".to_owned())
            choices=choices
            active=active
            chosen=Callback::new(move |at| palette.run(at))
        />
        {told}
    }
    .into_any()
}

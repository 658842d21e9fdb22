//! The menu button pattern of the ARIA guide, in the browser's own popover.
//!
//! Invariant: what cannot be done now stays in the menu, can be reached, and tells why.

use super::{entry::MenuEntry, items::menu_id, state::Menu};
use leptos::prelude::*;

/// A button that opens a menu.
#[component]
pub fn MenuButton(
    /// The button's, unique on the page.
    id: String,
    /// The name of the button, and of the menu.
    #[prop(into)]
    label: Signal<String>,
    /// The class of the button.
    class: &'static str,
    /// What stands in the button.
    #[prop(into)]
    button: ViewFn,
    /// The lines of the menu: made when it opens, and again when something that they were made of changes.
    #[prop(into)]
    entries: Callback<(), Vec<MenuEntry>>,
    /// The id of what says more about the button.
    #[prop(optional)]
    described_by: Option<&'static str>,
) -> impl IntoView {
    let menu = Menu::new(id.clone());
    view! {
        <button
            type="button"
            class=class
            popovertarget=menu_id(&id)
            aria-haspopup="menu"
            aria-expanded=move || menu.open.get().to_string()
            aria-label=move || label.get()
            aria-describedby=described_by
            on:keydown=move |event| menu.pressed_on_button(event)
            id=id.clone()
        >
            {button.run()}
        </button>
        <div
            id=menu_id(&id)
            class="popover menu"
            popover="auto"
            role="menu"
            aria-labelledby=id
            on:beforetoggle=move |event| menu.toggles(event)
            on:toggle=move |event| menu.toggled(event)
            on:click=move |event| menu.choose(event.into())
            on:keydown=move |event| menu.pressed(event)
            on:pointermove=move |event| menu.pointed(event)
            on:focusin=move |event| menu.focused(event.into())
        >
            {move || menu.open.get().then(|| lines(menu, entries))}
        </div>
    }
}

/// The lines of an open menu, and below them why the one in focus cannot be chosen.
pub fn lines(menu: Menu, entries: Callback<(), Vec<MenuEntry>>) -> AnyView {
    let entries = entries.run(());
    let id = menu.id();
    let lines: Vec<_> = entries.iter().enumerate().map(|(at, entry)| entry.view(&id, at)).collect();
    let has_refused = entries.iter().any(|entry| entry.refused().is_some());
    menu.entries.set_value(entries);
    let note = move || menu.note.get();
    (lines, has_refused.then(|| view! { <p class="menu-note" aria-hidden="true">{note}</p> })).into_any()
}

//! A menu without a button of its own: it opens at a point, or beside whatever it was asked for from.

use super::{button::lines, entry::MenuEntry, state::Menu};
use leptos::prelude::*;

/// A menu that opens wherever it is asked for.
#[derive(Clone, Copy)]
pub struct ContextMenu(Menu);

impl ContextMenu {
    /// A menu; `id` is unique on the page.
    pub fn new(id: &str) -> Self {
        Self(Menu::new(id.to_owned()))
    }

    /// Opens it at a point of the window, or beside the element with an id. That element has the focus afterwards.
    pub fn open(self, from: String, at: Option<(f64, f64)>) {
        self.0.open_from(from, at);
    }
}

/// Where it is; mounted once.
#[component]
pub fn ContextMenuList(
    menu: ContextMenu,
    /// Its name.
    label: Signal<String>,
    /// Its lines, made when it opens.
    entries: Callback<(), Vec<MenuEntry>>,
) -> impl IntoView {
    let menu = menu.0;
    view! {
        <div
            id=menu.id()
            class="popover menu"
            popover="auto"
            role="menu"
            aria-label=label
            on:beforetoggle=move |event| menu.toggles(event)
            on:toggle=move |event| menu.toggled(event)
            on:click=move |event| menu.choose(event.into())
            on:keydown=move |event| menu.pressed(event)
            on:pointermove=move |event| menu.pointed(event)
            on:focusin=move |event| menu.focused(event.into())
            on:contextmenu=|event| event.prevent_default()
        >
            {move || menu.open.get().then(|| lines(menu, entries))}
        </div>
    }
}

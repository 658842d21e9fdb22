//! The bar beside the counter: search, columns, density.

use super::{column_chooser::ColumnChooser, export_menu::ListExport, screen::Screen, store::Store};
use crate::{
    address::Write,
    preferences::{Choice, Density, Preferences, Times},
    ui::{Choices, Icon, Popover, RecentChanges, focus::focus},
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use std::time::Duration;

/// The address follows the search field after this pause.
const PAUSE: Duration = Duration::from_millis(150);

/// Search, columns, density, and a way to the shortcuts for those who do not know the key.
#[component]
pub fn ListBar(shortcuts_open: RwSignal<bool>) -> impl IntoView {
    let preferences: Preferences = expect_context();
    view! {
        <div class="list-tools">
            <SearchField />
            <ColumnChooser />
            <Popover
                id="density"
                title="Density and times"
                button=|| view! { <Icon name="density" /><span class="button-words">"Density"</span> }
            >
                <div class="menu">
                    <Choices name="density-choice" legend="Density" options=Density::ALL chosen=preferences.density />
                    <Choices name="times-choice" legend="Times" options=Times::ALL chosen=preferences.times />
                </div>
            </Popover>
            <ListExport />
            <RecentChanges />
            <button
                type="button"
                class="icon-button shortcuts-button"
                aria-label="Keyboard shortcuts"
                title="Keyboard shortcuts"
                aria-keyshortcuts="?"
                on:click=move |_| shortcuts_open.set(true)
            >
                <Icon name="keyboard" />
            </button>
        </div>
    }
}

/// Finds by name, e-mail or id.
#[component]
fn SearchField() -> impl IntoView {
    let store: Store = expect_context();
    let timer: StoredValue<Option<TimeoutHandle>> = StoredValue::new(None);
    let write = move || {
        let (Some(draft), Some(screen)) = (store.draft.try_get_untracked(), store.screen.try_get_untracked()) else {
            return;
        };
        if draft == screen.text {
            return;
        }
        // Back leads out of a search as a whole, not through its letters.
        let write = if draft.is_empty() == screen.text.is_empty() { Write::Replace } else { Write::Push };
        let place = Screen::default().place;
        store.go(&Screen { text: draft, place, ..screen }, write);
    };
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    // Back and forward change the text from outside.
    let text = Memo::new(move |_| store.screen.with(|screen| screen.text.clone()));
    Effect::new(move || {
        let text = text.get();
        stop();
        store.draft.set(text);
    });
    let typed = move |text: String| {
        store.draft.set(text);
        stop();
        timer.set_value(set_timeout_with_handle(write, PAUSE).ok());
    };
    let clear = move |_| {
        store.draft.set(String::new());
        stop();
        write();
        focus("search");
    };
    view! {
        <form class="search" role="search" on:submit=move |event| {
            event.prevent_default();
            stop();
            write();
        }>
            <Icon name="search" />
            <input
                id="search"
                type="text"
                inputmode="search"
                autocomplete="off"
                spellcheck="false"
                maxlength="200"
                placeholder="Search"
                aria-label="Search by name, e-mail or ID"
                aria-keyshortcuts="/"
                prop:value=move || store.draft.get()
                on:input:target=move |event| typed(event.target().value())
            />
            {move || {
                (!store.draft.with(String::is_empty)).then(|| view! {
                    <button type="button" class="icon-button" aria-label="Clear the search" on:click=clear>
                        <Icon name="close" />
                    </button>
                })
            }}
        </form>
    }
}

//! Which columns stand in the list, and in which order.

use super::{column::Column, columns::Columns, store::Store};
use crate::ui::{Icon, Popover, focus::focus_soon};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The button and its popover.
#[component]
pub fn ColumnChooser() -> impl IntoView {
    view! {
        <Popover
            id="columns"
            title="Columns"
            button=|| view! { <Icon name="columns" /><span class="button-words">"Columns"</span> }
        >
            <Chooser />
        </Popover>
    }
}

#[component]
fn Chooser() -> impl IntoView {
    let store: Store = expect_context();
    store.load_catalogue();
    let search = RwSignal::new(String::new());
    let dragged: RwSignal<Option<Column>> = RwSignal::new(None);
    let offered = Memo::new(move |_| {
        let searched = shared::text::fold(search.get().trim());
        let catalogue = store.catalogue.get();
        let offered = store.columns.get().offered(&catalogue).into_iter();
        offered.filter(|column| shared::text::fold(&column.title(&catalogue)).contains(&searched)).collect::<Vec<_>>()
    });
    let reset = move |_| {
        store.choose_columns(&Columns::default());
        focus_soon("column-search");
    };
    view! {
        <div class="menu chooser">
            <input
                id="column-search"
                class="field"
                type="text"
                autofocus=true
                autocomplete="off"
                placeholder="Search columns"
                aria-label="Search columns"
                on:input:target=move |event| search.set(event.target().value())
            />
            <ul class="chooser-list" on:pointermove=move |event| drag(store, dragged, &event)>
                <For each=move || offered.get() key=Column::word let:column>
                    <Choice column=column dragged=dragged />
                </For>
            </ul>
            {move || offered.with(Vec::is_empty).then(|| view! { <p class="meta">"No column of this name"</p> })}
            <div class="menu-foot">
                <button
                    type="button"
                    class="button-quiet"
                    disabled=move || store.columns.with(|columns| columns.text().is_none())
                    on:click=reset
                >
                    "Reset"
                </button>
            </div>
        </div>
    }
}

/// The dragged column takes the place of the one under the pointer.
fn drag(store: Store, dragged: RwSignal<Option<Column>>, event: &web_sys::PointerEvent) {
    let Some(column) = dragged.get_untracked() else { return };
    let under = document().element_from_point(event.client_x() as f32, event.client_y() as f32);
    let item = under.and_then(|element| element.closest("[data-place]").ok().flatten());
    let place = item.and_then(|item| item.get_attribute("data-place")).and_then(|place| place.parse().ok());
    let mut columns = store.columns.get_untracked();
    if let Some(place) = place.filter(|place| columns.place(&column) != Some(*place)) {
        columns.move_to(&column, place);
        store.choose_columns(&columns);
    }
}

/// One column: shown or not, and its place.
#[component]
fn Choice(column: Column, dragged: RwSignal<Option<Column>>) -> impl IntoView {
    let store: Store = expect_context();
    let column = StoredValue::new(column);
    let title = Memo::new(move |_| column.with_value(|column| store.catalogue.with(|known| column.title(known))));
    let place = Memo::new(move |_| column.with_value(|column| store.columns.with(|columns| columns.place(column))));
    let is_user = column.with_value(|column| *column == Column::User);
    let is_full = move || column.with_value(|column| store.columns.with(|columns| !columns.has_room_for(column)));
    let toggled = move |shown: bool| {
        let mut columns = store.columns.get_untracked();
        column.with_value(|column| if shown { columns.show(column.clone()) } else { columns.hide(column) });
        store.choose_columns(&columns);
    };
    let id = column.with_value(Column::word);
    let grip_down = move |event: web_sys::PointerEvent| {
        event.prevent_default();
        // Touch would otherwise keep the pointer on the grip.
        let grip = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if let Some(grip) = grip {
            _ = grip.release_pointer_capture(event.pointer_id());
        }
        dragged.set(Some(column.get_value()));
    };
    let drop = window_event_listener(leptos::ev::pointerup, move |_| dragged.set(None));
    on_cleanup(move || drop.remove());
    view! {
        <li
            class="chooser-row"
            class:is-dragged=move || dragged.with(|dragged| column.with_value(|column| dragged.as_ref() == Some(column)))
            data-place=move || place.get().map(|place| place.to_string())
        >
            <span
                class="grip"
                class:is-hidden=move || is_user || place.get().is_none()
                aria-hidden="true"
                on:pointerdown=grip_down
            >
                <Icon name="grip" />
            </span>
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=move || place.get().is_some()
                    disabled=move || is_user || (place.get().is_none() && is_full())
                    on:change:target=move |event| toggled(event.target().checked())
                />
                <span>{title}</span>
                {is_user.then(|| view! { <span class="meta">"always shown"</span> })}
            </label>
            <MoveButton column=column id=format!("up-{id}") title=title down=false />
            <MoveButton column=column id=format!("down-{id}") title=title down=true />
        </li>
    }
}

/// One place up or down; the focus stays on the button.
#[component]
fn MoveButton(column: StoredValue<Column>, id: String, title: Memo<String>, down: bool) -> impl IntoView {
    let store: Store = expect_context();
    let id = StoredValue::new(id);
    let can = move || column.with_value(|column| store.columns.with(|columns| columns.can_move(column, down)));
    let moved = move |_| {
        let mut columns = store.columns.get_untracked();
        column.with_value(|column| {
            if let Some(place) = columns.place(column).filter(|_| columns.can_move(column, down)) {
                columns.move_to(column, if down { place + 1 } else { place - 1 });
                store.choose_columns(&columns);
                focus_soon(id.get_value());
            }
        });
    };
    let is_shown = move || column.with_value(|column| store.columns.with(|columns| columns.has(column)));
    move || {
        is_shown().then(|| {
            view! {
                <button
                    type="button"
                    class="icon-button"
                    id=id.get_value()
                    aria-label=move || format!("Move {} {}", title.get(), if down { "down" } else { "up" })
                    aria-disabled=move || (!can()).to_string()
                    on:click=moved
                >
                    <Icon name=if down { "down" } else { "up" } />
                </button>
            }
        })
    }
}

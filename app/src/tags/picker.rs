//! **Search or create a tag...**: the tags of one user, in a popover beside what opened it. The focus stays in its
//! field; keys move through the tags.

use super::{
    context::{Opened, PickerPlace, Tags},
    picker_keys::{FIELD, FOOT},
    picker_state::Picker,
};
use crate::ui::{Icon, Listbox, focus, is_inside, tell_soon};
use leptos::{ev, prelude::*};

const ID: &str = "tag-picker";

/// The picker of a place, while it is open there.
#[component]
pub fn TagPicker(place: PickerPlace) -> impl IntoView {
    let tags: Tags = expect_context();
    let is_here = move |opened: &Opened| opened.place == place;
    on_cleanup(move || {
        let opened = tags.opened.try_get_untracked().flatten();
        if opened.as_ref().is_some_and(is_here) {
            tags.opened.set(None);
        }
    });
    let here = Memo::new(move |_| tags.opened.get().filter(is_here));
    move || here.get().map(|opened| view(Picker::new(ID, tags, opened))).into_any()
}

/// What stands in it.
fn view(picker: Picker) -> AnyView {
    let Picker { tags, who, popup, text, .. } = picker;
    let name = who.with_value(|who| who.name.clone());
    let choices = Signal::derive(move || picker.choices());
    let outside = window_event_listener(ev::pointerdown, move |event| {
        let beside = tags.opened.get_untracked().map(|opened| opened.beside).unwrap_or_default();
        if !is_inside(ID, event.target()) && !is_inside(&beside, event.target()) {
            tags.close();
        }
    });
    on_cleanup(move || outside.remove());
    tell_soon(move || picker.told());
    focus::focus_soon(FIELD);
    let active_id = move || popup.active_id().filter(|_| popup.active.get() < Some(choices.with(Vec::len)));
    view! {
        <div
            id=ID
            class="popover tag-picker"
            class:is-marked=move || picker.is_marked.get()
            popover="manual"
            role="dialog"
            aria-label=format!("Tags for {name}")
            on:keydown=move |event| picker.pressed(&event)
        >
            <div class="picker-search">
                <Icon name="search" />
                <input
                    id=FIELD
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder="Search or create a tag..."
                    aria-label="Search or create a tag"
                    aria-expanded="true"
                    aria-controls=popup.list()
                    aria-autocomplete="list"
                    aria-activedescendant=active_id
                    prop:value=move || text.get()
                    on:input:target=move |event| {
                        text.set(event.target().value());
                        picker.first.set(picker.held.get_untracked());
                        popup.active.set(Some(0));
                    }
                />
            </div>
            <Listbox
                id=popup.list()
                label="Tags"
                choices=choices
                active=popup.active
                chosen=Callback::new(move |index| picker.choose(index))
                multiple=true
            />
            {move || told_view(tags, choices.with(Vec::is_empty))}
            <div class="tag-foot">
                <button type="button" id=FOOT class="button-quiet" tabindex="-1" on:click=move |_| tags.manage()>
                    "Manage tags"
                </button>
            </div>
        </div>
    }
    .into_any()
}

/// What is said in the place of tags.
fn told_view(tags: Tags, is_empty: bool) -> AnyView {
    let known = tags.known.get();
    match (known.failed, known.is_loaded) {
        (Some(failed), _) => view! {
            <p class="option-told">
                {failed}
                <button type="button" class="button-link" tabindex="-1" on:click=move |_| {
                    tags.load();
                    focus::focus(FIELD);
                }>"Retry"</button>
            </p>
        }
        .into_any(),
        (None, false) => view! { <p class="option-told"><span class="spinner"></span>"Loading tags"</p> }.into_any(),
        (None, true) if is_empty => {
            view! { <p class="option-told">"No tags yet. Type a name to create one."</p> }.into_any()
        }
        (None, true) => ().into_any(),
    }
}

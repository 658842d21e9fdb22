//! A line of text with options below it. Either the text is the value and options only suggest, or one of the options
//! is the value and the text only searches.

use super::{
    choice::Choice,
    popup::{Popup, PopupList, Told},
};
use leptos::prelude::*;
use web_sys::KeyboardEvent;

/// What a combobox works with.
#[derive(Clone, Copy)]
pub struct ComboboxSource {
    /// The words of the value.
    pub value: Signal<String>,
    /// What can be chosen.
    pub choices: Signal<Vec<Choice>>,
    /// What is said of them.
    pub told: Signal<Option<Told>>,
    /// Hears that options are wanted for what was typed.
    pub search: Callback<String>,
    /// Takes what is typed as the value. Without it the value is one of the options.
    pub typed: Option<Callback<String>>,
    /// Takes the option at an index.
    pub choose: Callback<usize>,
    /// Asks for the options again.
    pub retry: Callback<()>,
    /// Whether there are options at all, now.
    pub has_options: Signal<bool>,
}

/// The line of text.
#[component]
pub fn Combobox(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// A class beside its own.
    class: &'static str,
    /// What stands in it while it is empty.
    placeholder: &'static str,
    /// The most characters.
    #[prop(default = 1_024)]
    most: u32,
    /// The id of what is said of it.
    #[prop(into)]
    described: Signal<Option<String>>,
    source: ComboboxSource,
) -> impl IntoView {
    let popup = Popup::new(format!("{id}-popup"), id.clone());
    let ComboboxSource { value, choices, told, search, typed, choose, retry, has_options } = source;
    // What is searched for, where that is not the value.
    let searched: RwSignal<Option<String>> = RwSignal::new(None);
    let show = move |text: String| {
        if has_options.get_untracked() {
            search.run(text);
            popup.show();
        }
    };
    // All options, unless something is being searched for.
    let show_now = move || show(searched.get_untracked().unwrap_or_default());
    let leave = move || {
        searched.try_set(None);
        popup.hide()
    };
    let chosen = Callback::new(move |index: usize| {
        let is_refused = |choice: &Choice| choice.refused.is_some();
        if !choices.with_untracked(|choices| choices.get(index).is_none_or(is_refused)) {
            choose.run(index);
            leave();
        }
    });
    let input = move |text: String| {
        match typed {
            Some(typed) => {
                typed.run(text.clone());
                popup.active.set(None);
            }
            None => {
                searched.set(Some(text.clone()));
                popup.active.set(Some(0));
            }
        }
        show(text);
    };
    let pressed = move |event: KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let is_open = popup.open.get_untracked();
        let active = popup.active.get_untracked().filter(|_| is_open);
        let used = match (event.key().as_str(), active) {
            ("Enter", Some(active)) if !event.ctrl_key() && !event.meta_key() => {
                chosen.run(active);
                true
            }
            ("Enter", None) if !event.ctrl_key() && !event.meta_key() => leave(),
            ("Escape", _) => leave(),
            ("ArrowDown" | "ArrowUp", _) if !is_open && has_options.get_untracked() => {
                show_now();
                popup.moves(&event, choices.with_untracked(Vec::len))
            }
            _ => is_open && popup.moves(&event, choices.with_untracked(Vec::len)),
        };
        if used {
            event.prevent_default();
        }
    };
    view! {
        <input
            id=id
            class=format!("field {class}")
            type="text"
            role="combobox"
            autocomplete="off"
            spellcheck="false"
            maxlength=most.to_string()
            placeholder=placeholder
            aria-label=label
            aria-expanded=move || popup.open.get().to_string()
            aria-controls=popup.list()
            aria-autocomplete="list"
            aria-activedescendant=move || popup.active_id()
            aria-describedby=described
            prop:value=move || searched.get().unwrap_or_else(|| value.get())
            on:input:target=move |event| input(event.target().value())
            on:keydown=pressed
            on:click:target=move |event| {
                if typed.is_none() {
                    event.target().select();
                }
                show_now();
            }
            on:blur=move |_| _ = leave()
        />
        <PopupList popup=popup label=label choices=choices told=told chosen=chosen retry=retry />
    }
}

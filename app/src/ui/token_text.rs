//! Many values as one text, a value a line: how hundreds of them are read, pasted and mended.

use super::{
    focus::{focus_soon, focused},
    tokens::{join, split},
};
use leptos::prelude::*;

/// Values beyond this many are shown as their number.
pub const MANY: usize = 20;

/// The button that stands for many values. It opens them.
pub fn many_button(id: String, count: usize, label: Signal<String>, open: RwSignal<bool>) -> AnyView {
    let text_id = format!("{id}-text");
    view! {
        <button
            type="button"
            id=format!("{id}-many")
            class="token-many"
            aria-label=move || format!("{count} values, {}. Show them", label.get())
            on:click=move |_| {
                open.set(true);
                focus_soon(text_id.clone());
            }
        >
            {format!("{count} values")}
        </button>
    }
    .into_any()
}

/// The values as a text. Every change of it is a change of the values.
pub fn text_area(
    id: String,
    label: Signal<String>,
    values: Vec<String>,
    replace: Callback<Vec<String>>,
    open: RwSignal<bool>,
) -> AnyView {
    let (input, hint) = (format!("{id}-text"), format!("{id}-hint"));
    let close = move || {
        let had_focus = focused().is_some_and(|element| element.closest(".token-area").ok().flatten().is_some());
        open.set(false);
        if had_focus {
            focus_soon(id.clone());
        }
    };
    let by_key = close.clone();
    view! {
        <div class="token-area">
            <textarea
                id=input
                class="field token-text"
                rows="6"
                spellcheck="false"
                autocomplete="off"
                aria-label=label
                aria-describedby=hint.clone()
                on:input:target=move |event| replace.run(split(&event.target().value()))
                on:keydown=move |event| {
                    if event.key() == "Escape" {
                        event.prevent_default();
                        by_key();
                    }
                }
            >
                {join(&values)}
            </textarea>
            <p class="token-hint" id=hint>
                "One value a line, or with commas between them"
                <button type="button" class="button-quiet" on:click=move |_| close()>"Done"</button>
            </p>
        </div>
    }
    .into_any()
}

//! One choice of a few: radio buttons in a fieldset.

use leptos::prelude::*;

/// Radio buttons for a signal.
#[component]
pub fn Choices<Value: Copy + PartialEq + Send + Sync + 'static>(
    /// Unique on the page.
    name: &'static str,
    /// What is chosen.
    legend: &'static str,
    /// Each value with its key and its words.
    options: &'static [(Value, &'static str, &'static str)],
    /// The chosen one.
    chosen: RwSignal<Value>,
) -> impl IntoView {
    let option = move |&(value, key, label): &(Value, &'static str, &'static str)| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name=name
                    value=key
                    prop:checked=move || chosen.get() == value
                    on:change=move |_| chosen.set(value)
                />
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <fieldset class="choices">
            <legend>{legend}</legend>
            {options.iter().map(option).collect_view()}
        </fieldset>
    }
}

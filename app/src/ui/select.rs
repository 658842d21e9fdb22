//! The browser's own select, in the look of the page.

use leptos::prelude::*;

/// One option of a select.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectOption {
    /// What tells it apart.
    pub key: &'static str,
    /// Its words.
    pub label: &'static str,
    /// Whether a line stands above it.
    pub is_divided: bool,
}

impl SelectOption {
    /// One without a line above it.
    pub const fn new(key: &'static str, label: &'static str) -> Self {
        Self { key, label, is_divided: false }
    }
}

/// A select.
#[component]
pub fn Select(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// A class beside its own.
    #[prop(default = "")]
    class: &'static str,
    /// What there is to choose.
    options: Vec<SelectOption>,
    /// The key of what is chosen.
    #[prop(into)]
    chosen: Signal<String>,
    /// Chooses.
    choose: Callback<String>,
) -> impl IntoView {
    let option = move |SelectOption { key, label, is_divided }: SelectOption| {
        view! {
            {is_divided.then(|| view! { <hr /> })}
            <option value=key prop:selected=move || chosen.with(|chosen| chosen == key)>{label}</option>
        }
    };
    view! {
        <select
            id=id
            class=format!("select {class}")
            aria-label=label
            on:change:target=move |event| choose.run(event.target().value())
        >
            {options.into_iter().map(option).collect_view()}
        </select>
    }
}

//! A labelled input with its hint and its error.

use leptos::prelude::*;

/// One line of a form. The error replaces nothing: label, hint and error are read together.
#[component]
pub fn Field(
    /// Unique on the page; also the name.
    id: &'static str,
    /// What is asked for.
    label: &'static str,
    /// `text`, `email` or `password`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill in.
    autocomplete: &'static str,
    /// A line below, always there.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Whether it may not be left empty.
    #[prop(default = true)]
    required: bool,
    /// What is wrong with the value.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// The value.
    value: RwSignal<String>,
) -> impl IntoView {
    let has_hint = hint.is_some();
    let described = move || {
        let ids = [has_hint.then(|| format!("{id}-hint")), error.with(Option::is_some).then(|| format!("{id}-error"))];
        let ids: Vec<_> = ids.into_iter().flatten().collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    };
    view! {
        <div class="form-field">
            <label for=id>{label}</label>
            <input
                class="field"
                id=id
                name=id
                type=kind
                required=required
                autocomplete=autocomplete
                aria-describedby=described
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
            />
            {hint.map(|hint| view! { <p class="meta" id=format!("{id}-hint")>{hint}</p> })}
            {move || error.get().map(|error| view! { <p class="field-error" id=format!("{id}-error")>{error}</p> })}
        </div>
    }
}

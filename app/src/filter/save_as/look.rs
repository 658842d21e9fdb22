//! How a segment looks: its icon, to choose from.

use crate::ui::Icon;
use leptos::prelude::*;
use shared::api::segments::ICONS;

/// The icon of a word; the first of the set for words of newer versions.
pub fn icon_of(word: &str) -> &'static str {
    ICONS.iter().find(|(known, _)| *known == word).unwrap_or(&ICONS[0]).0
}

/// The icons, each with its word for those who do not see it.
#[component]
pub fn IconChoice(chosen: RwSignal<&'static str>) -> impl IntoView {
    let choices = ICONS.into_iter().map(|(icon, label)| {
        let is_chosen = Signal::derive(move || chosen.get() == icon);
        let picture = view! { <Icon name=icon /> }.into_any();
        choice(
            "segment-icon",
            icon,
            label,
            "look-choice".into(),
            is_chosen,
            picture,
            Callback::new(move |()| chosen.set(icon)),
        )
    });
    view! { <fieldset class="look"><legend>"Icon"</legend><div class="look-grid">{choices.collect_view()}</div></fieldset> }
}

fn choice(
    name: &'static str,
    value: &'static str,
    label: &'static str,
    class: String,
    is_chosen: Signal<bool>,
    picture: AnyView,
    choose: Callback<()>,
) -> AnyView {
    view! {
        <label class=class title=label>
            <input
                type="radio"
                name=name
                value=value
                class="visually-hidden"
                aria-label=label
                prop:checked=move || is_chosen.get()
                on:change=move |_| choose.run(())
            />
            {picture}
        </label>
    }
    .into_any()
}

//! One of the ten colours: radio buttons that show them, each with its word.

use leptos::prelude::*;
use shared::color::Color;

/// The colours to choose from.
#[component]
pub fn ColorChoice(
    /// Unique on the page.
    name: &'static str,
    /// The chosen one.
    chosen: Signal<Color>,
    /// Chooses.
    choose: Callback<Color>,
) -> impl IntoView {
    let choice = |color: Color| {
        view! {
            <label class=format!("look-choice look-{}", color.word()) title=color.word()>
                <input
                    type="radio"
                    name=name
                    value=color.word()
                    class="visually-hidden"
                    aria-label=color.word()
                    prop:checked=move || chosen.get() == color
                    on:change=move |_| choose.run(color)
                />
                <span class="look-dot"></span>
            </label>
        }
        .into_any()
    };
    let choices = Color::ALL.into_iter().map(choice).collect_view();
    view! { <fieldset class="look"><legend>"Colour"</legend><div class="look-grid">{choices}</div></fieldset> }
}

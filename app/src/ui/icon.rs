//! Icons from the sprite.

use leptos::prelude::*;

/// An icon of 16 pixels in the colour of the text; never announced.
#[component]
pub fn Icon(name: &'static str) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true" focusable="false" width="16" height="16">
            <use href=format!("/icons.svg#{name}") />
        </svg>
    }
}

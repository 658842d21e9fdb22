//! A word on a ground of its colour.

use leptos::prelude::*;
use shared::color::Color;

/// A pill; long words end in an ellipsis.
#[component]
pub fn Pill(color: Color, #[prop(into)] text: String) -> impl IntoView {
    view! { <span class=format!("pill pill-{}", color.word())><span class="pill-text">{text}</span></span> }
}

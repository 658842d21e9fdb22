//! Imports: not built yet, and the page says so.

use leptos::prelude::*;

/// `/imports`; the same with `?import=new`.
#[component]
pub fn ImportsPage(is_new: bool) -> impl IntoView {
    let title = if is_new { "Importing from CSV is not built yet" } else { "No imports yet" };
    view! {
        <div class="block">
            <h2 class="block-title">{title}</h2>
            <p>
                {(!is_new).then_some("Importing from CSV is not built yet. ")}
                "Until then send users with an SDK that speaks the Segment protocol, or straight to the API: "
                <code>"POST /v1/identify"</code> "."
            </p>
            <p><a class="button" href="/api/docs" target="_blank" rel="noopener">"Read the API's documentation"</a></p>
        </div>
    }
}

//! Segments: not built yet, and the page says so.

use leptos::prelude::*;

/// `/segments`
#[component]
pub fn SegmentsPage() -> impl IntoView {
    view! {
        <div class="block">
            <h2 class="block-title">"No segments yet"</h2>
            <p>"A segment is a saved set of conditions on users. Making segments is not built yet."</p>
            <a class="button" href="/users">"See all users"</a>
        </div>
    }
}

/// `/segments/new`
#[component]
pub fn NewSegmentPage() -> impl IntoView {
    view! {
        <div class="block">
            <h2 class="block-title">"Segments cannot be made yet"</h2>
            <p>"The filter builder that a segment is made with is not built yet. Until then users can be searched and sorted."</p>
            <a class="button" href="/users">"See all users"</a>
        </div>
    }
}

//! The line that says what the list is narrowed to.

use super::store::Store;
use leptos::prelude::*;

/// Says that there is no filter. The builder takes this place.
#[component]
pub fn FilterBar() -> impl IntoView {
    let store: Store = expect_context();
    let text = move || {
        store.screen.with(|screen| match (screen.filter.is_none(), screen.text.trim()) {
            (false, _) => "A filter that cannot be read".to_owned(),
            (true, "") => "No filter: everyone".to_owned(),
            (true, text) => format!("No filter: everyone whose name, e-mail or ID contains “{text}”"),
        })
    };
    view! {
        <section class="filter-bar" id="filters" tabindex="-1" aria-label="Filter">
            <p>{text}</p>
        </section>
    }
}

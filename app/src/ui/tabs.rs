//! Panels of one page behind tabs; arrow keys move between them (the tabs pattern of the ARIA guide).

use super::focus::focus;
use leptos::prelude::*;

/// Where a key leads from a tab.
fn next(key: &str, at: usize, count: usize) -> Option<usize> {
    match key {
        "ArrowRight" => Some((at + 1) % count),
        "ArrowLeft" => Some((at + count - 1) % count),
        "Home" => Some(0),
        "End" => Some(count - 1),
        _ => None,
    }
}

/// Tabs with a panel each; the panel of the chosen one is shown.
#[component]
pub fn Tabs(
    /// Unique on the page.
    id: &'static str,
    /// The name of all of them together.
    label: &'static str,
    /// The words on the tabs.
    names: Vec<&'static str>,
    /// The panel of a tab.
    panel: impl Fn(usize) -> AnyView + Send + Sync + 'static,
    /// Which one is chosen, and what chooses one, where somebody else keeps it.
    #[prop(optional)]
    kept: Option<(Signal<usize>, Callback<usize>)>,
) -> impl IntoView {
    let own = RwSignal::new(0);
    let (chosen, choose) = kept.unwrap_or_else(|| (own.into(), Callback::new(move |at| own.set(at))));
    let count = names.len();
    let tab = move |(at, name): (usize, &'static str)| {
        let key = move |event: web_sys::KeyboardEvent| {
            if let Some(next) = next(&event.key(), at, count) {
                event.prevent_default();
                choose.run(next);
                focus(&format!("{id}-tab-{next}"));
            }
        };
        view! {
            <button
                type="button"
                role="tab"
                class="tab"
                id=format!("{id}-tab-{at}")
                aria-selected=move || (chosen.get() == at).to_string()
                aria-controls=format!("{id}-panel")
                tabindex=move || if chosen.get() == at { "0" } else { "-1" }
                on:click=move |_| choose.run(at)
                on:keydown=key
            >
                {name}
            </button>
        }
    };
    view! {
        <div role="tablist" class="tablist" aria-label=label>
            {names.into_iter().enumerate().map(tab).collect_view()}
        </div>
        <div
            role="tabpanel"
            class="tabpanel"
            tabindex="0"
            id=format!("{id}-panel")
            aria-labelledby=move || format!("{id}-tab-{}", chosen.get())
        >
            {move || panel(chosen.get())}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_round() {
        assert_eq!(next("ArrowRight", 3, 4), Some(0));
        assert_eq!(next("ArrowLeft", 0, 4), Some(3));
        assert_eq!(next("Home", 2, 4), Some(0));
        assert_eq!(next("End", 2, 4), Some(3));
        assert_eq!(next("a", 2, 4), None);
    }
}

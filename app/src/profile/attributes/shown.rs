//! A value by its kind, with what is searched for marked.

use crate::{
    profile::{parts::tooltip_time, value::Shown},
    ui::{Clock, Icon, ago, format, search::marked},
};
use leptos::prelude::*;

/// Longer texts are cut to three lines until all of them is asked for.
const LONG: usize = 110;

/// A text with what is found in it.
pub fn marks(text: &str, searched: &str) -> AnyView {
    if searched.is_empty() {
        return text.to_owned().into_any();
    }
    let piece = |(text, is_found): (String, bool)| {
        if is_found { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() }
    };
    marked(text, searched).into_iter().map(piece).collect_view().into_any()
}

/// The value, or "none".
pub fn shown(value: Option<Shown>, searched: &str, whole: RwSignal<bool>) -> AnyView {
    let clock: Clock = expect_context();
    match value {
        None => view! { <span class="none">"none"</span> }.into_any(),
        Some(Shown::Mono(text)) => view! { <span class="mono">{marks(&text, searched)}</span> }.into_any(),
        Some(Shown::Number(number)) => view! {
            <span title=number.to_string()>{marks(&format::number(number), searched)}</span>
        }
        .into_any(),
        Some(Shown::Truth(truth)) => view! {
            <span class="truth"><Icon name=if truth { "check" } else { "close" } />{truth.to_string()}</span>
        }
        .into_any(),
        Some(Shown::Time(at)) => view! {
            {tooltip_time(at, format::day_and_time(at))}
            <span class="meta value-ago">{move || ago(at, clock.now())}</span>
        }
        .into_any(),
        Some(Shown::Items(items)) => {
            let item = |item: String| {
                view! { <li><span class="pill pill-plain"><span class="pill-text">{marks(&item, searched)}</span></span></li> }
            };
            view! { <ul class="all-tags">{items.into_iter().map(item).collect_view()}</ul> }.into_any()
        }
        Some(Shown::Raw(text, conflict)) => view! {
            {marks(&text, searched)}
            <span
                class="badge badge-warning"
                title="Sent as another kind than this attribute has: filters take it as empty."
            >
                <Icon name="warning" />{conflict}
            </span>
        }
        .into_any(),
        Some(Shown::Text(text)) => {
            let is_long = text.chars().count() > LONG || text.lines().count() > 3;
            let toggle = is_long.then(|| {
                view! {
                    <button
                        type="button"
                        class="button-link"
                        aria-expanded=move || whole.get().to_string()
                        on:click=move |_| whole.update(|whole| *whole = !*whole)
                    >
                        {move || if whole.get() { "Show less" } else { "Show all" }}
                    </button>
                }
            });
            view! {
                <span class:value-text=true class:is-cut=move || is_long && !whole.get()>{marks(&text, searched)}</span>
                {toggle}
            }
            .into_any()
        }
    }
}

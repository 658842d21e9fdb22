//! What runs here, and how it is.

use super::part::{Answer, ask, card, shown};
use crate::{api, ui::format::count};
use leptos::prelude::*;
use shared::api::about::{About, IndexState};

/// The part.
pub fn about() -> AnyView {
    let answer: Answer<About> = RwSignal::new(None);
    let load = Callback::new(move |()| ask(answer, api::about()));
    load.run(());
    shown(answer, load, facts)
}

fn facts(about: About) -> AnyView {
    let fact = |(name, value): (&'static str, String)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let list = |facts: Vec<(&'static str, String)>| {
        view! { <dl class="settings-facts">{facts.into_iter().map(fact).collect_view()}</dl> }.into_any()
    };
    let events = about.events.map_or_else(|| "more than are counted in 2 seconds".into(), count);
    let kept = list(vec![
        ("Version", about.version),
        ("Database", format!("{}, {}", about.database, megabytes(about.bytes))),
        ("Users", count(about.users)),
        ("Events and interactions", events),
        ("Changes so far", count(about.sequence)),
    ]);
    let health = list(vec![
        ("Database", format!("answers in {} ms", about.database_millis)),
        ("Filters", index_words(about.index, count)),
        ("Index memory", index_memory(about.index)),
        ("Jobs and imports under way", count(about.under_way)),
    ]);
    let api = view! {
        <p>"Everything that this page does goes through the API: "<a href="/api/docs">"its description"</a>"."</p>
    };
    view! {
        {card("about-title", "This server", "", kept)}
        {card("health-title", "Health", "", health)}
        {card("api-title", "API", "", api.into_any())}
    }
    .into_any()
}

fn megabytes(bytes: u64) -> String {
    match bytes >> 20 {
        0 => "less than 1 MB".into(),
        megabytes => format!("{} MB", count(megabytes)),
    }
}

fn index_memory(index: IndexState) -> String {
    match index {
        IndexState::Ready { bytes, .. } => megabytes(bytes),
        IndexState::Off | IndexState::TooLarge | IndexState::Loading => "none".into(),
    }
}

/// Who answers filters, in words; `count` writes the number.
fn index_words(index: IndexState, count: fn(u64) -> String) -> String {
    match index {
        IndexState::Off => "answered by the database: the index is switched off".into(),
        IndexState::TooLarge => "answered by the database: the index needs more memory than it may have".into(),
        IndexState::Loading => "answered by the database, until the index is loaded".into(),
        IndexState::Ready { behind: 0, .. } => "answered from memory, up to date".into(),
        IndexState::Ready { behind, .. } => format!("answered from memory, {} changes behind", count(behind)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_is_told_in_words() {
        let words = |behind| index_words(IndexState::Ready { bytes: 1, behind }, |number| number.to_string());
        assert_eq!(
            [words(0), words(3)],
            ["answered from memory, up to date", "answered from memory, 3 changes behind"]
        );
    }
}

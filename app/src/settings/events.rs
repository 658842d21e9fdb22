//! The events that the product sends.

use super::{
    part::{Answer, ask, card, row, table, text, time, used_in},
    search::{more, nothing_found, search_field, searchable},
};
use crate::{
    api,
    ui::{format::count, search::plain},
};
use leptos::prelude::*;
use shared::api::events::{Event, EventProperty};

const HEADS: &[&str] = &["Name", "Times", "Users", "First", "Last", "Used in"];

/// The part.
pub fn events() -> AnyView {
    let answer: Answer<Vec<Event>> = RwSignal::new(None);
    let load = Callback::new(move |()| ask(answer, api::events()));
    load.run(());
    let searched = RwSignal::new(String::new());
    let found = |all: Vec<Event>, searched: &str| {
        let rows: Vec<_> =
            all.into_iter().filter(|event| plain(&event.name).contains(searched)).map(event_row).collect();
        if rows.is_empty() { nothing_found("No event of this name.") } else { table("events-title", HEADS, rows) }
    };
    let none = "No events yet. Each appears when your product sends it for the first time.";
    let content = view! {
        {search_field("events-search", "Search events", searched)}
        {searchable(answer, load, searched, none, found)}
    };
    let about = "Each as your product tells it. Properties are those of recent ones.";
    card("events-title", "What users did", about, content.into_any())
}

/// A number of a cell.
pub fn number(number: Option<u64>) -> AnyView {
    text(number.map_or_else(|| "not counted yet".into(), count))
}

fn event_row(event: Event) -> AnyView {
    let words = match event.properties.len() {
        1 => "1 property".into(),
        several => format!("{several} properties"),
    };
    let lines = event.properties.into_iter().map(property).collect();
    let name = view! {
        <div class="settings-name"><span class="settings-text">{event.name}</span>{more(words, lines)}</div>
    };
    let none = if event.times.is_some() { "never" } else { "not counted yet" };
    let cells = vec![
        ("Times", number(event.times)),
        ("Users", number(event.users)),
        ("First", time(event.first, none)),
        ("Last", time(event.last, none)),
        ("Used in", used_in(event.segments)),
    ];
    row(name.into_any(), cells)
}

fn property(property: EventProperty) -> AnyView {
    let samples = property.samples.join(", ");
    let samples = (!samples.is_empty()).then(|| view! { <span class="settings-samples">{samples}</span> });
    view! { <code>{property.key}</code><span>{property.kind.label()}</span>{samples} }.into_any()
}

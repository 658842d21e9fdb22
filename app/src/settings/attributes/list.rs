//! The table, and the fold of what is hidden.

use super::{
    acts::{Acts, Form, SEARCH},
    dialog::dialog,
    words::fits,
};
use crate::{
    api,
    settings::{
        part::{Answer, ask, card, row, table, text, time, used_in},
        search::{nothing_found, search_field, searchable},
    },
    ui::{Icon, MenuButton, MenuEntry, MenuItem, format::count},
};
use leptos::prelude::*;
use shared::api::attributes::Attribute;

const HEADS: &[&str] = &["Name", "Kind", "Sources", "Users", "Last set", "Used in", ".Actions"];

/// The part.
pub fn attributes() -> AnyView {
    let answer: Answer<Vec<Attribute>> = RwSignal::new(None);
    let load = Callback::new(move |()| ask(answer, api::attributes()));
    load.run(());
    let acts = Acts::new(answer);
    let searched = RwSignal::new(String::new());
    let none = "No attributes yet. Each appears when your product sends it for the first time, or an import brings it.";
    let content = view! {
        {search_field(SEARCH, "Search attributes", searched)}
        {searchable(answer, load, searched, none, move |all, searched| found(all, searched, acts))}
        {dialog(acts)}
    };
    let about = "What your product tells of its users beside name, e-mail and the like. The first value of an attribute decides its kind.";
    card("attributes-title", "Custom attributes", about, content.into_any())
}

fn found(all: Vec<Attribute>, searched: &str, acts: Acts) -> AnyView {
    let found = all.into_iter().filter(|attribute| fits(attribute, searched));
    let (hidden, shown): (Vec<_>, Vec<_>) = found.partition(|attribute| attribute.hidden);
    let rows = |attributes: Vec<Attribute>| attributes.into_iter().map(|one| attribute_row(one, acts)).collect();
    let none = (shown.is_empty() && hidden.is_empty()).then(|| nothing_found("No attribute of this name."));
    let fold = (!hidden.is_empty()).then(|| {
        let is_open = !searched.is_empty() || shown.is_empty();
        view! {
            <details class="settings-fold" open=is_open>
                <summary id="hidden-title">{format!("Hidden ({})", hidden.len())}</summary>
                <p class="meta">"Not offered for conditions, columns and imports. Filters and segments that use them go on as before."</p>
                {table("hidden-title", HEADS, rows(hidden))}
            </details>
        }
    });
    let shown = (!shown.is_empty()).then(|| table("attributes-title", HEADS, rows(shown)));
    view! { {none}{shown}{fold} }.into_any()
}

/// The id of a row's menu.
pub fn menu_button(key: &str) -> String {
    let plain = |letter: char| match letter {
        'a'..='z' | 'A'..='Z' | '0'..='9' => letter.to_string(),
        other => format!("_{:x}", u32::from(other)),
    };
    format!("attribute-{}", key.chars().map(plain).collect::<String>())
}

fn attribute_row(attribute: Attribute, acts: Acts) -> AnyView {
    let key =
        (attribute.name != attribute.key).then(|| view! { <code class="settings-key">{attribute.key.clone()}</code> });
    let samples = (!attribute.samples.is_empty())
        .then(|| view! { <span class="settings-samples">{attribute.samples.join(", ")}</span> });
    let name = view! {
        <span class="settings-name"><span class="settings-text">{attribute.name.clone()}</span>{key}{samples}</span>
    };
    let sources: Vec<_> = attribute.sources.iter().map(|one| one.source.label(one.integration.as_deref())).collect();
    let users = attribute.users.map_or_else(|| "not counted yet".into(), count);
    let none = if attribute.users.is_some() { "never" } else { "not counted yet" };
    let mut cells = vec![
        ("Kind", text(attribute.kind.label())),
        ("Sources", text(sources.join(", "))),
        ("Users", text(users)),
        ("Last set", time(attribute.last_set, none)),
        ("Used in", used_in(attribute.segments.clone())),
    ];
    let menu = if acts.may_edit() { menu(attribute, acts) } else { ().into_any() };
    cells.push(("", menu));
    row(name.into_any(), cells)
}

fn menu(attribute: Attribute, acts: Acts) -> AnyView {
    let (id, label) = (menu_button(&attribute.key), format!("What to do with {}", attribute.name));
    let entries = move || {
        let item = |label: &str, is_danger: bool, refused: Option<String>, action: Callback<()>| {
            MenuEntry::Item(MenuItem { label: label.into(), keys: None, refused, is_danger, action })
        };
        let form = |form: Form| {
            let attribute = attribute.clone();
            Callback::new(move |()| acts.ask(&attribute, form))
        };
        let (hidden, other) = (!attribute.hidden, attribute.clone());
        let hide = Callback::new(move |()| acts.hide(&other, hidden));
        let refused = (!acts.is_owner()).then(|| "Only an owner deletes what all users have.".to_owned());
        vec![
            item("Rename", false, None, form(Form::Rename)),
            item("Change kind", false, None, form(Form::Kind)),
            item(if hidden { "Hide" } else { "Show again" }, false, None, hide),
            MenuEntry::Divider,
            item("Delete", true, refused, form(Form::Delete)),
        ]
    };
    view! { <MenuButton id=id label=label class="icon-button" button=|| view! { <Icon name="more" /> } entries=entries /> }
        .into_any()
}

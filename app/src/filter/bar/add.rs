//! The Add menu: a condition, a group, what was used lately, segments.

use super::recent::recent;
use crate::{
    filter::{Builder, acting},
    ui::{Icon, MenuButton, MenuEntry, MenuItem, Toasts},
};
use leptos::prelude::*;
use serde_json::json;
use shared::filter::edit::DraftCondition;

/// Segments that the menu offers by name; the field picker has them all.
const SEGMENTS: usize = 8;

/// The button with its menu.
#[component]
pub fn AddMenu() -> impl IntoView {
    let builder: Builder = expect_context();
    let toasts: Toasts = expect_context();
    let known = move |label: String, condition: DraftCondition| {
        item(label, move || acting::add_known(builder, toasts, condition.clone()))
    };
    let entries = move |()| {
        let mut entries = vec![
            item("Add attribute".into(), move || acting::add_condition(builder)),
            item("New logic group".into(), move || acting::add_logic_group(builder)),
        ];
        let lately = recent();
        if !lately.is_empty() {
            entries.extend([MenuEntry::Divider, MenuEntry::Heading("Used lately".into())]);
            entries.extend(lately.into_iter().map(|condition| known(acting::name_of(builder, &condition), condition)));
        }
        let segments = builder.catalogue.with(|catalogue| catalogue.segments.clone());
        if !segments.is_empty() {
            entries.extend([MenuEntry::Divider, MenuEntry::Heading("Segments".into())]);
            entries.extend(segments.into_iter().take(SEGMENTS).map(|segment| {
                let id = segment.segment_id.to_string();
                known(segment.name, DraftCondition(json!({"segment": {"id": id, "member": true}})))
            }));
        }
        entries
    };
    view! {
        <MenuButton
            id="filter-add".into()
            label="Add to the filter"
            class="button bar-add"
            button=|| view! { <Icon name="plus" />"Add..." }
            entries=entries
        />
    }
}

fn item(label: String, action: impl Fn() + Send + Sync + 'static) -> MenuEntry {
    let action = Callback::new(move |()| action());
    MenuEntry::Item(MenuItem { label, keys: None, refused: None, is_danger: false, action })
}

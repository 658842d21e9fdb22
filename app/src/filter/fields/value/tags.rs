//! Tags as values: the workspace's own, each with its colour.

use super::texts::Offered;
use crate::{
    filter::Builder,
    ui::{
        Choice, ListTold, Token, format,
        search::{plain, rank},
    },
};
use leptos::prelude::*;
use shared::api::catalogue::TagField;

/// The tags of the workspace: those with the most users first.
pub fn tags(values: Memo<Vec<String>>) -> Offered {
    let builder: Builder = expect_context();
    let text = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let searched = plain(text.get().trim());
        let mut tags: Vec<_> = builder.catalogue.with(|catalogue| catalogue.tags.clone());
        tags.retain(|tag| rank(&plain(&tag.name), &searched).is_some());
        tags.sort_by_cached_key(|tag| (rank(&plain(&tag.name), &searched), std::cmp::Reverse(tag.users)));
        tags
    });
    let choices = move || {
        let chosen = values.get();
        let choice = |tag: TagField| Choice {
            is_chosen: chosen.contains(&tag.tag_id.to_string()),
            note: tag.users.map(format::count).unwrap_or_default(),
            color: Some(tag.color),
            label: tag.name,
            ..Choice::default()
        };
        found.get().into_iter().map(choice).collect()
    };
    let told = move || {
        let is_empty = builder.catalogue.with(|catalogue| catalogue.tags.is_empty());
        let hint = if is_empty { "There are no tags yet" } else { "No tag of this name" };
        found.with(Vec::is_empty).then(|| ListTold::Hint(hint.into()))
    };
    let token = move |id: String| {
        let tag = builder.catalogue.with(|known| known.tags.iter().find(|tag| tag.tag_id.to_string() == id).cloned());
        let is_gone = tag.is_none() && builder.catalogue.with(|known| !known.properties.is_empty());
        let (label, color) = tag.map_or((format!("Tag {id}"), None), |tag| (tag.name, Some(tag.color)));
        Token { label, color, is_gone }
    };
    Offered {
        keys: Signal::derive(move || found.get().into_iter().map(|tag| tag.tag_id.to_string()).collect()),
        choices: Signal::derive(choices),
        told: Signal::derive(told),
        search: Callback::new(move |searched| text.set(searched)),
        retry: Callback::new(|()| ()),
        token: Callback::new(token),
    }
}

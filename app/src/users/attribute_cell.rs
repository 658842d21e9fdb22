//! What stands in a cell of a custom attribute.

use super::{
    row::{text_or_none, time},
    store::Store,
};
use leptos::prelude::*;
use shared::{api::catalogue::AttributeKind, time::Instant};

/// The value of a custom attribute.
#[component]
pub fn AttributeCell(attribute: String, value: Option<serde_json::Value>) -> impl IntoView {
    let store: Store = expect_context();
    let kind = Memo::new(move |_| {
        let known = |attributes: &[shared::api::catalogue::AttributeField]| {
            attributes.iter().find(|field| field.key == attribute).map(|field| field.kind)
        };
        store.catalogue.with(|catalogue| known(&catalogue.attributes))
    });
    move || match (kind.get(), value.as_ref()) {
        (_, None) => view! { <span class="none">"none"</span> }.into_any(),
        (Some(AttributeKind::Time), Some(serde_json::Value::String(text))) if Instant::parse(text).is_some() => {
            time(Instant::parse(text))
        }
        (_, Some(value)) => text_or_none(Some(&crate::profile::value_text(value)), "cell-text"),
    }
}

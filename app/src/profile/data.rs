//! What is known of a user: three cards and the values.

use super::value::Shown;
use crate::ui::{Clock, ago, format};
use leptos::prelude::*;
use shared::{
    api::profile::{Profile, ProfileAttribute, Source},
    time::Instant,
};

/// The cards, and the table of native and custom values.
#[component]
pub fn Data(profile: Profile) -> impl IntoView {
    let is_anonymous = !profile.identified;
    let rows = profile.attributes.iter().filter_map(|attribute| {
        let value = Shown::of(attribute)?;
        Some(view! { <ValueRow attribute=attribute.clone() value=value /> })
    });
    view! {
        <dl class="cards">
            <TimeCard name="First seen" at=profile.first_seen />
            <TimeCard name="Last seen" at=profile.last_seen />
            <div class="card"><dt>"Experiences seen"</dt><dd><b>{format::count(profile.experiences_seen)}</b></dd></div>
        </dl>
        <h3 id="attributes" class="section-title">"Attributes"</h3>
        {is_anonymous.then(|| view! {
            <p class="meta">"Anonymous: attributes arrive when your product identifies this visitor."</p>
        })}
        <table class="values" aria-labelledby="attributes">
            <thead><tr><th scope="col">"Name"</th><th scope="col">"Value"</th><th scope="col">"Source"</th></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

/// The word of a source; an integration is called by its name.
fn source_word(attribute: &ProfileAttribute) -> String {
    match attribute.source {
        Source::Native => "Native".into(),
        Source::Sdk => "SDK".into(),
        Source::Server => "Server".into(),
        Source::Csv => "CSV".into(),
        Source::Api => "API".into(),
        Source::Dashboard => "Dashboard".into(),
        Source::Integration => attribute.integration.clone().unwrap_or_else(|| "Integration".into()),
    }
}

#[component]
fn ValueRow(attribute: ProfileAttribute, value: Shown) -> impl IntoView {
    let value = match value {
        Shown::Text(text) => text.into_any(),
        Shown::Mono(text) => view! { <span class="mono">{text}</span> }.into_any(),
        Shown::Raw(text) => view! {
            {text}
            <span class="meta warning">"Sent as another kind than this attribute has: filters do not see it."</span>
        }
        .into_any(),
        Shown::Items(items) => {
            let item = |item: String| view! { <li><span class="pill pill-plain">{item}</span></li> };
            view! { <ul class="all-tags">{items.into_iter().map(item).collect_view()}</ul> }.into_any()
        }
    };
    let source = source_word(&attribute);
    view! { <tr><th scope="row">{attribute.name}</th><td>{value}</td><td><span class="badge">{source}</span></td></tr> }
}

#[component]
fn TimeCard(name: &'static str, at: Option<Instant>) -> impl IntoView {
    let clock: Clock = expect_context();
    let value = match at {
        Some(at) => view! {
            <dd>
                <time datetime=at.to_string() title=format::exact(at)><b>{format::day(at)}</b></time>
                <span class="meta">{move || ago(at, clock.now())}</span>
            </dd>
        }
        .into_any(),
        None => view! { <dd><b class="none">"never"</b></dd> }.into_any(),
    };
    view! { <div class="card"><dt>{name}</dt>{value}</div> }
}

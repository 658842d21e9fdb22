//! The segments that a user is in now: they come and go by themselves. Each tells why.

use super::{
    store::ProfileStore,
    why::{Target, Why, WhyDialog},
};
use crate::ui::Icon;
use leptos::prelude::*;
use shared::api::segments::Membership;

/// How many are shown before the rest is counted.
const SHOWN: usize = 8;

/// The section.
pub fn segments(store: ProfileStore) -> AnyView {
    let why = Why::new(store);
    let all = RwSignal::new(false);
    let segments = Memo::new(move |_| {
        store.profile.with(|part| part.value.as_ref().map(|profile| profile.segments.clone()).unwrap_or_default())
    });
    let shown = move || {
        let limit = if all.get() { usize::MAX } else { SHOWN };
        segments.get().into_iter().take(limit).collect::<Vec<_>>()
    };
    let rest = Memo::new(move |_| segments.with(Vec::len).saturating_sub(if all.get() { usize::MAX } else { SHOWN }));
    let more = move || {
        (rest.get() > 0).then(|| {
            let label = format!("Show {} more segments", rest.get());
            view! {
                <li>
                    <button type="button" class="pill-more" aria-label=label on:click=move |_| {
                        all.set(true);
                        crate::ui::focus::focus_soon("user-segments");
                    }>{format!("+{}", rest.get())}</button>
                </li>
            }
        })
    };
    let none = move || segments.with(Vec::is_empty).then(|| view! { <p class="meta">"In no segment"</p> });
    view! {
        <div class="section-head">
            <h3 id="user-segments" tabindex="-1">
                "User segments"
                <span class="meta live-note"><span class="live-dot" aria-hidden="true"></span>"Updated live"</span>
            </h3>
            <button type="button" class="button-link" aria-haspopup="dialog" on:click=move |_| why.ask_first()>"Why?"</button>
        </div>
        <ul class="segment-pills" aria-labelledby="user-segments">
            <For each=shown key=|segment| (segment.segment_id, segment.name.clone(), segment.color.word()) children=move |segment| pill(why, segment) />
            {more}
        </ul>
        {none}
        <WhyDialog why=why />
    }
    .into_any()
}

fn pill(why: Why, segment: Membership) -> AnyView {
    let id = segment.segment_id;
    // Icons are words of a set that the sprite has.
    let icon = shared::api::segments::ICONS.iter().find(|(icon, _)| *icon == segment.icon).map(|(icon, _)| *icon);
    view! {
        <li class=format!("pill segment-pill pill-{}", segment.color.word())>
            <a href=format!("/segments/{id}")>
                {icon.map(|icon| view! { <Icon name=icon /> })}
                <span class="pill-text">{segment.name.clone()}</span>
            </a>
            <button
                type="button"
                aria-haspopup="dialog"
                aria-label=format!("Why in {}?", segment.name)
                title="Why?"
                on:click=move |_| why.ask(Target::Segment(id))
            >
                "?"
            </button>
        </li>
    }
    .into_any()
}

//! What is known of a user: three cards, the segments and the attributes. The cards follow what comes in.

use super::{
    ProfileTab,
    attributes::attributes,
    part::{Part, Phase},
    parts::{failed, tooltip_time, waiting},
    segments::segments,
    store::ProfileStore,
};
use crate::ui::{Clock, ago, format};
use leptos::prelude::*;
use shared::{api::profile::Profile, time::Instant};

/// The tab.
#[component]
pub fn Data(store: ProfileStore) -> impl IntoView {
    let phase = Memo::new(move |_| store.profile.with(Part::phase));
    move || match phase.get() {
        Phase::Known => view! { {cards(store)}{segments(store)}{attributes(store)} }.into_any(),
        Phase::Failed(failure) => failed(store, "The profile could not be loaded", &failure),
        Phase::Waiting => waiting(6),
    }
}

fn cards(store: ProfileStore) -> AnyView {
    let of = move |look: fn(&Profile) -> Option<Instant>| {
        Memo::new(move |_| store.profile.with(|part| part.value.as_ref().and_then(look)))
    };
    let first = of(|profile| profile.first_seen);
    let last = of(|profile| profile.last_seen);
    let seen = move || store.profile.with(|part| part.value.as_ref().map_or(0, |profile| profile.experiences_seen));
    let seen = Memo::new(move |_| seen());
    let show = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        store.context.choose_tab.run(ProfileTab::Activity);
        crate::ui::focus::focus_soon("profile-tab-1");
    };
    view! {
        <dl class="facts">
            {time_card("First seen", first)}
            {time_card("Last seen", last)}
            <div class="fact">
                <dt>"Experiences seen"</dt>
                <dd>
                    <b>{move || format::count(seen.get())}</b>
                    <button type="button" class="button-link card-link" on:click=show>"See activity"</button>
                </dd>
            </div>
        </dl>
    }
    .into_any()
}

fn time_card(name: &'static str, at: Memo<Option<Instant>>) -> AnyView {
    let clock: Clock = expect_context();
    let value = move || match at.get() {
        Some(at) => view! {
            <dd>
                <b>{move || tooltip_time(at, day(at, clock.now()))}</b>
                <span class="meta">{move || ago(at, clock.now())}</span>
            </dd>
        }
        .into_any(),
        None => view! { <dd><b class="none">"never"</b></dd> }.into_any(),
    };
    view! { <div class="fact"><dt>{name}</dt>{value}</div> }.into_any()
}

/// "Today, 10:12", else the day.
fn day(at: Instant, now: Instant) -> String {
    let day = format::day(at);
    if day == format::day(now) { format!("Today, {}", format::time_of_day(at)) } else { day }
}

//! The timeline: newest first, grouped by day.

use super::{
    chosen::{Chosen, kind_of, offered, toggle},
    entry::entry,
    words,
};
use crate::{
    profile::{
        paged::Placed,
        part::{Part, Phase},
        parts::{failed, more, more_of, waiting},
        store::ProfileStore,
    },
    ui::{Clock, format},
};
use leptos::prelude::*;
use shared::{api::activity::ActivityEntry, time::Instant};
use std::collections::BTreeSet;

const DAY: i64 = 86_400_000;

/// The tab.
#[component]
pub fn Activity(store: ProfileStore) -> impl IntoView {
    let chosen = RwSignal::new(Chosen::default());
    let phase = Memo::new(move |_| store.activity.with(Part::phase));
    let content = move || match phase.get() {
        Phase::Known => timeline(store, chosen),
        Phase::Failed(failure) => failed(store, "The activity could not be loaded", &failure),
        Phase::Waiting => waiting(5),
    };
    view! {
        <div class="activity-tools">
            {filters(store, chosen)}
            <label class="choice toggle-switch">
                <input
                    type="checkbox"
                    role="switch"
                    prop:checked=move || store.events.get()
                    on:change:target=move |event| store.show_events(event.target().checked())
                />
                <span>"Show events"</span>
            </label>
        </div>
        {content}
    }
}

/// The filters: what occurs can be chosen.
fn filters(store: ProfileStore, chosen: RwSignal<Chosen>) -> AnyView {
    let with = move |look: fn(&ActivityEntry) -> Option<&str>, chosen: BTreeSet<String>| {
        store.activity.with(|part| {
            let entries = part.value.as_ref().map(|known| known.entries.as_slice()).unwrap_or_default();
            offered(entries.iter().filter_map(look), &chosen)
        })
    };
    let kinds = Memo::new(move |_| with(|entry| Some(kind_of(entry)), chosen.get().kinds));
    let actions = Memo::new(move |_| with(|entry| entry.action.as_deref(), chosen.get().actions));
    let chip = move |label: &'static str, is_on: Signal<bool>, act: Callback<()>| {
        view! {
            <button
                type="button"
                class="toggle-chip"
                aria-pressed=move || is_on.get().to_string()
                on:click=move |_| act.run(())
            >
                {label}
            </button>
        }
        .into_any()
    };
    let all = chip(
        "All",
        Signal::derive(move || chosen.with(|chosen| *chosen == Chosen::default())),
        Callback::new(move |()| chosen.set(Chosen::default())),
    );
    let kind = move |word: String| {
        let (asked, own) = (word.clone(), word.clone());
        let is_on = Signal::derive(move || chosen.with(|chosen| chosen.kinds.contains(&asked)));
        let act = Callback::new(move |()| chosen.update(|chosen| toggle(&mut chosen.kinds, &own)));
        chip(words::kind(&word).1, is_on, act)
    };
    let action = move |word: String| {
        let (asked, own) = (word.clone(), word.clone());
        let is_on = Signal::derive(move || chosen.with(|chosen| chosen.actions.contains(&asked)));
        let act = Callback::new(move |()| chosen.update(|chosen| toggle(&mut chosen.actions, &own)));
        chip(words::action(&word).0, is_on, act)
    };
    view! {
        <div class="toggle-chips" role="group" aria-label="Type">
            {all}
            <For each=move || kinds.get() key=Clone::clone children=kind />
        </div>
        <div class="toggle-chips" role="group" aria-label="Action">
            <For each=move || actions.get() key=Clone::clone children=action />
        </div>
    }
    .into_any()
}

fn timeline(store: ProfileStore, chosen: RwSignal<Chosen>) -> AnyView {
    let clock: Clock = expect_context();
    let entries = Memo::new(move |_| {
        let chosen = chosen.get();
        store.activity.with(|part| {
            let entries = part.value.as_ref().map(|known| known.entries.as_slice()).unwrap_or_default();
            entries.iter().filter(|entry| chosen.shows(entry)).cloned().collect::<Vec<_>>()
        })
    });
    let days = move || {
        let mut days: Vec<String> = entries.with(|entries| entries.iter().map(|entry| format::day(entry.at)).collect());
        days.dedup();
        days
    };
    let day = move |day: String| {
        let own = day.clone();
        let of_day = move || {
            entries.with(|entries| {
                entries.iter().filter(|entry| format::day(entry.at) == own).cloned().collect::<Vec<_>>()
            })
        };
        let name = move || day_name(&day, clock.now());
        view! {
            <li>
                <h3 class="day">{name}</h3>
                <ol class="entries">
                    // How far somebody came may be told anew.
                    <For each=of_day key=|entry| (entry.place(), entry.step, entry.steps) children=move |one| entry(store, &one) />
                </ol>
            </li>
        }
        .into_any()
    };
    let nothing = move || {
        let is_all = chosen.with(|chosen| *chosen == Chosen::default());
        let words = if is_all && store.events.get() { "Nothing done yet" } else { "No experience seen yet" };
        let words = if is_all { words } else { "Nothing here fits these filters" };
        entries.with(Vec::is_empty).then(|| view! { <p class="panel-empty">{words}</p> })
    };
    let count =
        Memo::new(move |_| store.activity.with(|part| part.value.as_ref().map_or(0, |known| known.entries.len())));
    let state = Memo::new(move |_| store.activity.with(more_of));
    view! {
        {nothing}
        <ol class="timeline" aria-label="Activity, newest first"><For each=days key=Clone::clone children=day /></ol>
        {more(state, count, Callback::new(move |()| store.more_activity()))}
    }
    .into_any()
}

/// "Today", "Yesterday", else the day.
fn day_name(day: &str, now: Instant) -> String {
    if day == format::day(now) {
        "Today".into()
    } else if day == format::day(Instant(now.0 - DAY)) {
        "Yesterday".into()
    } else {
        day.to_owned()
    }
}

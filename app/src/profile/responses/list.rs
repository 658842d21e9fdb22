//! The answers, newest first.

use super::{
    card::card,
    words::{fits, surveys},
};
use crate::{
    profile::{
        paged::Placed,
        part::{Part, Phase},
        parts::{failed, more, more_of, waiting},
        store::ProfileStore,
    },
    ui::{Icon, search::plain},
};
use leptos::prelude::*;

/// The tab.
#[component]
pub fn Responses(store: ProfileStore) -> impl IntoView {
    let phase = Memo::new(move |_| store.responses.with(Part::phase));
    move || match phase.get() {
        Phase::Known => list(store),
        Phase::Failed(failure) => failed(store, "The responses could not be loaded", &failure),
        Phase::Waiting => waiting(5),
    }
}

fn list(store: ProfileStore) -> AnyView {
    let (text, survey) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let known = Memo::new(move |_| {
        store.responses.with(|part| part.value.as_ref().map(|known| known.entries.clone()).unwrap_or_default())
    });
    let seen = move || {
        let (searched, survey) = (plain(text.get().trim()), survey.get());
        known.get().into_iter().filter(|response| fits(response, &searched, &survey)).collect::<Vec<_>>()
    };
    let seen = Memo::new(move |_| seen());
    let nothing = move || {
        let words = if known.with(Vec::is_empty) { "No survey answered yet" } else { "No response fits" };
        seen.with(Vec::is_empty).then(|| view! { <p class="panel-empty">{words}</p> })
    };
    let is_empty = Memo::new(move |_| known.with(Vec::is_empty));
    let count = Memo::new(move |_| known.with(Vec::len));
    let state = Memo::new(move |_| store.responses.with(more_of));
    view! {
        {move || (!is_empty.get()).then(|| tools(store, text, survey))}
        {nothing}
        <ul class="responses" aria-label="Responses, newest first">
            <For each=move || seen.get() key=Placed::place children=move |response| card(store, &response) />
        </ul>
        {more(state, count, Callback::new(move |()| store.more_responses()))}
    }
    .into_any()
}

/// Search, and the choice of a survey where there are several.
fn tools(store: ProfileStore, text: RwSignal<String>, survey: RwSignal<String>) -> AnyView {
    let surveys = Memo::new(move |_| {
        store.responses.with(|part| part.value.as_ref().map(|known| surveys(&known.entries)).unwrap_or_default())
    });
    let option = move |(id, name): (String, String)| {
        let own = id.clone();
        view! { <option value=id prop:selected=move || survey.with(|survey| *survey == own)>{name}</option> }
    };
    let select = move || {
        (surveys.with(Vec::len) > 1).then(|| {
            view! {
                <select
                    class="select"
                    aria-label="Survey"
                    on:change:target=move |event| survey.set(event.target().value())
                >
                    <option value="">"All surveys"</option>
                    {surveys.get().into_iter().map(option).collect_view()}
                </select>
            }
        })
    };
    view! {
        <div class="attribute-tools">
            <label class="search">
                <Icon name="search" />
                <input
                    type="text"
                    autocomplete="off"
                    aria-label="Search responses"
                    placeholder="Search responses"
                    prop:value=move || text.get()
                    on:input:target=move |event| text.set(event.target().value())
                    on:keydown=move |event| if event.key() == "Escape" && !text.with_untracked(String::is_empty) {
                        // The panel stays open.
                        event.prevent_default();
                        event.stop_propagation();
                        text.set(String::new());
                    }
                />
            </label>
            {select}
        </div>
    }
    .into_any()
}

//! The section of attributes: its search, its table, and why an anonymous user has so few.

use super::{
    adding::Adding,
    lines::{LineKey, fits, key_of, lines},
    row::row,
    save::SEARCH,
};
use crate::{
    filter::Builder,
    profile::store::ProfileStore,
    ui::{Icon, search::plain, tell_soon},
};
use leptos::prelude::*;

/// Search, table, and the way to more attributes.
pub fn attributes(store: ProfileStore) -> AnyView {
    let builder: Builder = expect_context();
    let adding = RwSignal::new(false);
    let (text, with_empty) = (RwSignal::new(String::new()), RwSignal::new(false));
    let searched = Memo::new(move |_| plain(text.get().trim()));
    let all = Memo::new(move |_| {
        store.profile.with(|part| {
            let known = part.value.as_ref().map(|profile| profile.attributes.as_slice()).unwrap_or_default();
            builder.catalogue.with(|catalogue| lines(known, catalogue, with_empty.get()))
        })
    });
    let seen = Memo::new(move |_| -> Vec<LineKey> {
        let searched = searched.get();
        all.with(|all| all.iter().filter(|line| fits(line, &searched)).map(key_of).collect())
    });
    let total = Memo::new(move |_| all.with(Vec::len));
    let count = move || format!("{} of {}", seen.with(Vec::len), total.get());
    tell_soon(move || (!searched.with(String::is_empty)).then(|| format!("{} attributes", count())));
    let is_anonymous = Memo::new(move |_| store.user.with(|user| user.as_ref().is_some_and(|user| !user.identified)));
    let nothing = move || {
        (seen.with(Vec::is_empty) && total.get() > 0).then(|| view! { <p class="meta">"No attribute fits."</p> })
    };
    view! {
        <div class="section-head">
            <h3 id="attributes">"Attributes"</h3>
            <button type="button" class="button-link" aria-haspopup="dialog" on:click=move |_| adding.set(true)>
                "Adding user attributes"
            </button>
        </div>
        {move || is_anonymous.get().then(|| anonymous(adding))}
        <div class="attribute-tools">
            <label class="search">
                <Icon name="search" />
                <input
                    type="text"
                    id=SEARCH
                    autocomplete="off"
                    aria-label="Search attributes by name and value"
                    placeholder=move || format!("Search {} attributes", total.get())
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
            {move || (!searched.with(String::is_empty)).then(|| view! { <span class="meta">{count}</span> })}
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=move || with_empty.get()
                    on:change:target=move |event| with_empty.set(event.target().checked())
                />
                <span>"Show empty"</span>
            </label>
        </div>
        <table class="values" aria-labelledby="attributes">
            <thead><tr><th scope="col">"Name"</th><th scope="col">"Value"</th><th scope="col">"Source"</th></tr></thead>
            <tbody>
                <For each=move || seen.get() key=Clone::clone children=move |key| row(store, all, searched, key) />
            </tbody>
        </table>
        {nothing}
        <Adding open=adding />
    }
    .into_any()
}

/// Why there is so little, and what to do about it.
fn anonymous(adding: RwSignal<bool>) -> AnyView {
    view! {
        <p class="meta anonymous-note">
            "This visitor is anonymous: attributes arrive once your product identifies them. "
            <button type="button" class="button-link" aria-haspopup="dialog" on:click=move |_| adding.set(true)>
                "How to identify users"
            </button>
        </p>
    }
    .into_any()
}

//! `/imports`: the list of all imports, with how far they are.

use super::{acts::Acts, dialogs::ask_dialog, list::Listing, table::import_table};
use crate::{
    address::Navigator,
    api,
    live::Live,
    ui::{Icon, focus::focus_soon, format},
};
use leptos::{prelude::*, task::spawn_local};
use shared::{api::imports::Import, ids::ImportId};

/// The list.
#[component]
pub fn ImportsPage() -> impl IntoView {
    let live: Live = expect_context();
    let listing = RwSignal::new(Listing::default());
    expect_context::<Navigator>().land("imports-title");
    let load = Callback::new(move |()| {
        spawn_local(async move {
            let answer = api::imports().await;
            listing.try_update(|listing| listing.settle(answer));
        });
    });
    let learned = Callback::new(move |import: Import| listing.update(|listing| listing.learn(import)));
    let removed = Callback::new(move |id: ImportId| {
        let next = listing.try_update(|listing| listing.remove(id)).flatten();
        focus_soon(next.map_or_else(|| "imports-title".to_owned(), |next| format!("import-{next}")));
    });
    let acts = Acts::new(learned, removed);
    // The stream tells how far they are; what may have gone by unheard is asked for.
    Effect::new(move || {
        live.missed.track();
        load.run(());
    });
    Effect::new(move |was: Option<()>| {
        // What was heard before the page was opened is in its first answer.
        if let (Some(import), Some(())) = (live.import.get(), was) {
            acts.hear(&import);
            learned.run(import);
        }
    });
    let is_empty = Memo::new(move |_| listing.with(|listing| listing.imports().is_some_and(<[_]>::is_empty)));
    let title = move || match listing.with(|listing| listing.imports().map(<[_]>::len)) {
        None => "Imports".to_owned(),
        Some(1) => "1 import".to_owned(),
        Some(number) => format!("{} imports", format::count(number as u64)),
    };
    let content = move || {
        if is_empty.get() {
            return empty(acts.may_edit);
        }
        view! {
            <div class="list-bar"><h2 class="count" id="imports-title" tabindex="-1">{title}</h2></div>
            {import_table(listing, acts, load)}
        }
        .into_any()
    };
    view! {
        {content}
        {ask_dialog(acts)}
    }
}

fn empty(may_edit: bool) -> AnyView {
    let begin = may_edit.then(|| {
        view! { <a class="button button-primary" href="/imports/new"><Icon name="upload" />"Choose a file"</a> }
    });
    view! {
        <div class="block">
            <h2 class="block-title" id="imports-title" tabindex="-1">"No imports yet"</h2>
            <p>
                "Bring users in from a spreadsheet: save it as CSV, choose the column that says who a row is about, and where the others go. "
                "A check tells what would happen before anything does, and an import can be reverted afterwards."
            </p>
            {begin}
        </div>
    }
    .into_any()
}

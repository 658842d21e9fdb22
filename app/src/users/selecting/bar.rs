//! What stands in the place of the list's tools while users are chosen.

use super::{
    context::Selecting,
    selection::{Bulk, Selection},
    tag::tag_button,
};
use crate::{
    ui::{Icon, focus::focus, format},
    users::{export_menu::export_entries, listing::Listing},
};
use leptos::prelude::*;
use shared::api::jobs::JobAction;

/// How many are chosen, and what can be done to them.
#[component]
pub fn SelectionBar() -> impl IntoView {
    let selecting: Selecting = expect_context();
    let words = move || selecting.chosen.with(|chosen| selecting.page.with(|page| chosen.words(page, format::count)));
    let more = Memo::new(move |_| {
        let total = selecting.store.listing.with(Listing::current_total)?;
        let is_part = selecting.chosen.with(|chosen| matches!(chosen, Selection::Ids(_)) && chosen.count() < total);
        is_part.then_some(total)
    });
    let all = move || {
        more.get().map(|total| {
            let choose = move |_| {
                selecting.all_matching(total);
                focus("selection-clear");
            };
            view! {
                <button type="button" class="button-link" on:click=choose>
                    {format!("Select all {} matching", format::count(total))}
                </button>
            }
        })
    };
    let clear = move |_| {
        selecting.clear();
        // The bar goes with its buttons.
        focus("select-page");
    };
    let tagging = match selecting.refused(JobAction::Tag) {
        None => tag_button(selecting),
        refused => act("kind-tag", "Tag", "T", refused, move || _ = selecting.explain(JobAction::Tag)),
    };
    let export = move |columns: Option<String>| {
        selecting.run(vec![Bulk { action: JobAction::Export, tag: None, columns }]);
    };
    view! {
        <div class="list-tools selection" role="group" aria-label="Selection">
            <span class="selection-words">{words}</span>
            {all}
            <span class="selection-acts">
                {tagging}
                {export_entries("selection-export", Callback::new(export), move || selecting.refused(JobAction::Export))}
                {act("trash", "Delete", "Delete", selecting.refused(JobAction::Delete), move || {
                    selecting.delete();
                })}
                <button type="button" class="button-quiet" id="selection-clear" on:click=clear>
                    <Icon name="close" /><span class="button-words">"Clear"</span>
                </button>
            </span>
        </div>
    }
}

/// A button that does something to the chosen; where it may not, it tells why.
fn act(
    icon: &'static str,
    words: &'static str,
    keys: &'static str,
    refused: Option<&'static str>,
    run: impl Fn() + 'static,
) -> AnyView {
    view! {
        <button
            type="button"
            class="button-quiet"
            class:is-danger=icon == "trash"
            id=format!("selection-{}", words.to_lowercase())
            aria-keyshortcuts=keys
            aria-disabled=refused.is_some().then_some("true")
            title=refused
            on:click=move |_| run()
        >
            <Icon name=icon /><span class="button-words">{words}</span>
        </button>
    }
    .into_any()
}

//! The bar: what is added on the left, what is applied in the middle, what can be done with it on the right.

use super::{
    add::AddMenu,
    base::BaseChip,
    line::{Sentence, open},
    shown::{Shown, shown},
};
use crate::{
    filter::{Applied, AppliedState, Builder, CodeButton, SaveAsButton, acting},
    ui::{Announcer, Icon, Toasts, copy, focus::focus_soon},
};
use leptos::prelude::*;

/// The line of the applied filter.
#[component]
pub fn FilterLine(
    /// The text that the list is searched for as well.
    #[prop(into)]
    search: Signal<String>,
) -> impl IntoView {
    let builder: Builder = expect_context();
    let applied: Applied = expect_context();
    let shown = shown(builder, applied);
    let is_filtered = Memo::new(move |_| shown.with(|shown| shown.as_ref().is_some_and(|shown| !shown.is_everyone)));
    let words = move || match (applied.state.get(), search.get().trim()) {
        (AppliedState::Loading, _) => "Loading the filter".to_owned(),
        (AppliedState::Unreadable { .. }, _) => "A filter that could not be read".to_owned(),
        (AppliedState::Failed(_), _) => "A filter that could not be loaded".to_owned(),
        (AppliedState::None | AppliedState::Ready { .. }, text) => match (is_filtered.get(), text) {
            (false, "") => "No filter: everyone".to_owned(),
            (false, text) => format!("No filter: everyone whose name, e-mail or ID contains “{text}”"),
            (true, "") => String::new(),
            (true, text) => format!("and name, e-mail or ID contains “{text}”"),
        },
    };
    view! {
        <section class="filter-bar" id="filters" tabindex="-1" aria-label="Filter">
            <AddMenu />
            <div class="bar-line">
                <BaseChip shown=shown />
                <Sentence shown=shown />
                <p>{words}</p>
            </div>
            {move || is_filtered.get().then(|| tools(builder, applied, shown))}
        </section>
    }
}

fn tools(builder: Builder, applied: Applied, shown: Memo<Option<Shown>>) -> AnyView {
    let toasts: Toasts = expect_context();
    let announcer: Announcer = expect_context();
    let clear = move |_| {
        let cleared = shown.with_untracked(|shown| shown.as_ref().map(|shown| shown.draft.cleared()));
        if let Some(draft) = cleared {
            acting::apply_instead(
                builder,
                applied,
                toasts,
                draft,
                "cleared the filter".into(),
                "Filter cleared".into(),
            );
            focus_soon("filter-add");
        }
    };
    let share = move |_| {
        copy(window().location().href().unwrap_or_default(), "Link".into(), announcer, move |copied| {
            if copied {
                toasts.tell("Link copied");
            }
        });
    };
    view! {
        <div class="bar-tools">
            <button type="button" class="button-quiet" on:click=clear>"Clear"</button>
            <button type="button" class="button-quiet" on:click=move |_| open(builder)>"Edit"</button>
            <SaveAsButton />
            <CodeButton />
            <button type="button" class="icon-button" aria-label="Copy a link to this list" title="Copy a link to this list" on:click=share>
                <Icon name="link" />
            </button>
        </div>
    }
    .into_any()
}

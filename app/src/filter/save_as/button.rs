//! The button and its dialog.

use super::{checks::check, form::SaveForm};
use crate::{
    filter::{Builder, open_builder_at, words},
    sign_in::SessionContext,
    ui::{Dialog, focus::focus_soon},
};
use leptos::prelude::*;
use shared::{
    api::segments::SegmentView,
    filter::edit::{Content, NodeId},
};

/// Columns and order of the list beside the builder, which a segment can keep; provided through the context by pages
/// that have a list.
#[derive(Clone, Copy)]
pub struct ListView(pub Signal<SegmentView>);

/// The way to the first condition that is not finished.
const FIRST: &str = "save-as-first";

/// Saves the builder's draft as a segment.
#[component]
pub fn SaveAsButton() -> impl IntoView {
    let builder: Builder = expect_context();
    let is_open = RwSignal::new(false);
    let content = move || {
        let invalid = builder.finished.with_untracked(|finished| finished.invalid.clone());
        let unfinished = builder.with_untracked(|draft| check(draft, &invalid).unfinished);
        if unfinished.is_empty() {
            view! { <SaveForm open=is_open /> }.into_any()
        } else {
            let close = Callback::new(move |()| is_open.set(false));
            focus_soon(FIRST);
            unfinished_list(builder, unfinished, close)
        }
    };
    let refused = (!expect_context::<SessionContext>().may_edit()).then_some("Viewers cannot save segments.");
    let open = move |_| {
        if refused.is_none() {
            is_open.set(true);
        }
    };
    view! {
        <button
            type="button"
            class="button"
            aria-haspopup="dialog"
            aria-disabled=refused.map(|_| "true")
            aria-description=refused
            title=refused
            on:click=open
        >
            "Save as..."
        </button>
        <Dialog open=is_open id="save-as" title="Save as segment">{content()}</Dialog>
    }
}

/// What has to be finished first, each with a way to it; `left` is told when one is taken.
pub fn unfinished_list(builder: Builder, unfinished: Vec<NodeId>, left: Callback<()>) -> AnyView {
    let number = match unfinished.len() {
        1 => "1 condition is not finished".to_owned(),
        number => format!("{number} conditions are not finished"),
    };
    let line = move |(at, id): (usize, NodeId)| {
        let go = move |_| {
            left.run(());
            open_builder_at(builder, id);
        };
        let first = (at == 0).then_some(FIRST);
        view! { <li><button type="button" id=first class="button-link" on:click=go>{words_of(builder, id)}</button></li> }
    };
    view! {
        <div class="save-refused" role="alert">
            <p>{format!("{number}. Finish or remove what is missing: a segment is not saved without it.")}</p>
            <ul>{unfinished.into_iter().enumerate().map(line).collect_view()}</ul>
        </div>
    }
    .into_any()
}

fn words_of(builder: Builder, id: NodeId) -> String {
    let condition = builder.with_untracked(|draft| match &draft.node(id)?.content {
        Content::Condition(condition) => Some(condition.clone()),
        Content::Group { .. } => None,
    });
    let words = |condition| {
        builder
            .names
            .with_untracked(|names| builder.catalogue.with_untracked(|catalogue| words(&condition, names, catalogue)))
    };
    condition.map(words).unwrap_or_default()
}

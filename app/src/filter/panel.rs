//! The builder in full: its head, the tree, and a foot for what is done with the filter.

use super::{
    Builder,
    fields::CaseOffers,
    footer::total,
    in_words,
    moving::{DragLayer, Moving, NodeMenu, group_name},
    tree::{MainMatching, Tree},
};
use crate::ui::{Icon, keys};
use leptos::prelude::*;
use shared::filter::edit::{Content, Draft, DraftNode};

/// A draft of more conditions is drawn only where it is seen.
const MANY: usize = 30;

/// The builder. What is done with the filter stands at the end of its foot.
#[component]
pub fn BuilderPanel(
    /// Whether it can be closed.
    #[prop(default = true)]
    can_close: bool,
    /// The controls at the end of the foot.
    children: Children,
) -> impl IntoView {
    let builder: Builder = expect_context();
    Moving::provide();
    CaseOffers::provide();
    let is_said = in_words::is_shown();
    let root = Memo::new(move |_| builder.outline.with(|draft: &Draft| draft.root().id));
    let is_large = Memo::new(move |_| builder.outline.with(|draft| conditions(draft.root()) > MANY));
    let close = move || {
        can_close.then(|| {
            view! {
                <button
                    type="button"
                    id="builder-close"
                    class="button-quiet"
                    aria-expanded="true"
                    aria-controls="filters"
                    on:click=move |_| builder.hide()
                >
                    <Icon name="up" />"Collapse"
                </button>
            }
        })
    };
    view! {
        <section class="builder" class:is-large=is_large id="filters" tabindex="-1" aria-labelledby="builder-title">
            <div class="builder-head">
                <h2 id="builder-title"><span aria-hidden="true">"Filter"</span><span class="visually-hidden">"Filter conditions"</span></h2>
                <MainMatching />
                <div class="builder-tools">
                    {step("Undo", "Control+Z", Builder::undo, Builder::can_undo)}
                    {step("Redo", "Control+Shift+Z", Builder::redo, Builder::can_redo)}
                    {close()}
                    {move || view! { <NodeMenu id=root.get() name=group_name(builder, root.get()) /> }}
                </div>
            </div>
            <div class="builder-body">
                <Tree />
            </div>
            {in_words::sentence(builder, is_said)}
            <div class="builder-foot">
                {total()}
                <div class="builder-actions">{in_words::switch(is_said)}{children()}</div>
            </div>
            <DragLayer />
        </section>
    }
}

fn conditions(node: &DraftNode) -> usize {
    match &node.content {
        Content::Condition(_) => 1,
        Content::Group { children, .. } => children.iter().map(conditions).sum(),
    }
}

fn step(word: &'static str, keys: &'static str, act: fn(Builder) -> bool, can: fn(Builder) -> bool) -> AnyView {
    let builder: Builder = expect_context();
    let is_off = Memo::new(move |_| !can(builder));
    // A button in focus must not be disabled under the finger: the focus would be lost.
    view! {
        <button
            type="button"
            class="button-quiet"
            aria-keyshortcuts=keys::announced(keys)
            aria-disabled=move || is_off.get().then_some("true")
            title=format!("{word} ({})", keys::printed(keys, keys::has_command()))
            on:click=move |_| _ = act(builder)
        >
            {word}
        </button>
    }
    .into_any()
}

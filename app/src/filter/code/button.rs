//! The button and its drawer.

use super::{
    json::JsonPane,
    sql::SqlPane,
    texts::{curl, json},
};
use crate::{
    filter::Builder,
    ui::{CopyButton, Dialog, Icon, Tabs},
};
use leptos::prelude::*;
use shared::filter::{describe_users, edit::Purpose};

/// Opens the drawer of the builder's filter.
#[component]
pub fn CodeButton() -> impl IntoView {
    let is_open = RwSignal::new(false);
    view! {
        <button
            type="button"
            class="icon-button"
            aria-haspopup="dialog"
            aria-label="Filter as code"
            title="Filter as code"
            on:click=move |_| is_open.set(true)
        >
            <Icon name="code" />
        </button>
        <Dialog open=is_open id="code" title="Filter as code"><Panes open=is_open /></Dialog>
    }
}

#[component]
fn Panes(open: RwSignal<bool>) -> impl IntoView {
    let builder: Builder = expect_context();
    let kept = builder.with_untracked(|draft| draft.finish(Purpose::Save).filter);
    let asked = builder.with_untracked(|draft| draft.finish(Purpose::Apply).filter);
    let document = StoredValue::new(json(&kept));
    let words = builder.names.with_untracked(|names| describe_users(&asked, names));
    let origin = window().location().origin().unwrap_or_default();
    let call = curl(&origin, &asked);
    let asked = StoredValue::new(asked);
    let panel = move |at: usize| match at {
        0 => view! { <JsonPane document=document.get_value() open=open /> }.into_any(),
        1 => view! { <SqlPane filter=asked.get_value() /> }.into_any(),
        2 => block("text", words.clone()),
        _ => block("call", call.clone()),
    };
    view! { <Tabs id="code-tabs" label="Form of the filter" names=vec!["JSON", "SQL", "Text", "curl"] panel=panel /> }
}

/// A text to read and to copy.
pub fn block(what: &'static str, text: String) -> AnyView {
    view! {
        <div class="code-block">
            <CopyButton what=what label="Copy" text=Signal::stored(text.clone()) />
            <pre class="code" tabindex="0"><code>{text}</code></pre>
        </div>
    }
    .into_any()
}

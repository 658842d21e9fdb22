//! The document, which can be edited or pasted over. It takes the filter's place in one step, and only when it is whole.

use super::replace::{Typed, read, told};
use crate::{
    filter::{Builder, Told, open_builder},
    ui::{Announcer, CopyButton},
};
use leptos::prelude::*;
use shared::filter::{
    Filter,
    edit::{Draft, Purpose},
};

/// The document with its editor.
#[component]
pub fn JsonPane(document: String, open: RwSignal<bool>) -> impl IntoView {
    let builder: Builder = expect_context();
    let announcer: Announcer = expect_context();
    let before = StoredValue::new(builder.with_untracked(|draft| draft.finish(Purpose::Save).filter));
    let text = RwSignal::new(document);
    let typed = Memo::new(move |_| before.with_value(|before| text.with(|text| read(before, text))));
    let is_wrong = move || typed.with(|typed| matches!(typed, Typed::Wrong(_)));
    let replace = move |_| {
        let Typed::Other { filter, changed } = typed.get_untracked() else { return };
        put(builder, filter);
        open.set(false);
        open_builder(builder);
        announcer.status(format!("Filter replaced. {}", told(changed)));
    };
    let lines = move || match typed.get() {
        Typed::Same => vec!["Edit it, or paste another document in its place.".to_owned()],
        Typed::Other { changed, .. } => vec![told(changed)],
        Typed::Wrong(problems) => problems,
    };
    view! {
        <div class="code-block">
            <CopyButton what="JSON" label="Copy" text=text />
            <textarea
                class="code code-edit"
                rows="14"
                spellcheck="false"
                aria-label="Filter as JSON"
                aria-invalid=move || is_wrong().then_some("true")
                aria-describedby="code-told"
                prop:value=move || text.get()
                on:input:target=move |event| text.set(event.target().value())
            ></textarea>
        </div>
        <ul id="code-told" class="code-told" class:field-error=is_wrong aria-live="polite">
            {move || lines().into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
        </ul>
        <div class="dialog-actions">
            <button
                type="button"
                class="button button-primary"
                aria-disabled=move || typed.with(|typed| !matches!(typed, Typed::Other { .. })).then_some("true")
                on:click=replace
            >
                "Replace the filter"
            </button>
        </div>
    }
}

fn put(builder: Builder, filter: Filter) {
    builder.run(|_| Ok(Draft::from(&filter)), |_, _| Told { label: "replaced the filter".into(), status: None });
}

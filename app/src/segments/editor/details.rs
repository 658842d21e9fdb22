//! Name, description, icon and colour.

use super::state::Editor;
use crate::{
    filter::{IconChoice, check, muted_told},
    ui::{ColorChoice, Field},
};
use leptos::prelude::*;
use shared::api::segments::DESCRIPTION_LENGTH;

/// The form.
pub fn details(editor: Editor) -> AnyView {
    let color = Signal::derive(move || editor.color());
    let choose = Callback::new(move |color| editor.own_color.set(Some(color)));
    let muted = Memo::new(move |_| editor.builder.with(|draft| check(draft, &[]).muted));
    let notice = move || muted_told(muted.get()).map(|notice| view! { <p class="meta">{notice}</p> });
    view! {
        <section class="editor-card save-form" aria-labelledby="details-title">
            <h3 id="details-title">"Details"</h3>
            <Field id="segment-name" label="Name" autocomplete="off" error=editor.name_refused value=editor.name />
            <div class="form-field">
                <label for="segment-description">"Description (optional)"</label>
                <textarea
                    class="field"
                    id="segment-description"
                    rows="2"
                    maxlength=DESCRIPTION_LENGTH.to_string()
                    prop:value=move || editor.description.get()
                    on:input:target=move |event| editor.description.set(event.target().value())
                ></textarea>
            </div>
            <IconChoice chosen=editor.icon />
            <ColorChoice name="segment-color" chosen=color choose=choose />
            {notice}
        </section>
    }
    .into_any()
}

//! The name of a group.

use super::{acts, state::Moving};
use crate::ui::{Dialog, focus::focus_soon};
use leptos::prelude::*;
use shared::filter::edit::NodeId;

/// The dialog.
#[component]
pub fn RenameDialog() -> impl IntoView {
    let asking = expect_context::<Moving>().asking;
    view! {
        <Dialog open=asking.is_rename id="rename-group" title="Name of the group">
            {move || asking.node.get().map(|id| view! { <RenameForm id=id /> })}
        </Dialog>
    }
}

#[component]
fn RenameForm(id: NodeId) -> impl IntoView {
    let moving: Moving = expect_context();
    let builder = moving.builder;
    let now = builder.with_untracked(|draft| draft.node(id).and_then(|node| node.name.clone())).unwrap_or_default();
    let name = RwSignal::new(now);
    let refused =
        Memo::new(move |_| builder.with(|draft| draft.name(id, Some(name.get()))).err().map(|refused| refused.reason));
    let submitted = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if refused.with_untracked(Option::is_none) {
            moving.asking.is_rename.set(false);
            acts::rename(builder, id, &name.get_untracked());
        }
    };
    focus_soon("group-name");
    view! {
        <form class="move-form" on:submit=submitted>
            <div class="form-field">
                <label for="group-name">"Name"</label>
                <input
                    class="field"
                    id="group-name"
                    type="text"
                    autocomplete="off"
                    placeholder="Without a name it has its number"
                    aria-invalid=move || refused.with(Option::is_some).then_some("true")
                    aria-describedby="group-name-error"
                    prop:value=move || name.get()
                    on:input:target=move |event| name.set(event.target().value())
                />
                <p class="field-error" id="group-name-error">{move || refused.get()}</p>
            </div>
            <div class="dialog-actions">
                <button type="button" class="button" on:click=move |_| moving.asking.is_rename.set(false)>"Cancel"</button>
                <button
                    type="submit"
                    class="button button-primary"
                    aria-disabled=move || refused.with(Option::is_some).then_some("true")
                >
                    "Save"
                </button>
            </div>
        </form>
    }
}

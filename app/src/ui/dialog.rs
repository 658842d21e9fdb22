//! A modal dialog with a heading.

use super::{icon::Icon, modal::modal};
use leptos::{html, prelude::*};

/// A dialog with a heading and a button that closes it.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Unique on the page.
    id: &'static str,
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// What stands in it.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog: NodeRef<html::Dialog> = NodeRef::new();
    let children = StoredValue::new(children);
    modal(dialog, move || open.get());
    view! {
        <dialog node_ref=dialog id=id class="dialog" aria-labelledby=format!("{id}-title") on:close=move |_| open.set(false)>
            <div class="dialog-head">
                <h2 id=format!("{id}-title")>{title}</h2>
                <button type="button" class="icon-button" aria-label="Close" on:click=move |_| open.set(false)>
                    <Icon name="close" />
                </button>
            </div>
            {move || open.get().then(|| children.with_value(|children| children()))}
        </dialog>
    }
}

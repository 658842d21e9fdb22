//! A question that must be answered before something is lost or begun: the browser's modal dialog as `alertdialog`,
//! with the focus on the answer that changes nothing.

use super::modal::modal;
use leptos::{html, prelude::*};

/// What an alert dialog asks, and what has come of it.
#[derive(Clone, Copy)]
pub struct Alert {
    /// Whether it is open.
    pub open: RwSignal<bool>,
    /// The question.
    pub title: Signal<String>,
    /// The words of the button that does it.
    pub label: Signal<String>,
    /// Whether something is lost by it.
    pub is_danger: bool,
    /// Whether it cannot be done yet.
    pub is_locked: Signal<bool>,
    /// Whether it is being done: until it is known what came of it the dialog stays.
    pub busy: RwSignal<bool>,
    /// Why it could not be done.
    pub error: RwSignal<Option<String>>,
    /// Does it.
    pub confirm: Callback<()>,
}

impl Alert {
    /// Opens it, with nothing left of the time before.
    pub fn ask(self) {
        self.busy.set(false);
        self.error.set(None);
        self.open.set(true);
    }

    /// It could not be done: the reason is shown where it was asked for.
    pub fn fail(self, reason: String) {
        self.busy.try_set(false);
        self.error.try_set(Some(reason));
    }

    /// It is done.
    pub fn close(self) {
        self.busy.try_set(false);
        self.open.try_set(false);
    }

    fn go(self) {
        if !self.busy.get_untracked() && !self.is_locked.get_untracked() {
            self.busy.set(true);
            self.error.set(None);
            self.confirm.run(());
        }
    }
}

/// The dialog of a question.
#[component]
pub fn AlertDialog(
    /// Unique on the page.
    id: &'static str,
    alert: Alert,
    /// What there is to know before.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog: NodeRef<html::Dialog> = NodeRef::new();
    let children = StoredValue::new(children);
    modal(dialog, move || alert.open.get());
    let cancel = move || {
        if !alert.busy.get_untracked() {
            alert.open.set(false);
        }
    };
    let inside = move || {
        view! {
            <h2 id=format!("{id}-title")>{move || alert.title.get()}</h2>
            <form class="alert-form" on:submit=move |event| {
                event.prevent_default();
                alert.go();
            }>
                <div class="alert-text" id=format!("{id}-text")>{children.with_value(|children| children())}</div>
                {move || alert.error.get().map(|error| view! { <p class="form-error" role="alert">{error}</p> })}
                <div class="dialog-actions">
                    <button
                        type="button"
                        class="button"
                        autofocus=true
                        aria-disabled=move || alert.busy.get().then_some("true")
                        on:click=move |_| cancel()
                    >
                        "Cancel"
                    </button>
                    <button
                        type="submit"
                        class=if alert.is_danger { "button button-danger" } else { "button button-primary" }
                        aria-disabled=move || (alert.busy.get() || alert.is_locked.get()).then_some("true")
                    >
                        {move || alert.busy.get().then(|| view! { <span class="spinner" aria-hidden="true"></span> })}
                        {move || alert.label.get()}
                    </button>
                </div>
            </form>
        }
        .into_any()
    };
    view! {
        <dialog
            node_ref=dialog
            id=id
            class="dialog alert"
            role="alertdialog"
            aria-labelledby=format!("{id}-title")
            aria-describedby=format!("{id}-text")
            aria-busy=move || alert.busy.get().to_string()
            on:cancel=move |event: web_sys::Event| {
                if alert.busy.get_untracked() {
                    event.prevent_default();
                }
            }
            on:close=move |_| alert.open.set(false)
        >
            {move || alert.open.get().then(inside)}
        </dialog>
    }
}

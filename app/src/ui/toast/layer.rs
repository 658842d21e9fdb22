//! Where toasts are seen: below on the left, last in the page. F8 leads there, Escape and closing lead back.

use super::{
    context::{Act, Toasts},
    stack::Toast,
};
use crate::ui::{
    Icon,
    focus::{self, focused},
};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

const ID: &str = "notifications";

/// The toasts; mounted once.
#[component]
pub fn ToastLayer(
    toasts: Toasts,
    /// What stands above them for as long as it lasts.
    children: Children,
) -> impl IntoView {
    let from: StoredValue<Option<HtmlElement>, LocalStorage> = StoredValue::new_local(None);
    let keys = window_event_listener(ev::keydown, move |event| {
        if event.key() == "F8" {
            event.prevent_default();
            focus::focus(ID);
        }
    });
    on_cleanup(move || keys.remove());
    let came = move |event: web_sys::FocusEvent| {
        let origin = event.related_target().and_then(|origin| origin.dyn_into::<HtmlElement>().ok());
        if let Some(origin) = origin.filter(|origin| !is_inside(origin)) {
            from.set_value(Some(origin));
        }
        toasts.held.set(true);
    };
    let go_back = move || {
        toasts.held.set(false);
        let is_here = || focused().is_some_and(|focused| is_inside(&focused));
        if !is_here() {
            return;
        }
        if let Some(origin) = from.try_update_value(Option::take).flatten() {
            let _ = origin.focus();
        }
        // What has vanished meanwhile cannot be focused, and after a reload nobody knows where it was.
        if is_here() {
            focus::focus(ID);
        }
    };
    let leave = Callback::new(move |()| go_back());
    toasts.on_leave(leave);
    let one = move |toast: Toast<Act>| one(toasts, leave, toast);
    view! {
        <section
            id=ID
            class="toasts"
            tabindex="-1"
            aria-label="Notifications"
            aria-keyshortcuts="F8"
            on:focusin=came
            on:focusout=move |_| toasts.held.set(false)
            on:pointerenter=move |_| toasts.held.set(true)
            on:pointerleave=move |_| toasts.held.set(false)
            on:keydown=move |event| if event.key() == "Escape" {
                event.prevent_default();
                go_back();
            }
        >
            {children()}
            <For each=move || toasts.seen() key=|toast| toast.id children=one />
        </section>
    }
}

fn is_inside(element: &HtmlElement) -> bool {
    element.closest(&format!("#{ID}")).ok().flatten().is_some()
}

fn one(toasts: Toasts, leave: Callback<()>, toast: Toast<Act>) -> impl IntoView {
    let id = toast.id;
    let (text, is_error) = (toast.text.clone(), toast.is_error);
    let label = toast.action.as_ref().map(|(label, _)| label.clone());
    let act = move |_| {
        leave.run(());
        toasts.act(&toast);
    };
    let close = move |_| {
        leave.run(());
        toasts.close(id);
    };
    view! {
        <div class="toast" class:is-error=is_error>
            {is_error.then(|| view! { <Icon name="warning" /> })}
            <p>{text}</p>
            {label.map(|label| view! { <button type="button" class="button-link" on:click=act>{label}</button> })}
            <button type="button" class="icon-button" aria-label="Close the notification" on:click=close>
                <Icon name="close" />
            </button>
        </div>
    }
}

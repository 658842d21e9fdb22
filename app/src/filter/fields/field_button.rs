//! The button with the name of a condition's field, and the popover in which another one is picked.

use super::{picker::Picker, slot::Slot, subject::Subject};
use crate::ui::{Icon, focus, popover};
use leptos::prelude::*;
use shared::filter::edit::{DraftCondition, NodeId};

/// The button that opens the picker, with the name of the field.
#[component]
pub fn FieldButton(form: Slot, id: NodeId, dom: String, subject: Memo<Subject>) -> impl IntoView {
    let slot = form;
    let builder = slot.builder();
    let open = RwSignal::new(false);
    let (button, popup) = (format!("{dom}-field"), format!("{dom}-picker"));
    let ids = StoredValue::new((button.clone(), popup.clone(), dom));
    let title = Memo::new(move |_| builder.catalogue.with(|known| subject.with(|subject| subject.title(known))));
    let label = move || title.with(|(before, name)| format!("Field, {}", format!("{before} {name}").trim_start()));
    let is_gone = Memo::new(move |_| builder.catalogue.with(|known| subject.with(|subject| subject.is_gone(known))));
    let done = Callback::new(move |condition: DraftCondition| {
        ids.with_value(|(_, popup, dom)| {
            popover::close(popup);
            super::condition::focus_value(dom, &condition);
        })
    });
    let toggled = move |event: web_sys::Event| {
        ids.with_value(|(button, popup, dom)| {
            if popover::opens(&event) {
                popover::put_in_place(popup, button);
                focus::focus(&format!("{dom}-search"));
            } else if focus::focused().is_none_or(|element| element.tag_name() == "BODY") {
                // What had the focus before may be gone, as the button that adds the first condition is.
                focus::focus(button);
            }
        });
    };
    // A condition that was just added asks for its field at once.
    Effect::new(move || {
        if builder.picking.get() == Some(id) {
            builder.picking.set(None);
            request_animation_frame(move || {
                if let Some(button) = ids.try_with_value(|(button, ..)| focus::element(button)).flatten() {
                    button.click();
                }
            });
        }
    });
    view! {
        <button
            type="button"
            id=button
            class="field-button"
            class:is-empty=move || subject.with(|subject| *subject == Subject::Nothing)
            class:is-gone=move || is_gone.get()
            popovertarget=popup.clone()
            aria-haspopup="dialog"
            aria-expanded=move || open.get().to_string()
            aria-label=label
        >
            <span class="field-words">
                <span class="field-before">{move || title.with(|(before, _)| before.clone())}</span>
                <span>{move || title.with(|(_, name)| name.clone())}</span>
            </span>
            <Icon name="down" />
        </button>
        <div
            id=popup
            class="popover picker"
            popover="auto"
            role="dialog"
            aria-label="Choose a field"
            on:beforetoggle=move |event| open.set(popover::opens(&event))
            on:toggle=toggled
        >
            <Show when=move || open.get()>
                <Picker form=slot dom=ids.with_value(|(.., dom)| dom.clone()) done=done />
            </Show>
        </div>
    }
}

//! The questions before something is done to many.

use super::{asking::users, context::Selecting};
use crate::ui::{AlertDialog, format};
use leptos::prelude::*;

/// Both dialogs; mounted once on the page of users.
#[component]
pub fn BulkDialogs() -> impl IntoView {
    let selecting: Selecting = expect_context();
    let asking = selecting.asking;
    let number = move || {
        let number = format::count(asking.number.get());
        asking.is_typed().then(|| {
            view! {
                <div class="form-field">
                    <label for="delete-number">{format!("Type {number} to delete them")}</label>
                    <input
                        class="field"
                        id="delete-number"
                        type="text"
                        inputmode="numeric"
                        autocomplete="off"
                        prop:value=move || asking.typed.get()
                        on:input:target=move |event| asking.typed.set(event.target().value())
                    />
                </div>
            }
        })
    };
    let drifted = move || {
        let (before, now) = (asking.before.get().unwrap_or_default(), asking.number.get());
        match now {
            0 => format!("{} were selected. Nobody of them is there any more.", users(before)),
            now => format!(
                "{} were selected, {} by now.",
                users(before),
                if now == 1 { "it is 1".into() } else { format!("they are {}", format::count(now)) }
            ),
        }
    };
    view! {
        <AlertDialog id="delete-users" alert=asking.delete>
            <p>"Their attributes, tags, activity, survey answers and segment membership go with them."</p>
            <p>"They do not come back by a repeated event or an import. "<strong>"This cannot be undone."</strong></p>
            {number}
        </AlertDialog>
        <AlertDialog id="other-number" alert=asking.drift>
            <p>{drifted}</p>
        </AlertDialog>
    }
}

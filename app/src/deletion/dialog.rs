//! The question itself.

use super::ask::AskDelete;
use crate::ui::AlertDialog;
use leptos::prelude::*;

/// The dialog; mounted once on the page of users.
#[component]
pub fn DeleteDialog() -> impl IntoView {
    let deletion: AskDelete = expect_context();
    view! {
        <AlertDialog id="delete-user" alert=deletion.alert>
            <p>"With the user go:"</p>
            <ul class="alert-list">
                <li>"attributes and tags"</li>
                <li>"activity"</li>
                <li>"survey answers"</li>
                <li>"segment membership"</li>
            </ul>
            <p>"The person does not come back by a repeated event or an import. "<strong>"This cannot be undone."</strong></p>
        </AlertDialog>
    }
}

//! The end of a row: what can be done to its user. Seen on hover and focus, reachable always.

use super::{naming::Naming, row_menu::RowMenu};
use crate::{deletion::AskDelete, ui::Icon};
use leptos::prelude::*;
use shared::api::users::User;

/// The last cell.
pub fn row_actions(user: &User) -> AnyView {
    let deletion: AskDelete = expect_context();
    let menu: RowMenu = expect_context();
    let (user_id, name) = (user.user_id, Naming::of(user).full());
    let more_id = format!("more-{user_id}");
    let trash = deletion.refused().is_none().then(|| {
        let asked = name.clone();
        view! {
            <button
                type="button"
                class="icon-button row-trash reveal"
                aria-label=format!("Delete {name}")
                aria-keyshortcuts="Delete"
                title="Delete"
                on:click=move |_| deletion.ask(user_id, asked.clone())
            >
                <Icon name="trash" />
            </button>
        }
    });
    view! {
        <td role="cell" class="column-actions">
            <span class="row-actions">
                <button
                    type="button"
                    class="icon-button row-more"
                    id=more_id.clone()
                    aria-haspopup="menu"
                    aria-label=format!("Actions for {name}")
                    on:click=move |_| menu.open(user_id, None, more_id.clone(), None)
                >
                    <Icon name="more" />
                </button>
                {trash}
            </span>
        </td>
    }
    .into_any()
}

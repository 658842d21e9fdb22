//! The boxes in the first column.

use super::{context::Selecting, selection::Share};
use crate::{ui::focus::focus, users::Naming};
use leptos::{html, prelude::*};
use shared::api::users::User;

/// The box of a row. With Shift it chooses all from the one before.
pub fn row_check(user: &User) -> AnyView {
    let selecting: Selecting = expect_context();
    let user_id = user.user_id;
    let is_on = Memo::new(move |_| selecting.chosen.with(|chosen| chosen.has(user_id)));
    // The change of a box does not say whether Shift was held.
    let shift = StoredValue::new(false);
    let pressed = move |event: web_sys::MouseEvent| {
        shift.set_value(event.shift_key());
        if event.shift_key() {
            // Else the text between the two clicks would be selected.
            event.prevent_default();
            focus(&format!("select-{user_id}"));
        }
    };
    let changed = move |_| {
        let range = shift.try_update_value(std::mem::take).unwrap_or_default();
        selecting.toggle(user_id, range);
    };
    view! {
        <td role="cell" class="column-check">
            <label class="check" on:mousedown=pressed>
                <input
                    type="checkbox"
                    id=format!("select-{user_id}")
                    aria-label=format!("Select {}", Naming::of(user).full())
                    aria-keyshortcuts="X"
                    prop:checked=move || is_on.get()
                    on:change=changed
                />
            </label>
        </td>
    }
    .into_any()
}

/// The box in the head: the page, all of it or some.
pub fn head_check() -> AnyView {
    let selecting: Selecting = expect_context();
    let node: NodeRef<html::Input> = NodeRef::new();
    let share = Memo::new(move |_| selecting.page.with(|page| selecting.chosen.with(|chosen| chosen.share(page))));
    Effect::new(move || {
        if let Some(input) = node.get() {
            let share = share.get();
            input.set_checked(share == Share::All);
            input.set_indeterminate(share == Share::Some);
        }
    });
    view! {
        <th scope="col" role="columnheader" class="column-check">
            <label class="check">
                <input
                    node_ref=node
                    type="checkbox"
                    id="select-page"
                    aria-label="Select all users on this page"
                    disabled=move || selecting.page.with(Vec::is_empty)
                    on:change=move |_| selecting.toggle_page()
                />
            </label>
        </th>
    }
    .into_any()
}

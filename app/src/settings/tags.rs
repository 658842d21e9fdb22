//! The tags themselves, as in the dialog beside the list of users.

use super::part::card;
use crate::tags::manage_content;
use leptos::prelude::*;

/// The part.
pub fn tags() -> AnyView {
    let about = "What people of the workspace call users. Each is given beside a user, or to many at once.";
    card("tags-title", "Manage tags", about, view! { <div class="settings-tags">{manage_content()}</div> }.into_any())
}

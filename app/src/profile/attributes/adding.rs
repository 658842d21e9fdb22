//! How attributes come to users: what a product sends, with the real host and key.

use crate::{ui::Dialog, users::Ways};
use leptos::prelude::*;

/// The dialog.
#[component]
pub fn Adding(open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog open=open id="adding-attributes" title="Adding user attributes">
            <div class="connect connect-help">
                <p>
                    "Whatever your product sends as traits with "<code>"identify"</code>
                    " becomes an attribute, of the kind of its first value. Imports, the API and editing here set them, too."
                </p>
                <Ways />
                <p class="meta"><a href="/api/docs" target="_blank" rel="noopener">"The API in full (opens a new tab)"</a></p>
            </div>
        </Dialog>
    }
}

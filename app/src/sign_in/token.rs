//! The token that a link carries in its fragment, where no server and no log sees it.

use crate::address::{Navigator, Write};
use leptos::prelude::*;

/// The token of the address, as soon as there is one. It is taken out of the address: it must not stay in the
/// browser's history. A link that is opened while its page stands already changes only the fragment.
pub fn use_token() -> RwSignal<Option<String>> {
    let navigator: Navigator = expect_context();
    let token = RwSignal::new(navigator.address().with_untracked(|address| in_fragment(&address.fragment)));
    Effect::new(move || {
        let address = navigator.address().get();
        if let Some(found) = in_fragment(&address.fragment) {
            if token.with_untracked(|token| token.as_ref() != Some(&found)) {
                token.set(Some(found));
            }
            navigator.go(&address.path, Write::Replace);
        }
    });
    token
}

fn in_fragment(fragment: &str) -> Option<String> {
    fragment.strip_prefix('#').filter(|token| !token.is_empty()).map(str::to_owned)
}

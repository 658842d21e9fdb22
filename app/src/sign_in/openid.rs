//! Signing in with a provider of OpenID Connect, where the server has one.

use crate::{address::Navigator, api};
use leptos::{prelude::*, task::spawn_local};
use shared::api::session::OpenIdProblem;

/// What came of the last try, and the way to the provider.
pub fn openid() -> AnyView {
    let navigator: Navigator = expect_context();
    let query = navigator.address().with_untracked(|address| address.query.clone());
    let of = |name: &str| query.split(['?', '&']).find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    let problem = of("problem").and_then(OpenIdProblem::of_word);
    let place = of("return").map(|to| format!("?return={to}")).unwrap_or_default();
    let name = RwSignal::new(None::<String>);
    spawn_local(async move {
        // Without an answer there is still the password.
        name.try_set(api::ways_in().await.ok().and_then(|ways| ways.openid));
    });
    let link = move || {
        name.get().map(|name| {
            view! {
                <p class="gate-or">"or"</p>
                <a class="button button-wide" href=format!("/api/session/openid{place}")>"Continue with " {name}</a>
            }
        })
    };
    view! {
        {problem.map(|problem| view! { <p class="form-error" role="alert">{problem.sentence()}</p> })}
        {link}
    }
    .into_any()
}

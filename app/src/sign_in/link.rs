//! Signing in by a one-time link.

use super::{
    form::{Card, Sending},
    set_up::take_token,
};
use crate::api;
use leptos::prelude::*;
use shared::api::session::LinkRequest;

/// `/sign-in-link#TOKEN`
#[component]
pub fn SignInLinkPage() -> impl IntoView {
    let sending = Sending::new();
    let token = take_token();
    let has_token = token.is_some();
    if let Some(token) = token {
        sending.send(async move { api::sign_in_by_link(&LinkRequest { token }).await });
    }
    let text = move || match (has_token, sending.failure()) {
        (false, _) => "This address lacks the token of a sign-in link.".to_owned(),
        (true, None) => "Signing in…".to_owned(),
        (true, Some(failure)) => failure.reason(),
    };
    let is_over = move || !has_token || sending.failure().is_some();
    view! {
        <Card title="Sign-in link">
            <p>{text}</p>
            {move || is_over().then(|| view! { <a class="button" href="/sign-in">"Sign in by password"</a> })}
        </Card>
    }
}

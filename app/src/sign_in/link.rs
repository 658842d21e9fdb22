//! Signing in by a one-time link.

use super::{
    form::{Card, Sending},
    token::use_token,
};
use crate::api;
use leptos::prelude::*;
use shared::api::session::LinkRequest;

/// `/sign-in-link#TOKEN`
#[component]
pub fn SignInLinkPage() -> impl IntoView {
    let sending = Sending::new();
    let token = use_token();
    Effect::new(move || {
        if let Some(token) = token.get() {
            sending.send(async move { api::sign_in_by_link(&LinkRequest { token }).await });
        }
    });
    let has_token = move || token.with(Option::is_some);
    let text = move || match (has_token(), sending.failure()) {
        (false, _) => "This address lacks the token of a sign-in link.".to_owned(),
        (true, None) => "Signing in…".to_owned(),
        (true, Some(failure)) => failure.reason(),
    };
    let is_over = move || !has_token() || sending.failure().is_some();
    view! {
        <Card title="Sign-in link">
            <p>{text}</p>
            {move || is_over().then(|| view! { <a class="button" href="/sign-in">"Sign in by password"</a> })}
        </Card>
    }
}

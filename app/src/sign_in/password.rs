//! Signing in by password, or elsewhere.

use super::{
    form::{Card, Sending, Submit},
    openid::openid,
};
use crate::{api, ui::Field};
use leptos::prelude::*;
use shared::api::session::SignInRequest;

/// `/sign-in`, which leads back to where `return` says.
#[component]
pub fn SignInPage() -> impl IntoView {
    let sending = Sending::new();
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let request =
            SignInRequest { email: email.get_untracked().trim().to_owned(), password: password.get_untracked() };
        sending.send(async move { api::sign_in(&request).await });
    };
    view! {
        <Card title="Sign in">
            <form class="form" on:submit=submit>
                <Field
                    id="email" label="E-mail" kind="email" autocomplete="username"
                    error=sending.error_at("/email") value=email
                />
                <Field
                    id="password" label="Password" kind="password" autocomplete="current-password"
                    error=sending.error_at("/password") value=password
                />
                <Submit sending=sending label="Sign in" />
            </form>
            {openid()}
        </Card>
    }
}

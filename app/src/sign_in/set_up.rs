//! The first start: one form, then straight to the users.

use super::{
    form::{Card, Sending, Submit},
    token::use_token,
};
use crate::{api, ui::Field};
use leptos::prelude::*;
use shared::api::session::SetUpRequest;

/// `/set-up#TOKEN`
#[component]
pub fn SetUpPage() -> impl IntoView {
    let token = use_token();
    move || match token.get() {
        Some(token) => view! { <SetUpForm token=token /> }.into_any(),
        None => view! {
            <Card title="Set up Rollcall">
                <p>
                    "Nobody owns this workspace yet. Open the set-up link that the server printed when it started: "
                    "only it lets the first account be made."
                </p>
            </Card>
        }
        .into_any(),
    }
}

#[component]
fn SetUpForm(token: String) -> impl IntoView {
    let sending = Sending::new();
    let (name, email, password) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let request = SetUpRequest {
            token: token.clone(),
            name: name.get_untracked().trim().to_owned(),
            email: email.get_untracked().trim().to_owned(),
            password: password.get_untracked(),
        };
        sending.send(async move { api::set_up(&request).await });
    };
    view! {
        <Card title="Set up Rollcall">
            <p class="meta">"This makes your account, the first one and the owner."</p>
            <form class="form" on:submit=submit>
                <Field id="name" label="Name" autocomplete="name" error=sending.error_at("/name") value=name />
                <Field
                    id="email" label="E-mail" kind="email" autocomplete="username"
                    error=sending.error_at("/email") value=email
                />
                <Field
                    id="password" label="Password" kind="password" autocomplete="new-password"
                    hint="12 characters or more, and no common one." error=sending.error_at("/password") value=password
                />
                <Submit sending=sending label="Set up and see the users" />
            </form>
        </Card>
    }
}

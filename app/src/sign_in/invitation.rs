//! Accepting an invitation: name and password, then straight to the users.

use super::{
    SessionContext,
    form::{Card, Sending, Submit},
    token::use_token,
};
use crate::{
    address::{Navigator, Write},
    api::{self, Failure},
    ui::Field,
};
use leptos::{prelude::*, task::spawn_local};
use shared::api::{
    accounts::{AcceptRequest, Invited},
    session::Role,
};

/// `/invitation#TOKEN`
#[component]
pub fn InvitationPage() -> impl IntoView {
    let session: SessionContext = expect_context();
    let token = use_token();
    let invited = RwSignal::new(None::<Result<Invited, Failure>>);
    Effect::new(move || {
        if let Some(token) = token.get() {
            spawn_local(async move {
                let answer = api::look_at_invitation(token).await;
                invited.try_set(Some(answer));
            });
        }
    });
    let content = move || {
        if let Some(account) = session.account() {
            let words = format!(
                "You are signed in as {} ({}). Sign out to accept this invitation.",
                account.name, account.email
            );
            return view! {
                <p>{words}</p>
                <div class="block-actions">
                    <button type="button" class="button button-primary" on:click=move |_| session.sign_out_here()>"Sign out"</button>
                    <a class="button" href="/users">"Stay signed in"</a>
                </div>
            }
            .into_any();
        }
        match (token.get(), invited.get()) {
            (None, _) => {
                said("This address lacks the token of an invitation. Open the whole link that you were given.".into())
            }
            (Some(_), None) => said("Looking at the invitation…".into()),
            (Some(_), Some(Err(failure))) => said(failure.reason()),
            (Some(token), Some(Ok(invited))) => form(token, &invited),
        }
    };
    view! { <Card title="Invitation">{content}</Card> }
}

fn said(words: String) -> AnyView {
    view! { <p>{words}</p><a class="button" href="/sign-in">"Sign in by password"</a> }.into_any()
}

/// What a role may do, in a few words.
pub fn role_words(role: Role) -> &'static str {
    match role {
        Role::Owner => "Owners may do everything, accounts and keys included.",
        Role::Editor => "Editors tag and delete users, build segments and import.",
        Role::Viewer => "Viewers look at everything and change nothing.",
    }
}

fn form(token: String, invited: &Invited) -> AnyView {
    let (sending, navigator) = (Sending::new(), expect_context::<Navigator>());
    let (name, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let email = RwSignal::new(invited.email.clone());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let request = AcceptRequest {
            token: token.clone(),
            name: name.get_untracked().trim().to_owned(),
            password: password.get_untracked(),
        };
        sending.send(async move {
            let session = api::accept(&request).await?;
            // Before the session begins, which this page would speak of.
            navigator.go("/users", Write::Replace);
            Ok(session)
        });
    };
    let by = invited.by.as_ref().map_or_else(|| "You are invited".into(), |by| format!("{by} invites you"));
    let place = if invited.workspace.is_empty() { "Rollcall".to_owned() } else { invited.workspace.clone() };
    let words = format!("{by} to {place} as {}. {}", invited.role.word(), role_words(invited.role));
    view! {
        <p>{words}</p>
        <form class="form" on:submit=submit>
            // The browser keeps it with the password.
            <div class="form-field">
                <label for="email">"E-mail"</label>
                <input class="field" id="email" type="email" autocomplete="username" readonly=true prop:value=move || email.get() />
            </div>
            <Field id="name" label="Name" autocomplete="name" error=sending.error_at("/name") value=name />
            <Field
                id="password" label="Password" kind="password" autocomplete="new-password"
                hint="12 characters or more, and no common one." error=sending.error_at("/password") value=password
            />
            <Submit sending=sending label="Accept and see the users" />
        </form>
    }
    .into_any()
}

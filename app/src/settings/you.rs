//! One's own account: name, password, sessions.

use super::{
    part::{Answer, ask, card},
    saving::{Saving, form},
    sessions::session_list,
};
use crate::{
    api,
    sign_in::{SessionContext, role_words},
    ui::{Field, Toasts},
};
use leptos::prelude::*;
use shared::api::{accounts::Sessions, session::Account};

/// The part.
pub fn you() -> AnyView {
    let answer: Answer<Sessions> = RwSignal::new(None);
    let load = Callback::new(move |()| ask(answer, api::sessions()));
    load.run(());
    view! { {name()}{password(answer, load)}{session_list(answer, load)} }.into_any()
}

fn name() -> AnyView {
    let session: SessionContext = expect_context();
    let Some(account) = untrack(|| session.account()) else { return ().into_any() };
    let saving = Saving::new();
    let name = RwSignal::new(account.name);
    let submit = Callback::new(move |()| {
        saving.send(api::change_name(name.get_untracked()), move |account: Account| {
            name.try_set(account.name.clone());
            session.rename(Some(account), None);
            saving.announcer.status("Name saved");
        });
    });
    let content = view! {
        <dl class="settings-facts">
            <div><dt>"E-mail"</dt><dd>{account.email}</dd></div>
            <div><dt>"Role"</dt><dd>{role_words(account.role)}</dd></div>
        </dl>
        <Field id="own-name" label="Name" autocomplete="name" error=saving.error_at("/name") value=name />
        {saving.button("Save name", &["/name"])}
    };
    card("you-title", "Your account", "", form(submit, content.into_any()))
}

fn password(answer: Answer<Sessions>, load: Callback<()>) -> AnyView {
    let toasts: Toasts = expect_context();
    let saving = Saving::new();
    let (current, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let needs_current = Memo::new(move |_| {
        answer.with(|answer| match answer {
            Some(Ok(sessions)) => sessions.needs_password,
            Some(Err(_)) | None => true,
        })
    });
    let submit = Callback::new(move |()| {
        let before = needs_current.get_untracked().then(|| current.get_untracked());
        saving.send(api::change_password(before, password.get_untracked()), move |()| {
            current.try_set(String::new());
            password.try_set(String::new());
            toasts.tell("Password changed. Your other sessions have ended.".to_owned());
            load.run(());
        });
    });
    let asked = move || {
        if needs_current.get() {
            view! {
                <Field
                    id="current-password" label="Current password" kind="password" autocomplete="current-password"
                    error=saving.error_at("/current") value=current
                />
            }
            .into_any()
        } else {
            view! { <p class="meta">"You signed in by a one-time link: the password before is not asked for."</p> }
                .into_any()
        }
    };
    let content = view! {
        {asked}
        <Field
            id="new-password" label="New password" kind="password" autocomplete="new-password"
            hint="12 characters or more, and no common one." error=saving.error_at("/password") value=password
        />
        {saving.button("Change password", &["/current", "/password"])}
    };
    let about = "Your other sessions end when it changes.";
    card("password-title", "Password", about, form(submit, content.into_any()))
}

//! Identity verification: whether users have to be proven, the secrets to do it with, and how.

use super::{
    confirm::{Confirm, Question},
    part::{Answer, act, ask, card, failed, only_owners, row, secret, table, text, time, waiting},
    saving::{Saving, form},
    signing::signing,
};
use crate::{
    api::{self, Failure},
    ui::Announcer,
};
use leptos::{prelude::*, task::spawn_local};
use shared::api::{
    identity::{CreatedSecret, IdentitySecret},
    settings::{Settings, SettingsChange},
};

const ID: &str = "identity-title";
const HEADS: &[&str] = &["Begins with", "Made", ".Actions"];

/// What is known: whether it is on, and the secrets, which only owners see.
type Known = (bool, Vec<IdentitySecret>);

/// The card.
pub fn identity(is_owner: bool) -> AnyView {
    let answer: Answer<Known> = RwSignal::new(None);
    let load = Callback::new(move |()| ask(answer, known(is_owner)));
    load.run(());
    let confirm = Confirm::new();
    let content = move || match answer.get() {
        Some(Ok((is_on, secrets))) if is_owner => {
            let rows = secrets.into_iter().map(|secret| secret_row(secret, confirm, load)).collect::<Vec<_>>();
            let list = if rows.is_empty() { ().into_any() } else { table(ID, HEADS, rows) };
            view! { {switch(is_on)}{list} }.into_any()
        }
        Some(Ok((is_on, _))) => {
            let state = if is_on { "It is on." } else { "It is off." };
            view! { <p>{state}</p>{only_owners("Only an owner switches it and makes secrets.")} }.into_any()
        }
        Some(Err(failure)) => failed(&failure, load),
        None => waiting(),
    };
    let making = is_owner.then(|| make(load));
    let content = view! { {content}{making}{signing()}{confirm.dialog("revoke-secret")} };
    let about =
        "Anybody can say in a browser to be any user. With a signature that only your server can make, nobody can.";
    card(ID, "Identity verification", about, content.into_any())
}

async fn known(is_owner: bool) -> Result<Known, Failure> {
    let secrets = if is_owner { api::identity_secrets().await? } else { Vec::new() };
    Ok((api::settings().await?.identity_required, secrets))
}

fn switch(is_on: bool) -> AnyView {
    let announcer: Announcer = expect_context();
    let (shown, busy) = (RwSignal::new(is_on), RwSignal::new(false));
    let refused = RwSignal::new(None::<String>);
    let turn = move |_| {
        // A click meanwhile is undone: the box shows what holds.
        if busy.get_untracked() {
            shown.notify();
            return;
        }
        let change = SettingsChange { identity_required: Some(!shown.get_untracked()), ..SettingsChange::default() };
        busy.set(true);
        refused.set(None);
        spawn_local(async move {
            let answer: Result<Settings, Failure> = api::change_settings(&change).await;
            busy.try_set(false);
            match answer {
                Ok(settings) => {
                    let state = if settings.identity_required { "on" } else { "off" };
                    announcer.status(format!("Identity verification is {state}"));
                    shown.try_set(settings.identity_required);
                }
                Err(failure) => {
                    announcer.alert(failure.full_reason());
                    refused.try_set(Some(failure.full_reason()));
                    shown.try_update(|_| ());
                }
            }
        });
    };
    view! {
        <div>
            <label class="choice settings-choice">
                <input
                    type="checkbox"
                    id="identity-required"
                    aria-describedby="identity-detail identity-error"
                    prop:checked=move || shown.get()
                    on:change=turn
                />
                <span>
                    "Require a signature"
                    <span class="meta" id="identity-detail">
                        "identify, group and alias that name a user are refused without one, and listed below. Other calls need none: what an unproven browser does stays a visitor's. Calls with a secret key need none either."
                    </span>
                </span>
            </label>
            <p class="field-error" id="identity-error">{refused}</p>
        </div>
    }
    .into_any()
}

fn secret_row(secret: IdentitySecret, confirm: Confirm, load: Callback<()>) -> AnyView {
    let (id, shown) = (secret.secret_id, format!("{}…", secret.prefix));
    let title = format!("Revoke the secret {shown}?");
    let revoke = Callback::new(move |()| {
        confirm.ask(Question {
            title: title.clone(),
            label: "Revoke secret",
            text: "What is signed with it proves nobody any more, at once and for good.",
            deed: Callback::new(move |()| -> std::pin::Pin<Box<dyn Future<Output = _>>> {
                Box::pin(api::revoke_identity_secret(id))
            }),
            done: Callback::new(move |()| {
                load.run(());
                ID
            }),
        });
    });
    let cells = vec![
        ("Made", time(Some(secret.created), "")),
        ("", act(format!("secret-{id}"), "Revoke", &format!("the secret {shown}"), revoke)),
    ];
    row(text(shown), cells)
}

/// The button that makes one, and the one that was made.
fn make(load: Callback<()>) -> AnyView {
    let saving = Saving::new();
    let made = RwSignal::new(None::<CreatedSecret>);
    let submit = Callback::new(move |()| {
        saving.send(api::create_identity_secret(), move |secret: CreatedSecret| {
            made.try_set(Some(secret));
            load.run(());
        });
    });
    let shown = move || {
        made.get().map(|made| {
            let about = "Copy it now to where your server keeps its secrets: it is not shown again. To replace one, make another, put it in its place, and then revoke the first.";
            secret("made-secret", "Your new secret", about, "secret", made.secret)
        })
    };
    view! { {shown}{form(submit, saving.button("Make secret", &[]))} }.into_any()
}

//! Inviting: a link that is handed on by whoever invites.

use super::{
    accounts::{Acts, role_options},
    confirm::Question,
    part::{act, card, row, secret, text},
    saving::{Saving, form},
};
use crate::{
    api,
    ui::{Field, Select, format},
};
use leptos::prelude::*;
use shared::api::{
    accounts::{CreatedInvitation, Invitation},
    session::Role,
};

/// An invitation in the list.
pub fn invitation_row(invitation: Invitation, acts: Acts) -> AnyView {
    let (id, title) = (invitation.invitation_id, format!("Revoke the invitation of {}?", invitation.email));
    let revoke = Callback::new(move |()| {
        acts.confirm.ask(Question {
            title: title.clone(),
            label: "Revoke invitation",
            text: "Its link is worth nothing any more.",
            deed: Callback::new(move |()| -> std::pin::Pin<Box<dyn Future<Output = _>>> {
                Box::pin(api::revoke_invitation(id))
            }),
            done: Callback::new(move |()| {
                acts.load.run(());
                "invite-title"
            }),
        });
    });
    let role = match invitation.role {
        Role::Owner => "Owner",
        Role::Editor => "Editor",
        Role::Viewer => "Viewer",
    };
    let cells = vec![
        ("Role", text(role)),
        ("Invited by", text(invitation.by.unwrap_or_else(|| "A program".into()))),
        ("Ends", text(format::day(invitation.expires))),
        ("", act(format!("invitation-{id}"), "Revoke", &invitation.email, revoke)),
    ];
    row(text(invitation.email), cells)
}

/// The form that invites.
pub fn invite(load: Callback<()>) -> AnyView {
    let saving = Saving::new();
    let (email, role) = (RwSignal::new(String::new()), RwSignal::new("viewer".to_owned()));
    let made = RwSignal::new(None::<CreatedInvitation>);
    let submit = Callback::new(move |()| {
        let role = role.get_untracked().parse().unwrap_or(Role::Viewer);
        let address = email.get_untracked().trim().to_owned();
        saving.send(api::invite(address, role), move |invited: CreatedInvitation| {
            made.try_set(Some(invited));
            email.try_set(String::new());
            load.run(());
        });
    });
    let shown = move || {
        made.get().map(|invited| {
            let about = "Hand it on yourself: no mail is sent. It works once, within 7 days, and is not shown again.";
            secret("made-link", "Invitation link", about, "invitation link", invited.link)
        })
    };
    let choose = Callback::new(move |chosen| role.set(chosen));
    let content = view! {
        <Field id="invite-email" label="E-mail" kind="email" autocomplete="off" error=saving.error_at("/email") value=email />
        <div class="form-field">
            <label for="invite-role">"Role"</label>
            <Select id="invite-role" label="Role" options=role_options() chosen=role choose=choose />
        </div>
        <div class="settings-row-end">{saving.button("Make invitation link", &["/email"])}</div>
    };
    let content = view! { {shown}<div class="settings-inline">{form(submit, content.into_any())}</div> };
    card("invite-title", "Invite somebody", "", content.into_any())
}

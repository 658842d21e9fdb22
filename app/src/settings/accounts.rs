//! Who may sign in, and who is invited.

use super::{
    confirm::{Confirm, Question},
    invitations::{invitation_row, invite},
    part::{Answer, act, ask, card, failed, row, table, text, time, waiting},
};
use crate::{
    api,
    sign_in::{SessionContext, role_words},
    ui::{Announcer, Select, SelectOption, Toasts},
};
use leptos::{prelude::*, task::spawn_local};
use shared::api::{
    accounts::{Accounts, ListedAccount},
    session::{Account, Role},
};

const HEADS: &[&str] = &["Name", "E-mail", "Role", "Last active", "Added", ".Actions"];
const INVITED: &[&str] = &["E-mail", "Role", "Invited by", "Ends", ".Actions"];

/// What every row can do.
#[derive(Clone, Copy)]
pub struct Acts {
    /// Asks before something ends.
    pub confirm: Confirm,
    /// Asks for the list anew.
    pub load: Callback<()>,
    announcer: Announcer,
    toasts: Toasts,
    session: SessionContext,
}

/// The part.
pub fn accounts() -> AnyView {
    let answer: Answer<Accounts> = RwSignal::new(None);
    let load = Callback::new(move |()| ask(answer, api::accounts()));
    load.run(());
    let confirm = Confirm::new();
    let acts = Acts { confirm, load, announcer: expect_context(), toasts: expect_context(), session: expect_context() };
    let list = move || match answer.get() {
        Some(Ok(Accounts { accounts, invitations })) => {
            let rows = accounts.into_iter().map(|account| account_row(account, acts)).collect();
            let invited = (!invitations.is_empty()).then(|| {
                let rows = invitations.into_iter().map(|invitation| invitation_row(invitation, acts)).collect();
                let about = "Their links work once. Whoever has lost one is invited again, which ends the link before.";
                card("invited-title", "Invited", about, table("invited-title", INVITED, rows))
            });
            view! { {card("people-title", "People", "", table("people-title", HEADS, rows))}{invited} }.into_any()
        }
        Some(Err(failure)) => failed(&failure, load),
        None => waiting(),
    };
    view! { {list}{invite(load)}{roles()}{confirm.dialog("remove-account")} }.into_any()
}

/// The roles as options.
pub fn role_options() -> Vec<SelectOption> {
    vec![
        SelectOption::new("owner", "Owner"),
        SelectOption::new("editor", "Editor"),
        SelectOption::new("viewer", "Viewer"),
    ]
}

fn roles() -> AnyView {
    let role = |role: Role| view! { <li>{role_words(role)}</li> };
    let roles = [Role::Owner, Role::Editor, Role::Viewer].map(role).collect_view();
    card("roles-title", "What roles may do", "", view! { <ul class="settings-list">{roles}</ul> }.into_any())
}

fn account_row(listed: ListedAccount, acts: Acts) -> AnyView {
    let ListedAccount { account, created, last_used } = listed;
    let is_own = acts.session.account_id() == Some(account.account_id);
    let own = is_own.then(|| view! { <span class="badge">"You"</span> });
    let name = view! { <span class="settings-text">{account.name.clone()}</span>{own} }.into_any();
    let id = account.account_id;
    let title = format!("Remove {}?", account.name);
    let remove = Callback::new(move |()| {
        acts.confirm.ask(Question {
            title: title.clone(),
            label: "Remove account",
            text: "The account cannot sign in any more, and its sessions and the invitations that it made end at once. What the person did keeps the name.",
            deed: Callback::new(move |()| -> std::pin::Pin<Box<dyn Future<Output = _>>> { Box::pin(api::remove_account(id)) }),
            done: Callback::new(move |()| {
                acts.after(is_own);
                "people-title"
            }),
        });
    });
    let cells = vec![
        ("E-mail", text(account.email.clone())),
        ("Role", role_select(&account, is_own, acts)),
        ("Last active", time(last_used, "not signed in")),
        ("Added", time(Some(created), "")),
        ("", act(format!("account-{id}"), "Remove", &account.name, remove)),
    ];
    row(name, cells)
}

fn role_select(account: &Account, is_own: bool, acts: Acts) -> AnyView {
    let (id, name) = (account.account_id, account.name.clone());
    let chosen = RwSignal::new(account.role.word().to_owned());
    let choose = Callback::new(move |word: String| {
        let Ok(role) = word.parse::<Role>() else { return };
        let (before, name) = (chosen.get_untracked(), name.clone());
        chosen.set(word);
        spawn_local(async move {
            match api::change_role(id, role).await {
                Ok(account) => {
                    acts.announcer.status(format!("{name} is {} now", account.role.word()));
                    acts.after(is_own);
                }
                Err(failure) => {
                    chosen.try_set(before);
                    acts.toasts.fail(format!("{name} keeps the role. {}", failure.reason()));
                }
            }
        });
    });
    let label = format!("Role of {}", account.name);
    view! { <Select id=format!("role-{id}") label=label options=role_options() chosen=chosen choose=choose /> }
        .into_any()
}

impl Acts {
    /// Something is another than before. Who has another role now, or none, sees another page.
    fn after(self, is_own: bool) {
        if is_own {
            // A page can always be loaded again.
            let _ = window().location().reload();
        } else {
            self.load.run(());
        }
    }
}

//! Who is signed in, as the whole page knows it.

use crate::{
    address::{Navigator, Page, Write, redirect},
    api::{self, Failure},
    ui::Announcer,
};
use leptos::{prelude::*, task::spawn_local};
use shared::{
    api::session::{Account, Role, Session},
    ids::AccountId,
};

/// The session; shared through the context.
#[derive(Clone, Copy)]
pub struct SessionContext {
    known: RwSignal<Option<Result<Session, Failure>>>,
    /// The session was lost while its pages are still seen.
    ended: RwSignal<bool>,
    navigator: Navigator,
    announcer: Announcer,
}

impl SessionContext {
    /// Asks who is signed in, leads to the page that fits, and provides itself to all components below.
    pub fn provide() -> Self {
        let this = Self {
            known: RwSignal::new(None),
            ended: RwSignal::new(false),
            navigator: expect_context(),
            announcer: expect_context(),
        };
        api::on_signed_out(move || {
            if this.account_untracked().is_some() {
                this.ended.set(true);
            }
        });
        Effect::new(move || {
            let address = this.navigator.address().get();
            let Some(Ok(session)) = this.known.get() else { return };
            let page = Page::of_path(&address.path);
            if let Some(to) = redirect(page, &session, &address.path, &address.query) {
                this.navigator.go(&to, Write::Replace);
            }
        });
        this.ask();
        provide_context(this);
        this
    }

    /// Asks the server who is signed in.
    pub fn ask(self) {
        spawn_local(async move {
            let answer = api::session().await;
            self.known.set(Some(answer));
        });
    }

    /// The session, once it is known.
    pub fn get(self) -> Option<Result<Session, Failure>> {
        self.known.get()
    }

    /// The account that is signed in.
    pub fn account(self) -> Option<Account> {
        self.known.with(account)
    }

    /// The name of the workspace, where it has one.
    pub fn workspace(self) -> Option<String> {
        self.known.with(|known| match known {
            Some(Ok(Session::SignedIn { workspace, .. })) => Some(workspace.clone()).filter(|name| !name.is_empty()),
            Some(Ok(Session::SetUp | Session::SignedOut) | Err(_)) | None => None,
        })
    }

    /// The account or the workspace has another name.
    pub fn rename(self, account: Option<Account>, workspace: Option<String>) {
        self.known.update(|known| {
            if let Some(Ok(Session::SignedIn { account: own, workspace: named, .. })) = known {
                *own = account.unwrap_or_else(|| own.clone());
                *named = workspace.unwrap_or_else(|| std::mem::take(named));
            }
        });
    }

    /// What the account that is signed in may do.
    pub fn role(self) -> Option<Role> {
        self.known.with_untracked(account).map(|account| account.role)
    }

    /// Whether it may change tags, segments and users, and import.
    pub fn may_edit(self) -> bool {
        self.role().is_none_or(Role::may_edit)
    }

    /// Whether it is an owner's.
    pub fn is_owner(self) -> bool {
        self.role().is_some_and(Role::may_own)
    }

    /// Whose it is.
    pub fn account_id(self) -> Option<AccountId> {
        self.account_untracked().map(|account| account.account_id)
    }

    fn account_untracked(self) -> Option<Account> {
        self.known.with_untracked(account)
    }

    /// A session began.
    pub fn begin(self, session: Session) {
        self.ended.set(false);
        self.known.set(Some(Ok(session)));
    }

    /// Whether the session was lost while its pages are still seen.
    pub fn has_ended(self) -> bool {
        self.ended.get()
    }

    /// Leads to the sign-in page, which leads back here.
    pub fn sign_in_again(self) {
        self.begin(Session::SignedOut);
    }

    /// Ends the session.
    pub fn sign_out(self) {
        spawn_local(async move {
            match api::sign_out().await {
                Ok(()) => self.leave(),
                // It had ended already.
                Err(failure) if failure.is_signed_out() => self.leave(),
                Err(failure) => self.announcer.alert(format!("Signing out failed. {}", failure.reason())),
            }
        });
    }

    /// Ends the session, and stays on this page.
    pub fn sign_out_here(self) {
        spawn_local(async move {
            match api::sign_out().await {
                Ok(()) => self.begin(Session::SignedOut),
                Err(failure) => self.announcer.alert(format!("Signing out failed. {}", failure.reason())),
            }
        });
    }

    fn leave(self) {
        self.begin(Session::SignedOut);
        self.navigator.go("/sign-in", Write::Push);
    }
}

fn account(known: &Option<Result<Session, Failure>>) -> Option<Account> {
    match known {
        Some(Ok(Session::SignedIn { account, .. })) => Some(account.clone()),
        Some(Ok(Session::SetUp | Session::SignedOut) | Err(_)) | None => None,
    }
}

//! Who is to be deleted, asked from anywhere on the page of users.

use crate::{
    api,
    sign_in::SessionContext,
    ui::{Alert, Announcer},
};
use leptos::{prelude::*, task::spawn_local};
use shared::ids::UserId;

/// Someone who may be deleted.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The user.
    pub user_id: UserId,
    /// The name, as sentences say it.
    pub name: String,
}

/// Asks whether a user is to be deleted; shared through the context.
#[derive(Clone, Copy)]
pub struct AskDelete {
    session: SessionContext,
    announcer: Announcer,
    asked: RwSignal<Option<Asked>>,
    /// Hears who is gone.
    gone: Callback<Asked>,
    pub(super) alert: Alert,
}

impl AskDelete {
    /// Provides itself to all components below. `gone` hears of everyone who was deleted: it takes the user from the
    /// page, leads the focus on, and says so.
    pub fn provide(gone: Callback<Asked>) -> Self {
        let asked = RwSignal::new(None::<Asked>);
        let title = move || asked.with(|asked| asked.as_ref().map(|asked| format!("Delete {}?", asked.name)));
        let confirm = StoredValue::new(None::<Self>);
        let alert = Alert {
            open: RwSignal::new(false),
            title: Signal::derive(move || title().unwrap_or_default()),
            label: Signal::stored("Delete user".into()),
            is_danger: true,
            is_locked: Signal::stored(false),
            busy: RwSignal::new(false),
            error: RwSignal::new(None),
            confirm: Callback::new(move |()| {
                if let Some(this) = confirm.get_value() {
                    this.delete();
                }
            }),
        };
        let this = Self { session: expect_context(), announcer: expect_context(), asked, gone, alert };
        confirm.set_value(Some(this));
        provide_context(this);
        this
    }

    /// Why users cannot be deleted by who is signed in; `None` where they can.
    pub fn refused(self) -> Option<&'static str> {
        (!self.session.role()?.may_edit()).then_some("Viewers cannot delete users.")
    }

    /// Asks about a user.
    pub fn ask(self, user_id: UserId, name: String) {
        match self.refused() {
            Some(reason) => self.announcer.alert(reason),
            None => {
                self.asked.set(Some(Asked { user_id, name }));
                self.alert.ask();
            }
        }
    }

    /// Whether a user is being deleted just now.
    pub fn is_deleting(self, user_id: UserId) -> bool {
        self.alert.busy.get() && self.asked.with(|asked| asked.as_ref().is_some_and(|asked| asked.user_id == user_id))
    }

    fn delete(self) {
        let Some(asked) = self.asked.get_untracked() else { return };
        spawn_local(async move {
            match api::delete_user(asked.user_id).await {
                Ok(()) => self.is_gone(asked),
                // Somebody else was quicker.
                Err(failure) if failure.is_gone() => self.is_gone(asked),
                Err(failure) => self.alert.fail(format!("{} is still there. {}", asked.name, failure.reason())),
            }
        });
    }

    fn is_gone(self, asked: Asked) {
        self.alert.close();
        // The dialog gives the focus back to where it was first, in the next effects.
        request_animation_frame(move || self.gone.run(asked));
    }
}

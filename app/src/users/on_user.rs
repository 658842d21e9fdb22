//! What keys do to the chosen users, or to the one in focus.

use super::{keys::Action, naming::Naming, selecting::Selecting, store::Store};
use crate::{deletion::AskDelete, profile::is_in_panel};
use leptos::prelude::*;
use shared::ids::UserId;

/// What is done to the chosen, or to one user.
#[derive(Clone, Copy)]
pub struct OnUser {
    /// The chosen.
    pub selecting: Selecting,
    /// What is asked before a user is deleted.
    pub deletion: AskDelete,
}

impl OnUser {
    /// Does it; whether there was anything to do.
    pub fn act(self, store: Store, action: Action, row: Option<UserId>) -> bool {
        match action {
            Action::Select | Action::SelectRange => {
                let Some(user_id) = row else { return false };
                self.selecting.toggle(user_id, action == Action::SelectRange);
            }
            Action::Delete if self.selecting.count.get_untracked() > 0 => self.selecting.delete(),
            Action::Delete => {
                let opened = || store.screen.with_untracked(|screen| screen.user).filter(|_| is_in_panel());
                let name = |user_id| {
                    store.listing.with_untracked(|listing| listing.user(user_id).map(|user| Naming::of(user).full()))
                };
                let Some(user_id) = row.or_else(opened) else { return false };
                let Some(name) = name(user_id) else { return false };
                self.deletion.ask(user_id, name);
            }
            Action::Next
            | Action::Previous
            | Action::Open
            | Action::Close
            | Action::CopyId
            | Action::NextPage
            | Action::PreviousPage
            | Action::Search
            | Action::Shortcuts
            | Action::AddCondition
            | Action::ToggleBuilder
            | Action::Apply
            | Action::Undo
            | Action::Redo
            | Action::Tag => return false,
        }
        true
    }
}

//! What keys do to the chosen users, or to the one in focus.

use super::{
    keys::Action,
    naming::Naming,
    row_tags::open_tags,
    selecting::{Selecting, TAG_SELECTED},
    store::Store,
};
use crate::{deletion::AskDelete, profile::is_in_panel, tags::TAG_USER, ui::focus::element};
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
            Action::Tag if self.selecting.count.get_untracked() > 0 => {
                // The popover of the bar.
                if let Some(button) = element(TAG_SELECTED) {
                    button.click();
                }
            }
            Action::Tag => {
                return match row {
                    Some(user_id) => open_tags(store, user_id),
                    None => element(TAG_USER).is_some_and(|button| {
                        button.click();
                        true
                    }),
                };
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
            | Action::Redo => return false,
        }
        true
    }
}

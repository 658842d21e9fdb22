//! What the panel needs from where it stands.

use super::ProfileTab;
use leptos::prelude::*;
use shared::{api::users::User, ids::UserId};

/// Where the user stands in the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListPlace {
    /// The number of the user's row, from 1, and of how many.
    pub number: Option<(u64, u64)>,
    /// The user in the row before, if it is on this page.
    pub previous: Option<UserId>,
    /// The user in the row after, if it is on this page.
    pub next: Option<UserId>,
    /// Whether nobody is before.
    pub is_first: bool,
    /// Whether nobody is after.
    pub is_last: bool,
}

/// What the panel needs from where it stands.
#[derive(Clone, Copy)]
pub struct PanelContext {
    /// The user whose panel is open.
    pub user: Memo<Option<UserId>>,
    /// The tab that is shown.
    pub tab: Memo<ProfileTab>,
    /// Shows another tab.
    pub choose_tab: Callback<ProfileTab>,
    /// Grows when data may have changed.
    pub changes: Signal<u64>,
    /// The user as the list has it: shown until the profile is there.
    pub seen: Callback<UserId, Option<User>>,
    /// Where the user stands in the list; nowhere, where the list does not show the user.
    pub place: Memo<ListPlace>,
    /// Opens another user, or closes the panel.
    pub open: Callback<Option<UserId>>,
    /// Goes to the user in the next row (true) or the one before, also on another page.
    pub step: Callback<bool>,
    /// Asks whether the user is to be deleted; not offered where nobody can.
    pub delete: Option<Callback<User>>,
}

//! What the whole page knows of tags; shared through the context.

use super::{
    acts::Task,
    ledger::{Ledger, Shown},
};
use crate::{
    api,
    sign_in::SessionContext,
    ui::{Announcer, Toasts, focus},
};
use leptos::{prelude::*, task::spawn_local};
use shared::{
    api::{
        session::Role,
        tags::Tag,
        users::{TagOnUser, UserRow},
    },
    ids::UserId,
};
use std::collections::VecDeque;

/// Whose tags they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// The user.
    pub user_id: UserId,
    /// What the user is called in sentences.
    pub name: String,
}

/// Where a picker stands in the page: a dialog over the page has its own, for nothing else can be reached then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PickerPlace {
    /// In the list.
    List,
    /// In the profile.
    Panel,
}

/// The picker that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Whose tags.
    pub who: Who,
    /// Where it stands in the page.
    pub place: PickerPlace,
    /// The id of what it is placed beside.
    pub beside: String,
    /// The id of what has the focus once it is closed.
    pub back: String,
}

/// The tags of the workspace, as far as they are known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// All of them; those of the last time while they are loaded again.
    pub tags: Vec<Tag>,
    /// Whether they were loaded once.
    pub is_loaded: bool,
    /// Why they could not be loaded.
    pub failed: Option<String>,
}

/// Tags, and who has them.
#[derive(Clone, Copy)]
pub struct Tags {
    /// Who has which.
    pub(super) ledger: RwSignal<Ledger>,
    /// All that there are.
    pub(super) known: RwSignal<Known>,
    /// The picker that is open.
    pub opened: RwSignal<Option<Opened>>,
    /// Whether the tags themselves are managed.
    pub managing: RwSignal<bool>,
    /// Grows with every change to the tags themselves: names of filters are old then.
    pub changes: RwSignal<u64>,
    /// What waits for the server, first come, first served; and whether somebody serves.
    pub(super) waiting: StoredValue<(VecDeque<Task>, bool)>,
    pub(super) toasts: Toasts,
    pub(super) announcer: Announcer,
    session: SessionContext,
}

impl Tags {
    /// Provides itself to all components below.
    pub fn provide() -> Self {
        let this = Self {
            ledger: RwSignal::default(),
            known: RwSignal::default(),
            opened: RwSignal::new(None),
            managing: RwSignal::new(false),
            changes: RwSignal::new(0),
            waiting: StoredValue::default(),
            toasts: expect_context(),
            announcer: expect_context(),
            session: expect_context(),
        };
        provide_context(this);
        this
    }

    /// Whether the account may tag users.
    pub fn may_edit(self) -> bool {
        self.session.account().is_some_and(|account| account.role != Role::Viewer)
    }

    /// Now; to be read before users are asked for.
    pub fn moment(self) -> u64 {
        self.ledger.with_untracked(Ledger::moment)
    }

    /// Keeps the tags of rows, which are without them from then on: rows stay the same while tags come and go.
    pub fn keep_of(self, rows: &mut [UserRow], asked: u64) {
        self.ledger.update(|ledger| {
            for row in rows {
                ledger.learn(row.user.user_id, std::mem::take(&mut row.user.tags), asked);
            }
        });
    }

    /// Keeps the tags of one user.
    pub fn keep(self, user_id: UserId, tags: Vec<TagOnUser>, asked: u64) {
        self.ledger.update(|ledger| ledger.learn(user_id, tags, asked));
    }

    /// The tags of a user as they are shown.
    pub fn shown(self, user_id: UserId) -> Memo<Vec<Shown>> {
        Memo::new(move |_| self.ledger.with(|ledger| ledger.shown(user_id)))
    }

    /// Loads all tags; those known stay until the answer.
    pub fn load(self) {
        self.known.update(|known| known.failed = None);
        spawn_local(async move {
            let answer = api::tags().await;
            self.known.update(|known| match answer {
                Ok(tags) => *known = Known { tags, is_loaded: true, failed: None },
                Err(failure) => known.failed = Some(failure.reason()),
            });
        });
    }

    /// A tag is new, or another than before.
    pub(super) fn learn(self, tag: Tag) {
        self.known.update(|known| {
            known.tags.retain(|other| other.tag_id != tag.tag_id);
            known.tags.push(tag);
        });
        self.changes.update(|changes| *changes += 1);
    }

    /// Opens the picker of a user beside an element; open there already, it closes.
    pub fn toggle(self, who: Who, place: PickerPlace, beside: &str) {
        let opened = Opened { who, place, beside: beside.to_owned(), back: beside.to_owned() };
        let is_there = |now: &Opened| now.who == opened.who && now.place == place;
        if self.opened.with_untracked(|now| now.as_ref().is_some_and(is_there)) {
            self.close();
        } else {
            self.open(opened);
        }
    }

    /// Opens a picker.
    pub fn open(self, opened: Opened) {
        self.load();
        self.opened.set(Some(opened));
    }

    /// Somebody changed something: what is open shows it.
    pub fn hear(self) {
        if self.managing.get_untracked() || self.opened.with_untracked(Option::is_some) {
            self.load();
        }
    }

    /// Opens the dialog of the tags themselves.
    pub fn manage(self) {
        self.close();
        self.managing.set(true);
    }

    /// Closes the picker; the focus goes back to where it was opened.
    pub fn close(self) {
        if let Some(opened) = self.opened.get_untracked() {
            focus::focus(&opened.back);
            self.opened.set(None);
        }
    }
}

/// A tag as it is on a user.
pub fn on_user(tag: &Tag) -> TagOnUser {
    TagOnUser { tag_id: tag.tag_id, name: tag.name.clone(), color: tag.color }
}

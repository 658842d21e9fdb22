//! Giving and taking tags: seen at once, then done by the server, one after the other in the order of the clicks.

use super::{
    context::{Tags, Who, on_user},
    ledger::Ledger,
};
use crate::api::{self, Failure};
use leptos::{prelude::*, task::spawn_local};
use shared::{api::users::TagOnUser, color::Color, ids::TagId};
use std::time::Duration;

/// How long a tag that was refused is seen going.
const LEAVING: Duration = Duration::from_millis(300);

/// What is done with a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Give,
    Take,
    /// Give one that is made for it.
    Create,
    /// Take one that was made for it, and delete it unless somebody else uses it by now.
    Withdraw,
}

/// Something that waits for the server.
#[derive(Clone)]
pub struct Task {
    edit: u64,
    deed: Deed,
    who: Who,
    tag: TagOnUser,
    /// Whether it takes something back, and is not to be taken back itself.
    is_undo: bool,
}

impl Tags {
    /// Gives a tag.
    pub fn give(self, who: Who, tag: TagOnUser) {
        self.start(Deed::Give, who, tag, false);
    }

    /// Takes a tag.
    pub fn take(self, who: Who, tag: TagOnUser) {
        self.start(Deed::Take, who, tag, false);
    }

    /// Gives a tag that there is not yet.
    pub fn create(self, who: Who, name: &str) {
        let tag_id = self.ledger.with_untracked(Ledger::own_id);
        let tag = TagOnUser { tag_id, name: name.to_owned(), color: Color::of_name(name) };
        self.start(Deed::Create, who, tag, false);
    }

    fn start(self, deed: Deed, who: Who, tag: TagOnUser, is_undo: bool) {
        let gives = matches!(deed, Deed::Give | Deed::Create);
        let edit = self.ledger.try_update(|ledger| ledger.begin(who.user_id, tag.clone(), gives));
        self.count(tag.tag_id, gives);
        let Some(edit) = edit else { return };
        let task = Task { edit, deed, who, tag, is_undo };
        let is_served = self.waiting.try_update_value(|(tasks, is_served)| {
            tasks.push_back(task);
            std::mem::replace(is_served, true)
        });
        if is_served == Some(false) {
            spawn_local(self.serve());
        }
    }

    async fn serve(self) {
        loop {
            let next = self.waiting.try_update_value(|(tasks, is_served)| {
                let next = tasks.pop_front();
                *is_served = next.is_some();
                next
            });
            let Some(task) = next.flatten() else { return };
            match self.ask(&task).await {
                Ok((tag, is_new)) => self.succeeded(task, tag, is_new),
                Err(failure) => self.failed(task, &failure),
            }
        }
    }

    /// Asks the server; the tag, and whether it was made for it.
    async fn ask(self, task: &Task) -> Result<(TagOnUser, bool), Failure> {
        let (user_id, tag_id) = (task.who.user_id, task.tag.tag_id);
        match task.deed {
            Deed::Give => api::give_tag(user_id, tag_id).await?,
            Deed::Take => api::take_tag(user_id, tag_id).await?,
            Deed::Create => {
                let tag = api::create_tag(&task.tag.name).await?;
                let was_known =
                    self.known.with_untracked(|known| known.tags.iter().any(|old| old.tag_id == tag.tag_id));
                let (is_new, given) = (!was_known && tag.users == 0, on_user(&tag));
                self.learn(tag);
                api::give_tag(user_id, given.tag_id).await?;
                self.count(given.tag_id, true);
                return Ok((given, is_new));
            }
            Deed::Withdraw => {
                api::take_tag(user_id, tag_id).await?;
                let is_unused = |tags: Vec<shared::api::tags::Tag>| {
                    tags.iter().any(|tag| tag.tag_id == tag_id && tag.users == 0 && tag.segments.is_empty())
                };
                // That an empty tag stays is no failure.
                if api::tags().await.is_ok_and(is_unused) && api::delete_tag(tag_id).await.is_ok() {
                    self.forget(tag_id);
                }
            }
        }
        Ok((task.tag.clone(), false))
    }

    fn succeeded(self, task: Task, tag: TagOnUser, is_new: bool) {
        let Task { edit, deed, who, is_undo, .. } = task;
        self.ledger.update(|ledger| ledger.done(edit, tag.clone()));
        let (words, back) = match deed {
            Deed::Give => ("added to", Deed::Take),
            Deed::Create if is_new => ("added to", Deed::Withdraw),
            Deed::Create => ("added to", Deed::Take),
            Deed::Take | Deed::Withdraw => ("removed from", Deed::Give),
        };
        let text = format!("Tag {} {words} {}", tag.name, who.name);
        if is_undo {
            self.toasts.tell(text);
        } else {
            self.toasts.done(text, move || self.start(back, who.clone(), tag.clone(), true));
        }
    }

    fn failed(self, task: Task, failure: &Failure) {
        let Task { edit, deed, who, tag, is_undo } = task;
        self.ledger.update(|ledger| ledger.failed(edit));
        set_timeout(move || self.ledger.update(|ledger| ledger.left(edit)), LEAVING);
        let gives = matches!(deed, Deed::Give | Deed::Create);
        self.count(tag.tag_id, !gives);
        let words = if gives { ("add", "to") } else { ("remove", "from") };
        let text = format!("Could not {} {} {} {}. {}", words.0, tag.name, words.1, who.name, failure.reason());
        self.toasts.fail_with(text, "Retry", move || self.start(deed, who.clone(), tag.clone(), is_undo));
    }

    /// One user more or less has a tag.
    fn count(self, tag_id: TagId, more: bool) {
        self.known.update(|known| {
            if let Some(tag) = known.tags.iter_mut().find(|tag| tag.tag_id == tag_id) {
                tag.users = if more { tag.users + 1 } else { tag.users.saturating_sub(1) };
            }
        });
    }

    /// There is no such tag any more.
    pub(super) fn forget(self, tag_id: TagId) {
        self.known.update(|known| known.tags.retain(|tag| tag.tag_id != tag_id));
        self.ledger.update(|ledger| ledger.forget(tag_id));
        self.changes.update(|changes| *changes += 1);
    }
}

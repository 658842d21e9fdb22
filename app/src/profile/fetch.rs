//! The requests of the panel. An answer is taken only while its user is the open one.

use super::{
    kept::Known,
    paged::{Paged, Placed},
    part::{Part, is_gone},
    store::ProfileStore,
};
use crate::api::{self, Failure};
use leptos::{prelude::*, task::spawn_local};
use shared::{
    api::{
        activity::{ActivityEntry, ActivityKind},
        profile::Profile,
        responses::Response,
    },
    ids::UserId,
    page::Cursor,
};

impl ProfileStore {
    pub(super) fn load_profile(self, user_id: UserId, then: impl FnOnce() + 'static) {
        let (abort, asked) = (self.abort.get_value(), self.tags.moment());
        spawn_local(async move {
            let answer = api::profile(user_id, Some(&abort)).await;
            self.keep_tags(&answer, asked);
            if self.shows(user_id) {
                self.take_profile(answer);
                then();
            }
        });
    }

    /// The head shows tags as they come and go, here and in the list.
    fn keep_tags(self, answer: &Result<Profile, Failure>, asked: u64) {
        if let Ok(profile) = answer {
            self.tags.keep(profile.user.user_id, profile.user.tags.clone(), asked);
        }
    }

    /// Takes the user as the server has it now.
    pub fn take_profile(self, answer: Result<Profile, Failure>) {
        match &answer {
            Ok(profile) => {
                let user = profile.user.clone();
                let survivor = Some(user.user_id).filter(|survivor| !self.shows(*survivor));
                self.user.set(Some(user));
                if survivor.is_some() {
                    // The user was merged into another one, who answers.
                    self.context.open.run(survivor);
                }
            }
            Err(failure) if is_gone(Some(failure)) && self.profile.with_untracked(|part| part.value.is_some()) => {
                self.announcer.alert("This user was deleted.");
                self.gone.set(true);
            }
            Err(Failure::Aborted) => {}
            Err(failure) if self.profile.with_untracked(|part| part.value.is_none()) => {
                self.announcer.alert(format!("The profile could not be loaded. {}", failure.reason()));
            }
            Err(_) => {}
        }
        self.profile.update(|part| part.settle(answer, |_, new| new));
        self.prefetch_neighbours();
    }

    /// Fetches the profiles in the rows above and below, which J and K lead to.
    fn prefetch_neighbours(self) {
        let place = self.context.place.get_untracked();
        for user_id in [place.next, place.previous].into_iter().flatten() {
            if self.kept.with_value(|kept| kept.has(user_id)) {
                continue;
            }
            let (abort, asked) = (self.abort.get_value(), self.tags.moment());
            spawn_local(async move {
                let answer = api::profile(user_id, Some(&abort)).await;
                self.keep_tags(&answer, asked);
                // A failure shows when the user is opened.
                if let Ok(profile) = answer {
                    let known = Known { profile: Some(profile), ..Known::default() };
                    self.kept.try_update_value(|kept| kept.keep(user_id, known));
                }
            });
        }
    }

    pub(super) fn load_activity(self, user_id: UserId) {
        let with_events = self.events.get_untracked();
        self.page_of_activity(user_id, with_events, None);
    }

    /// Shows the user's events among the interactions, or not.
    pub fn show_events(self, shown: bool) {
        self.events.set(shown);
        self.activity.set(Part::default());
        if let Some(user_id) = self.open.get_value() {
            self.load_activity(user_id);
        }
    }

    /// Fetches what follows of what the user did.
    pub fn more_activity(self) {
        let next = self.activity.with_untracked(|part| part.value.as_ref().and_then(|known| known.next.clone()));
        let is_busy = self.activity.with_untracked(|part| part.is_busy);
        if let (Some(user_id), Some(next), false) = (self.open.get_value(), next, is_busy) {
            self.activity.update(|part| part.is_busy = true);
            self.page_of_activity(user_id, self.events.get_untracked(), Some(next));
        }
    }

    fn page_of_activity(self, user_id: UserId, with_events: bool, after: Option<Cursor>) {
        let abort = self.abort.get_value();
        spawn_local(async move {
            let kinds = if with_events { &ActivityKind::ALL[..] } else { &[ActivityKind::Interaction] };
            let answer = api::activity(user_id, kinds, after.as_ref(), &abort).await;
            let answer = answer.map(|page| Paged { entries: page.entries, next: page.next });
            if self.shows(user_id) && self.events.get_untracked() == with_events {
                self.activity.update(|part| part.settle(answer, joined(after.is_some())));
            }
        });
    }

    pub(super) fn load_responses(self, user_id: UserId) {
        self.page_of_responses(user_id, None);
    }

    /// Fetches what follows of what the user answered.
    pub fn more_responses(self) {
        let next = self.responses.with_untracked(|part| part.value.as_ref().and_then(|known| known.next.clone()));
        let is_busy = self.responses.with_untracked(|part| part.is_busy);
        if let (Some(user_id), Some(next), false) = (self.open.get_value(), next, is_busy) {
            self.responses.update(|part| part.is_busy = true);
            self.page_of_responses(user_id, Some(next));
        }
    }

    fn page_of_responses(self, user_id: UserId, after: Option<Cursor>) {
        let abort = self.abort.get_value();
        spawn_local(async move {
            let answer = api::responses(user_id, after.as_ref(), &abort).await;
            let answer = answer.map(|page| Paged { entries: page.responses, next: page.next });
            if self.shows(user_id) {
                self.responses.update(|part| part.settle(answer, joined(after.is_some())));
            }
        });
    }
}

/// How a page joins what is known.
fn joined<T: Placed>(follows: bool) -> impl FnOnce(Option<Paged<T>>, Paged<T>) -> Paged<T> {
    move |known, page| match known {
        Some(known) if follows => known.followed_by(page),
        Some(known) => known.begun_by(page),
        None => page,
    }
}

impl Placed for ActivityEntry {
    fn place(&self) -> (i64, i64, u8) {
        (self.at.0, self.id.0, self.kind as u8)
    }
}

impl Placed for Response {
    fn place(&self) -> (i64, i64, u8) {
        (self.at.0, self.id.0, 0)
    }
}

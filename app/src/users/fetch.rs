//! Asking for a page of users: its rows as soon as they are found, and their number.

use super::{
    listing::{Listing, Phase},
    store::Store,
};
use crate::{
    api::{self, Abort, Failure},
    ui::format,
};
use leptos::{prelude::*, task::spawn_local};
use shared::api::users::{SearchAnswer, SearchRequest, TotalBy};
use std::time::Duration;

impl Store {
    /// Asks a new question.
    pub(super) fn load(self, request: SearchRequest) {
        let Some(revision) = self.listing.try_update(|listing| listing.ask(request.clone())) else { return };
        let now = format::now();
        let ahead = self.ahead.try_update_value(Option::take).flatten();
        if let Some(answer) = ahead.and_then(|ahead| ahead.answer_to(&request, now)) {
            self.listing.update(|listing| _ = listing.settle(revision, Ok(answer), now));
            self.refresh();
        } else {
            self.fetch(request, revision);
        }
    }

    /// Asks the same question again.
    pub fn retry(self) {
        if self.applied.state.with_untracked(|state| state.to_ask().is_none()) {
            return self.applied.retry();
        }
        if let Some(revision) = self.listing.try_update(Listing::ask_again) {
            self.fetch(self.listing.with_untracked(|listing| listing.request().clone()), revision);
        }
    }

    fn fetch(self, request: SearchRequest, revision: u64) {
        let abort = Abort::new();
        if let Some(before) = self.abort.try_update_value(|held| held.replace(abort.clone())).flatten() {
            before.abort();
        }
        let asked = self.tags.moment();
        spawn_local(async move {
            let mut answer = api::search(&rows_first(&request), Some(&abort)).await;
            if let Ok(answer) = &mut answer {
                self.tags.keep_of(&mut answer.users, asked);
            }
            let is_without_total = answer.as_ref().is_ok_and(|answer| answer.total.is_none());
            self.settle(revision, answer);
            // Another page or order of the same users leaves their number as it is; changes come by themselves.
            let is_known = self.listing.try_with_untracked(|listing| listing.current_total().is_some());
            if is_without_total && is_known == Some(false) {
                self.fetch_total(request, revision, &abort).await;
            }
        });
    }

    fn settle(self, revision: u64, answer: Result<SearchAnswer, Failure>) {
        // The page may have been left meanwhile.
        let settled = self.listing.try_update(|listing| listing.settle(revision, answer, format::now()));
        self.clock.tick();
        self.tell_failure(revision);
        if let Some(seconds) = settled.flatten() {
            let again = move || {
                if self.listing.try_with_untracked(Listing::revision) == Some(revision) {
                    self.retry();
                }
            };
            set_timeout(again, Duration::from_secs(seconds.into()));
        }
    }

    fn tell_failure(self, revision: u64) {
        let reason = self.listing.try_with_untracked(|listing| match listing.phase() {
            Phase::Failed { failure, .. } if listing.revision() == revision => Some(failure.reason()),
            Phase::Failed { .. } | Phase::Loading | Phase::Settled => None,
        });
        if let Some(reason) = reason.flatten() {
            self.announcer.alert(format!("Users could not be loaded. {reason}"));
        }
    }

    /// The rows came without their number, which the database takes a while for: both once more. A failure is the page's.
    async fn fetch_total(self, request: SearchRequest, revision: u64, abort: &Abort) {
        let asked = self.tags.moment();
        match api::search(&request, Some(abort)).await {
            Ok(mut answer) => {
                self.tags.keep_of(&mut answer.users, asked);
                let hold = self.is_engaged();
                self.listing.try_update(|listing| listing.refresh(revision, answer, hold, format::now()));
            }
            Err(failure) => self.settle(revision, Err(failure)),
        }
    }
}

/// The request as it is asked first. A text is looked for in all users, and whoever is found is counted on the way.
fn rows_first(request: &SearchRequest) -> SearchRequest {
    let total = if request.filter.is_some() && request.text.is_none() { TotalBy::Later } else { TotalBy::Now };
    SearchRequest { total, ..request.clone() }
}

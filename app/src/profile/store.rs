//! What the panel shows, and its requests. Each part is fetched for itself; coming back to a user shows what was known.
//!
//! Invariant: what arrives for another user than the open one is never shown.

use super::{
    PanelContext, ProfileTab,
    kept::{Known, Recent},
    paged::Paged,
    part::Part,
};
use crate::{api::Abort, tags::Tags, ui::Announcer};
use leptos::prelude::*;
use shared::{
    api::{activity::ActivityEntry, profile::Profile, responses::Response, users::User},
    ids::UserId,
};
use std::time::Duration;

/// Whoever runs through users with a key waits only for the one where they stop.
const PAUSE: Duration = Duration::from_millis(120);

/// The open profile; shared through the context.
#[derive(Clone, Copy)]
pub struct ProfileStore {
    /// Where the panel stands.
    pub context: PanelContext,
    /// The user, as the profile or else the list has it.
    pub user: RwSignal<Option<User>>,
    /// What is known of the user.
    pub profile: RwSignal<Part<Profile>>,
    /// What the user did.
    pub activity: RwSignal<Part<Paged<ActivityEntry>>>,
    /// What the user answered.
    pub responses: RwSignal<Part<Paged<Response>>>,
    /// Whether the user's events are shown among the interactions.
    pub events: RwSignal<bool>,
    /// Whether the user was deleted while the panel was open.
    pub gone: RwSignal<bool>,
    /// The key of the attribute that is being edited.
    pub editing: RwSignal<Option<String>>,
    /// The tags of all users that were seen.
    pub(super) tags: Tags,
    /// Says things to screen readers.
    pub announcer: Announcer,
    pub(super) open: StoredValue<Option<UserId>>,
    pub(super) kept: StoredValue<Recent<Known>>,
    pub(super) abort: StoredValue<Abort, LocalStorage>,
    /// A look for news is under way; another is wanted.
    looking: StoredValue<(bool, bool)>,
}

impl ProfileStore {
    /// Provides itself to all components below, and follows the open user.
    pub fn provide(context: PanelContext) -> Self {
        let this = Self {
            context,
            user: RwSignal::new(None),
            profile: RwSignal::new(Part::default()),
            activity: RwSignal::new(Part::default()),
            responses: RwSignal::new(Part::default()),
            events: RwSignal::new(false),
            gone: RwSignal::new(false),
            editing: RwSignal::new(None),
            tags: expect_context(),
            announcer: expect_context(),
            open: StoredValue::new(None),
            kept: StoredValue::new(Recent::default()),
            abort: StoredValue::new_local(Abort::new()),
            looking: StoredValue::new((false, false)),
        };
        Effect::new(move || {
            let user = context.user.get();
            context.changes.track();
            let before = this.open.get_value();
            match user {
                _ if user != before => this.turn_to(user, before.is_some()),
                Some(_) => this.look(),
                None => {}
            }
        });
        // What was fetched for another tab may be older by now.
        Effect::new(move |before: Option<ProfileTab>| {
            let tab = context.tab.get();
            if before.is_some_and(|before| before != tab) {
                this.look();
            }
            tab
        });
        provide_context(this);
        this
    }

    /// Whether this user is the open one still.
    pub fn shows(self, user_id: UserId) -> bool {
        self.open.try_get_value().flatten() == Some(user_id)
    }

    fn turn_to(self, user: Option<UserId>, is_step: bool) {
        self.abort.with_value(Abort::abort);
        if let Some(before) = self.open.get_value() {
            let events = self.events.get_untracked();
            let known = Known {
                profile: self.profile.with_untracked(|part| part.value.clone()),
                activity: self.activity.with_untracked(|part| Some((events, part.value.clone()?))),
                responses: self.responses.with_untracked(|part| part.value.clone()),
            };
            if known.profile.is_some() && !self.gone.get_untracked() {
                self.kept.update_value(|kept| kept.keep(before, known));
            }
        }
        self.open.set_value(user);
        self.looking.set_value((false, false));
        self.abort.set_value(Abort::new());
        let Some(user_id) = user else { return };
        let known = self.kept.try_update_value(|kept| kept.take(user_id)).flatten().unwrap_or_default();
        let events = self.events.get_untracked();
        let activity = known.activity.filter(|(with, _)| *with == events).map(|(_, activity)| activity);
        let seen = self.context.seen.run(user_id);
        self.user.set(known.profile.as_ref().map(|profile| profile.user.clone()).or(seen));
        self.gone.set(false);
        self.editing.set(None);
        self.profile.set(Part::known(known.profile));
        self.activity.set(Part::known(activity));
        self.responses.set(Part::known(known.responses));
        let load = move || {
            if self.shows(user_id) {
                self.load(user_id);
            }
        };
        if is_step { set_timeout(load, PAUSE) } else { load() }
    }

    /// Fetches all parts: the first page of each tab.
    fn load(self, user_id: UserId) {
        self.load_profile(user_id, || {});
        self.load_activity(user_id);
        self.load_responses(user_id);
    }

    /// Asks for all that has no answer.
    pub fn retry(self) {
        if let Some(user_id) = self.open.get_value() {
            self.load(user_id);
        }
    }

    /// Looks for news of what is seen. One look at a time, the latest wins.
    fn look(self) {
        let (busy, _) = self.looking.get_value();
        let Some(user_id) = self.open.get_value().filter(|_| !self.gone.get_untracked()) else { return };
        self.looking.set_value((true, busy));
        if busy {
            return;
        }
        match self.context.tab.get_untracked() {
            ProfileTab::Data => {}
            ProfileTab::Activity => self.load_activity(user_id),
            ProfileTab::Responses => self.load_responses(user_id),
        }
        self.load_profile(user_id, move || {
            let (_, again) = self.looking.get_value();
            self.looking.set_value((false, false));
            if again {
                self.look();
            }
        });
    }
}

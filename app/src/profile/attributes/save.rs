//! Setting a value by hand, and taking that back.

use super::{lines::key_of, row::edit_key};
use crate::{
    api::{self, Failure},
    profile::store::ProfileStore,
    ui::{
        Toasts,
        focus::{element, focus},
    },
};
use leptos::{prelude::*, task::spawn_local};
use serde_json::Value;
use shared::{api::profile::ProfileAttribute, ids::UserId};

/// The field that attributes are searched with.
pub const SEARCH: &str = "attribute-search";

/// The button that edits an attribute.
pub fn edit_id(line: &ProfileAttribute) -> String {
    format!("attribute-edit-{}", line.key)
}

/// What a value is set by and for, and how the editor hears of it.
#[derive(Clone, Copy)]
pub struct Saving {
    /// The open profile.
    pub store: ProfileStore,
    /// Where it can be undone.
    pub toasts: Toasts,
    /// What the server says is wrong.
    pub error: RwSignal<Option<String>>,
    /// Whether the server was asked and has not answered.
    pub busy: RwSignal<bool>,
}

impl Saving {
    /// Sets a value; `null` removes it.
    pub fn save(self, line: &ProfileAttribute, key: String, value: Value) {
        let Some(user_id) = self.store.context.user.get_untracked() else { return };
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        let line = line.clone();
        spawn_local(async move {
            let is_removed = value.is_null();
            let answer = api::set_attribute(user_id, &key, value).await;
            self.busy.try_set(false);
            match answer {
                Ok(profile) => {
                    if self.store.shows(user_id) {
                        self.store.take_profile(Ok(profile));
                        close(self.store, &line);
                    }
                    let before = line.raw.clone().unwrap_or_else(|| line.value.clone());
                    let text = format!("{} {}", line.name, if is_removed { "removed" } else { "changed" });
                    let (store, toasts) = (self.store, self.toasts);
                    toasts.done(text, move || undo(store, toasts, user_id, key.clone(), before.clone()));
                }
                Err(failure) => _ = self.error.try_set(Some(sentence(&failure))),
            }
        });
    }
}

/// Closes the editor; the focus goes back to the button that opened it, or to the search where its line is gone. Whoever
/// edits another line by now is left alone.
pub fn close(store: ProfileStore, line: &ProfileAttribute) {
    let (edited, button) = (edit_key(&key_of(line)), edit_id(line));
    if store.editing.with_untracked(|now| now.as_ref() != Some(&edited)) {
        return;
    }
    store.editing.set(None);
    request_animation_frame(move || focus(if element(&button).is_some() { &button } else { SEARCH }));
}

fn undo(store: ProfileStore, toasts: Toasts, user_id: UserId, key: String, before: Value) {
    spawn_local(async move {
        match api::set_attribute(user_id, &key, before).await {
            Ok(profile) if store.shows(user_id) => store.take_profile(Ok(profile)),
            Ok(_) => {}
            Err(failure) => toasts.fail(format!("The change could not be undone. {}", sentence(&failure))),
        }
    });
}

/// What the server says of the value, else of the request.
fn sentence(failure: &Failure) -> String {
    match failure {
        Failure::Status { problem: Some(problem), .. } => {
            problem.errors.first().map_or_else(|| failure.reason(), |error| error.detail.clone())
        }
        Failure::Network | Failure::Aborted | Failure::Status { problem: None, .. } | Failure::Unreadable => {
            failure.reason()
        }
    }
}

//! The id that is copied: the product's own for the identified, the whole visitor id for the anonymous.

use crate::{
    api,
    ui::{Announcer, copy},
};
use leptos::task::spawn_local;
use shared::api::users::User;

/// Copies a user's id. The list knows only the short visitor id, so that the whole one is asked for.
pub fn copy_id(user: User, announcer: Announcer) {
    if let Some(external_id) = user.external_id {
        copy(external_id, "ID".into(), announcer, |_| ());
        return;
    }
    spawn_local(async move {
        match api::profile(user.user_id, None).await {
            Ok(profile) => {
                let id = profile.anonymous_id.unwrap_or_else(|| profile.user.user_id.to_string());
                copy(id, "ID".into(), announcer, |_| ());
            }
            Err(failure) => announcer.alert(format!("ID could not be copied. {}", failure.reason())),
        }
    });
}

//! The id that is copied: the product's own for the identified, the whole visitor id for the anonymous.

use super::store::ProfileStore;
use crate::{
    api,
    ui::{
        Announcer, Icon, copy,
        focus::{element, focus_soon},
        select_text, write_clipboard,
    },
};
use leptos::{prelude::*, task::spawn_local};
use shared::api::users::User;
use std::time::Duration;

const ID: &str = "panel-id";
const COPIED: Duration = Duration::from_millis(1_500);

/// Copies a user's id. The list knows only the short visitor id, so that the whole one is asked for.
pub fn copy_id(user: User, announcer: Announcer) {
    if let Some(external_id) = user.external_id {
        copy(external_id, "user ID".into(), announcer, |_| ());
        return;
    }
    spawn_local(async move {
        match api::profile(user.user_id, None).await {
            Ok(profile) => {
                let id = profile.anonymous_id.unwrap_or_else(|| profile.user.user_id.to_string());
                copy(id, "user ID".into(), announcer, |_| ());
            }
            Err(failure) => announcer.alert(format!("The user ID could not be copied. {}", failure.reason())),
        }
    });
}

/// The line below the name: the id, and a button that copies it. Where the browser does not let it, the id is selected,
/// so that keys can.
#[component]
pub fn IdLine(store: ProfileStore) -> impl IntoView {
    let ids =
        Memo::new(move |_| store.user.with(|user| store.profile.with(|part| ids(user.as_ref(), part.value.as_ref()))));
    // The whole id of a visitor stands there only to be selected.
    let selected = RwSignal::new(false);
    let copied = RwSignal::new(false);
    Effect::new(move || {
        store.context.user.track();
        selected.set(false);
    });
    let shown = move || ids.get().map(|(shown, whole)| if selected.get() { whole } else { shown });
    let click = move |_| {
        let Some((_, whole)) = ids.get_untracked() else { return };
        spawn_local(async move {
            if write_clipboard(&whole).await {
                store.announcer.status("User ID copied");
                copied.set(true);
                set_timeout(move || _ = copied.try_set(false), COPIED);
            } else {
                selected.set(true);
                store.announcer.status("Press Ctrl+C to copy");
                request_animation_frame(|| {
                    if let Some(id) = element(ID) {
                        select_text(&id);
                    }
                });
                focus_soon("panel-copy-id");
            }
        });
    };
    let sign = move || {
        let name = if copied.get() { "check" } else { "copy" };
        view! { <Icon name=name /> }
    };
    let has_id = Memo::new(move |_| ids.with(Option::is_some));
    let button = move || {
        has_id.get().then(|| {
            view! {
                <button
                    type="button"
                    id="panel-copy-id"
                    class="icon-button"
                    aria-label="Copy user ID"
                    title="Copy user ID"
                    on:click=click
                >
                    {sign}
                </button>
            }
        })
    };
    view! { <p class="profile-id"><span class="mono" id=ID>{shown}</span>{button}</p> }
}

/// The id as it is shown, and the whole one.
fn ids(user: Option<&User>, profile: Option<&shared::api::profile::Profile>) -> Option<(String, String)> {
    let user = user?;
    if let Some(external_id) = user.external_id.clone().filter(|_| user.identified) {
        return Some((external_id.clone(), external_id));
    }
    let whole = profile.filter(|profile| profile.user.user_id == user.user_id)?.anonymous_id.clone()?;
    let shown = user.visitor_id.as_ref().map(|visitor| format!("Visitor {visitor}"));
    Some((shown.unwrap_or_else(|| whole.clone()), whole))
}

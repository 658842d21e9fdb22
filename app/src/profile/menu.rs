//! What can be done with a whole profile, behind three dots.

use super::store::ProfileStore;
use crate::ui::{Icon, MenuButton, MenuEntry, MenuItem, copy};
use leptos::prelude::*;

/// The button with its menu.
pub fn more(store: ProfileStore) -> AnyView {
    let item = |label: &str, is_danger: bool, action: Callback<()>| {
        MenuEntry::Item(MenuItem { label: label.into(), keys: None, refused: None, is_danger, action })
    };
    let link = Callback::new(move |()| {
        if let Some(user_id) = store.context.user.get_untracked() {
            let origin = window().location().origin().unwrap_or_default();
            copy(format!("{origin}/users?user={user_id}"), "link".into(), store.announcer, |_| ());
        }
    });
    let json = Callback::new(move |()| {
        let text = store.profile.with_untracked(|part| part.value.as_ref().map(serde_json::to_string_pretty));
        if let Some(Ok(text)) = text {
            copy(text, "JSON".into(), store.announcer, |_| ());
        }
    });
    let delete = store.context.delete.map(|delete| {
        Callback::new(move |()| {
            if let Some(user) = store.user.get_untracked() {
                delete.run(user);
            }
        })
    });
    let entries = move |()| {
        let mut entries = vec![item("Copy link", false, link), item("Copy JSON", false, json)];
        if let Some(delete) = delete {
            entries.extend([MenuEntry::Divider, item("Delete user", true, delete)]);
        }
        entries
    };
    view! {
        <MenuButton
            id="panel-more".into()
            label="More about this user"
            class="icon-button"
            button=|| view! { <Icon name="more" /> }
            entries=entries
        />
    }
    .into_any()
}

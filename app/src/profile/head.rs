//! The head of a profile: who it is, where in the list, and what can be done with the whole of it.

use super::{focusing::TITLE, id::IdLine, menu::more, store::ProfileStore};
use crate::{
    tags::{ProfileTags, TagUserButton},
    ui::{Avatar, Icon, format},
    users::{Naming, who},
};
use leptos::prelude::*;

/// The bar with the way through the list, then avatar, name, id and tags. The heading stays as users change.
#[component]
pub fn Head(store: ProfileStore) -> impl IntoView {
    let who = Memo::new(move |_| store.user.with(|user| user.as_ref().map(who)));
    let naming = Memo::new(move |_| store.user.with(|user| user.as_ref().map(Naming::of)));
    let title = move || naming.get().map_or_else(|| "User".into(), |naming| naming.title);
    let is_anonymous = move || naming.get().is_some_and(|naming| !naming.is_named);
    let avatar = move || store.context.user.get().map(|user_id| view! { <Avatar id=user_id.0 large=true /> });
    view! {
        <div class="profile-bar">
            {steps(store)}
            {more(store)}
            <button
                type="button"
                id="panel-close"
                class="icon-button"
                aria-label="Close the profile"
                aria-keyshortcuts="Escape"
                title="Close (Esc)"
                on:click=move |_| store.context.open.run(None)
            >
                <Icon name="close" />
            </button>
        </div>
        <div class="profile-head">
            {avatar}
            <div class="profile-who">
                <h2 id=TITLE tabindex="-1" class:is-anonymous=is_anonymous>{title}</h2>
                <IdLine store=store />
                {move || who.get().map(|who| view! { <ProfileTags who=who /> })}
            </div>
            {move || who.get().map(|who| view! { <TagUserButton who=who /> })}
        </div>
    }
}

/// To the users in the rows above and below: "3 of 1,284".
fn steps(store: ProfileStore) -> AnyView {
    let place = store.context.place;
    let button = move |is_forward: bool, name: &'static str, key: &'static str, icon: &'static str| {
        let is_end = Memo::new(move |_| place.with(|place| if is_forward { place.is_last } else { place.is_first }));
        view! {
            <button
                type="button"
                class="icon-button"
                aria-label=name
                title=format!("{name} ({key})")
                aria-keyshortcuts=key
                aria-disabled=move || is_end.get().then_some("true")
                on:click=move |_| store.context.step.run(is_forward)
            >
                <Icon name=icon />
            </button>
        }
        .into_any()
    };
    let number =
        move || place.get().number.map(|(number, of)| format!("{} of {}", format::count(number), format::count(of)));
    let is_listed = Memo::new(move |_| place.with(|place| *place != super::ListPlace::default()));
    let steps = move || {
        is_listed.get().then(|| {
            view! {
                {button(false, "Previous user", "K", "up")}
                {button(true, "Next user", "J", "down")}
                <span class="meta">{number}</span>
            }
        })
    };
    view! { <div class="profile-steps">{steps}</div> }.into_any()
}

//! The head of a profile: who it is.

use crate::{
    tags::{ProfileTags, TagUserButton},
    ui::{Avatar, CopyButton},
    users::{Naming, who},
};
use leptos::prelude::*;
use shared::api::users::User;

/// Avatar, name, id with a button that copies it, tags.
#[component]
pub fn Head(user: User, anonymous_id: Option<String>) -> impl IntoView {
    let naming = Naming::of(&user);
    // The id that is shown is short for the anonymous; the copy is always the whole one.
    let whole = user.external_id.clone().filter(|_| user.identified).or(anonymous_id);
    let shown = match (&naming.visitor, &whole) {
        (Some(visitor), _) => Some(visitor.clone()),
        (None, Some(whole)) => Some(whole.clone()),
        (None, None) => None,
    };
    let who = who(&user);
    view! {
        <div class="profile-head">
            <Avatar id=user.user_id.0 large=true />
            <div class="profile-who">
                <h2 class:is-anonymous=!naming.is_named>{naming.title}</h2>
                <p class="profile-id">
                    {shown.map(|shown| view! { <span class="mono">{shown}</span> })}
                    {whole.map(|whole| view! { <CopyButton what="ID" text=Signal::stored(whole) /> })}
                </p>
                <ProfileTags who=who.clone() />
            </div>
            <TagUserButton who=who />
        </div>
    }
}

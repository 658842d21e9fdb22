//! Tags of a user as pills, the buttons that take them away, and the buttons that open the picker.

use super::{
    context::{PickerPlace, Tags, Who},
    ledger::{Look, Shown},
};
use crate::ui::{Icon, focus};
use leptos::prelude::*;
use shared::ids::TagId;

/// The id of the button of a profile's head.
pub const TAG_USER: &str = "tag-user";

/// The id of the button of a user's row.
pub fn add_tag_id(who: &Who) -> String {
    format!("add-tag-{}", who.user_id)
}

/// The class that shows how a tag comes and goes.
pub fn look_class(look: Look) -> &'static str {
    match look {
        Look::Settled => "",
        Look::Pending => "is-pending",
        Look::Leaving => "is-leaving",
    }
}

/// **add tag**, in a row.
pub fn add_tag(tags: Tags, who: Who) -> AnyView {
    let label = format!("Add tag to {}", who.name);
    let content = view! { <Icon name="plus" />"add tag" }.into_any();
    opener(tags, add_tag_id(&who), "add-tag", Some(label), who, PickerPlace::List, content)
}

/// **Tag user**, in the head of a profile.
#[component]
pub fn TagUserButton(who: Who) -> impl IntoView {
    let tags: Tags = expect_context();
    let content = view! { <Icon name="kind-tag" />"Tag user" }.into_any();
    opener(tags, TAG_USER.into(), "button tag-user", None, who, PickerPlace::Panel, content)
}

/// A button that opens the picker beside itself; nothing for those who may not tag.
fn opener(
    tags: Tags,
    id: String,
    class: &'static str,
    label: Option<String>,
    who: Who,
    place: PickerPlace,
    content: AnyView,
) -> AnyView {
    if !untrack(|| tags.may_edit()) {
        return ().into_any();
    }
    let beside = id.clone();
    let is_open = {
        let id = id.clone();
        move || tags.opened.with(|opened| opened.as_ref().is_some_and(|opened| opened.beside == id)).to_string()
    };
    view! {
        <button
            type="button"
            id=id
            class=class
            aria-haspopup="dialog"
            aria-expanded=is_open
            aria-label=label
            aria-keyshortcuts="T"
            on:click=move |_| tags.toggle(who.clone(), place, &beside)
        >
            {content}
        </button>
    }
    .into_any()
}

/// The tags of a profile, each with a button that takes it away.
#[component]
pub fn ProfileTags(who: Who) -> impl IntoView {
    let tags: Tags = expect_context();
    let list = list(tags, who, "panel", TAG_USER.into(), |shown| {
        view! { <span class="pill-text" title=shown.tag.name.clone()>{shown.tag.name.clone()}</span> }.into_any()
    });
    view! { <ul class="all-tags profile-tags" aria-label="Tags">{list}</ul> }
}

/// Pills with a button that takes the tag away. `prefix` makes ids unique on the page; `fallback` has the focus once
/// the last one is gone.
pub fn list(
    tags: Tags,
    who: Who,
    prefix: &'static str,
    fallback: String,
    words: impl Fn(&Shown) -> AnyView + Copy + Send + Sync + 'static,
) -> AnyView {
    let shown = tags.shown(who.user_id);
    let may_edit = untrack(|| tags.may_edit());
    let (who, fallback) = (StoredValue::new(who), StoredValue::new(fallback));
    let take = Callback::new(move |tag_id: TagId| {
        let (next, tag) = shown.with_untracked(|shown| {
            let at = shown.iter().position(|one| one.tag.tag_id == tag_id);
            let next = at.and_then(|at| shown.get(at + 1).or_else(|| shown.get(at.checked_sub(1)?)));
            (next.map(|next| next.tag.tag_id), at.map(|at| shown[at].tag.clone()))
        });
        let Some(tag) = tag else { return };
        tags.take(who.get_value(), tag);
        // With the last ones the list may go, too.
        request_animation_frame(move || {
            let next = next.map(|next| remove_id(prefix, next)).filter(|id| focus::element(id).is_some());
            focus::focus(&next.or_else(|| fallback.try_get_value()).unwrap_or_default());
        });
    });
    let pill = move |one: Shown| {
        let tag_id = one.tag.tag_id;
        let remove = may_edit.then(|| {
            let label = who.with_value(|who| format!("Remove tag {} from {}", one.tag.name, who.name));
            view! {
                <button
                    type="button"
                    id=remove_id(prefix, tag_id)
                    class="tag-remove"
                    aria-label=label
                    on:click=move |_| take.run(tag_id)
                >
                    <Icon name="close" />
                </button>
            }
        });
        let class = format!("pill tag-pill pill-{} {}", one.tag.color.word(), look_class(one.look));
        view! { <li><span class=class>{words(&one)}{remove}</span></li> }
    };
    let key = |one: &Shown| (one.tag.tag_id, one.tag.name.clone(), one.tag.color, look_class(one.look));
    view! { <For each=move || shown.get() key=key children=pill /> }.into_any()
}

fn remove_id(prefix: &str, tag_id: TagId) -> String {
    format!("{prefix}-remove-tag-{tag_id}")
}

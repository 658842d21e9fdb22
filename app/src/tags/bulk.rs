//! The tags of many users at once. It stands in a popover that the caller makes and closes:
//!
//! ```text
//! <Popover id="bulk-tags" title="Tags for 25 users" class="button" button=|| view! { "Tag" }>
//!     <BulkTags
//!         count=25                 // how many users it is about
//!         users=vec![...]          // their ids, to show what they have; empty where they are not known one by one
//!         apply=Callback::new(move |change: BulkChange| {
//!             popover::close("bulk-tags");
//!             // change.give: tags that all of them get; change.take: tags that all of them lose: a job each
//!         })
//!     />
//! </Popover>
//! ```
//!
//! A box with a dash leaves a tag as it is. Nothing happens before **Tag 25 users** is pressed; only a tag that is made
//! here is made at once.

use super::{
    bulk_boxes::{ID, SEARCH, box_of, moved},
    bulk_choice::{BulkChange, BulkChoice, Share},
    context::{Tags, on_user},
    managing::several,
    search::{found, new_name, refusal, same},
};
use crate::{
    api,
    ui::{Icon, counted_options, focus, tell_soon},
};
use leptos::{prelude::*, task::spawn_local};
use shared::{color::Color, ids::UserId};
use web_sys::KeyboardEvent;

/// The search, the tags as boxes, and the button that applies.
#[component]
pub fn BulkTags(
    /// How many users it is about.
    count: u64,
    /// The users, where they are known one by one.
    users: Vec<UserId>,
    /// Hears what is to be done.
    apply: Callback<BulkChange>,
) -> impl IntoView {
    let tags: Tags = expect_context();
    tags.load();
    let text = RwSignal::new(String::new());
    let said = RwSignal::new(None::<String>);
    let choice = RwSignal::new(tags.ledger.with_untracked(|ledger| BulkChoice::new(&users, |user| ledger.of(user))));
    let lines = Memo::new(move |_| tags.known.with(|known| text.with(|text| found(&known.tags, &[], text))));
    let offered = Memo::new(move |_| {
        text.with(|text| {
            new_name(text).filter(|name| tags.known.with(|known| same(&known.tags, name).is_none())).map(str::to_owned)
        })
    });
    let clear = move || {
        text.set(String::new());
        focus::focus(SEARCH);
    };
    let create = move || {
        let Some(name) = offered.get_untracked() else { return };
        said.set(refusal(&name));
        if said.with_untracked(Option::is_some) {
            return;
        }
        spawn_local(async move {
            match api::create_tag(&name).await {
                Ok(tag) => {
                    let given = on_user(&tag);
                    tags.announcer.status(format!("Tag {} created", tag.name));
                    tags.learn(tag);
                    choice.try_update(|choice| choice.give(given));
                    text.try_set(String::new());
                }
                Err(failure) => {
                    let reason = format!("“{name}” could not be created. {}", failure.reason());
                    tags.announcer.alert(reason.clone());
                    said.try_set(Some(reason));
                }
            }
        });
        focus::focus(SEARCH);
    };
    let entered = move |event: KeyboardEvent| {
        if event.key() != "Enter" || event.is_composing() {
            return;
        }
        event.prevent_default();
        let first = lines.with_untracked(|lines| lines.first().map(on_user));
        match first.filter(|_| !event.ctrl_key() && !event.meta_key()) {
            Some(tag) if text.with_untracked(|text| new_name(text).is_some()) => {
                choice.update(|choice| choice.turn(tag));
                clear();
            }
            Some(_) => {}
            None => create(),
        }
    };
    tell_soon(move || Some(counted_options(lines.with(Vec::len))));
    focus::focus_soon(SEARCH);
    let boxes = move || lines.get().iter().map(|tag| box_of(tag, choice)).collect_view().into_any();
    let is_dashed = move || {
        lines.with(|lines| lines.iter().any(|tag| choice.with(|choice| choice.share(tag.tag_id)) == Share::Some))
    };
    let notes = move || {
        let known = tags.known.get();
        let told = match (said.get(), known.failed, known.is_loaded) {
            (Some(said), _, _) => Some(said),
            (None, Some(failed), _) => Some(failed),
            (None, None, false) => Some("Loading tags".into()),
            (None, None, true) if known.tags.is_empty() => Some("No tags yet. Type a name to create one.".into()),
            (None, None, true) => is_dashed().then(|| "A dash leaves a tag as it is.".into()),
        };
        told.map(|told| view! { <p class="option-told">{told}</p> }).into_any()
    };
    let new = move || {
        offered
            .get()
            .map(|name| {
                view! {
                    <button type="button" class="bulk-tag tag-create" on:click=move |_| create()>
                        <Icon name="plus" />
                        <span class="option-words">{format!("Create “{name}”")}</span>
                        <span class=format!("dot dot-{}", Color::of_name(&name).word())></span>
                    </button>
                }
            })
            .into_any()
    };
    let changes = move || choice.with(BulkChoice::change);
    let applied = move |_| match untrack(changes) {
        Some(change) => apply.run(change),
        None => focus::focus(SEARCH),
    };
    view! {
        <div class="tag-picker" id=ID on:keydown=moved>
            <div class="picker-search">
                <Icon name="search" />
                <input
                    id=SEARCH
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder="Search or create a tag..."
                    aria-label="Search or create a tag"
                    prop:value=move || text.get()
                    on:input:target=move |event| {
                        text.set(event.target().value());
                        said.set(None);
                    }
                    on:keydown=entered
                />
            </div>
            <div class="bulk-list" role="group" aria-label="Tags">{boxes}{new}</div>
            {notes}
            <div class="tag-foot">
                <button type="button" class="button-quiet" on:click=move |_| tags.manage()>"Manage tags"</button>
                <button
                    type="button"
                    class="button button-primary"
                    aria-disabled=move || changes().is_none().then_some("true")
                    on:click=applied
                >
                    {format!("Tag {}", several(count, "user"))}
                </button>
            </div>
        </div>
    }
}

//! The form that deletes a tag, or tells which segments use it.

use super::{
    manage::Manage,
    manage_forms::{CANCEL, foot, form, send, submit},
    managing::{Wish, several},
};
use crate::ui::focus::focus_soon;
use leptos::prelude::*;
use shared::api::tags::{SegmentName, Tag};

/// The tag is deleted, unless segments use it.
pub fn delete_form(manage: Manage, tag: Tag) -> AnyView {
    let (tag_id, before, error) = (tag.tag_id, tag.clone(), RwSignal::new(None));
    focus_soon(CANCEL);
    // A segment may begin to use it while the form is open.
    let segments = Memo::new(move |_| {
        let of = |tag: &Tag| (tag.tag_id == tag_id).then(|| tag.segments.clone());
        manage.tags.known.with(|known| known.tags.iter().find_map(of)).unwrap_or_default()
    });
    let words =
        format!("Delete the tag {}? {} will lose it. This cannot be undone.", tag.name, several(tag.users, "user"));
    let name = tag.name.clone();
    let lines = move || {
        let (segments, words) = (segments.get(), words.clone());
        if segments.is_empty() {
            let submit = submit("Delete tag", "button button-danger", manage);
            return view! { <p>{words}</p>{foot(manage, tag_id, error, Some(submit))} }.into_any();
        }
        let link = |segment: SegmentName| {
            let href = format!("/segments/{}", segment.segment_id);
            view! { <li><a href=href on:click=move |_| manage.tags.managing.set(false)>{segment.name}</a></li> }
        };
        let used = several(segments.len() as u64, "segment");
        let use_it = if segments.len() == 1 { "uses it" } else { "use it" };
        view! {
            <p>{format!("{name} cannot be deleted: {used} {use_it}. Take it out there first, or merge it into another tag.")}</p>
            <ul class="managed-links" aria-label="Segments that use it">{segments.into_iter().map(link).collect_view()}</ul>
            {foot(manage, tag_id, error, None)}
        }
        .into_any()
    };
    let label = format!("Delete {}", tag.name);
    form(
        manage,
        &tag,
        label,
        lines.into_any(),
        Callback::new(move |()| send(manage, before.clone(), Wish::Delete, error)),
    )
}

//! The dialog of what is done to an attribute.

use super::{
    acts::{Acts, Form},
    delete::delete_form,
    kind::kind_form,
    rename::rename_form,
};
use crate::ui::Dialog;
use leptos::prelude::*;
use shared::api::tags::SegmentName;

/// The dialog; mounted once.
pub fn dialog(acts: Acts) -> AnyView {
    let title = Signal::derive(move || {
        acts.doing.with(|doing| match doing {
            Some((attribute, Form::Rename)) => format!("Rename {}", attribute.name),
            Some((attribute, Form::Kind)) => format!("Change the kind of {}", attribute.name),
            Some((attribute, Form::Delete)) => format!("Delete {}", attribute.name),
            None => String::new(),
        })
    });
    let content = move || match acts.doing.get_untracked() {
        Some((attribute, Form::Rename)) => rename_form(acts, attribute),
        Some((attribute, Form::Kind)) => kind_form(acts, attribute),
        Some((attribute, Form::Delete)) => delete_form(acts, attribute),
        None => ().into_any(),
    };
    view! { <Dialog open=acts.open id="attribute-dialog" title=title>{content()}</Dialog> }.into_any()
}

/// The buttons at the end of each form.
pub fn foot(acts: Acts, submit: Option<AnyView>) -> AnyView {
    let cancel = move |_| acts.open.set(false);
    view! {
        <div class="dialog-actions">
            <button type="button" class="button" on:click=cancel>"Cancel"</button>
            {submit}
        </div>
    }
    .into_any()
}

/// Segments that are in the way, with where they are.
pub fn in_the_way(words: String, segments: Vec<SegmentName>) -> AnyView {
    let link = |segment: SegmentName| {
        let href = format!("/segments/{}", segment.segment_id);
        view! { <li><a href=href>{segment.name}</a></li> }
    };
    view! {
        <p>{words}</p>
        <ul class="managed-links" aria-label="Segments that use it">{segments.into_iter().map(link).collect_view()}</ul>
    }
    .into_any()
}

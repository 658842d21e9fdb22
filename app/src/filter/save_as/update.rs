//! The applied filter takes the place of the segment's. Who comes and goes is told before: it takes effect at once.

use super::impact::impact_list;
use crate::{
    address::FilterAddress,
    api::{self, Failure},
    filter::{Applied, Base},
    ui::{Dialog, Toasts},
};
use leptos::{prelude::*, task::spawn_local};
use shared::api::{
    filter::FilterDocument,
    segments::{Segment, SegmentChange},
};

/// The dialog.
#[component]
pub fn UpdateSegment(open: RwSignal<bool>) -> impl IntoView {
    view! { <Dialog open=open id="update-segment" title="Update segment"><Asked open=open /></Dialog> }
}

#[component]
fn Asked(open: RwSignal<bool>) -> impl IntoView {
    let applied: Applied = expect_context();
    let toasts: Toasts = expect_context();
    let before = applied.base.with_untracked(|base| base.as_ref().map(|base| base.segment.clone()));
    let filter = applied.state.with_untracked(|state| state.meant());
    let (Some(before), Some(filter)) = (before, filter) else { return ().into_any() };
    let document = FilterDocument::new(&filter);
    let failure = RwSignal::new(None::<Failure>);
    let is_saving = RwSignal::new(false);
    let id = before.segment_id;
    let impact = impact_list(id, document.clone());
    let name = before.name.clone();
    let update = move |_| {
        if is_saving.get_untracked() {
            return;
        }
        is_saving.set(true);
        let (change, before) = (change_to(document.clone()), before.clone());
        spawn_local(async move {
            let answer = api::change_segment(id, &change).await;
            is_saving.try_set(false);
            match answer {
                Ok(segment) => {
                    open.try_set(false);
                    updated(applied, toasts, before, segment);
                }
                Err(failed) => _ = failure.try_set(Some(failed)),
            }
        });
    };
    view! {
        <div class="save-form">
            <p>{format!("The filter of “{name}” becomes the one that is applied. It takes effect at once.")}</p>
            {impact}
            <div role="alert">{move || failure.get().map(|failure| view! { <p class="field-error">{failure.reason()}</p> })}</div>
            <div class="dialog-actions">
                <button type="button" class="button" on:click=move |_| open.set(false)>"Cancel"</button>
                <button type="button" class="button button-primary" aria-disabled=move || is_saving.get().then_some("true") on:click=update>
                    {move || if is_saving.get() { "Saving..." } else { "Update segment" }}
                </button>
            </div>
        </div>
    }
    .into_any()
}

fn change_to(filter: FilterDocument) -> SegmentChange {
    SegmentChange { filter: Some(filter), ..SegmentChange::default() }
}

/// The list shows the segment as it is now; undoing gives it its filter back.
fn updated(applied: Applied, toasts: Toasts, before: Segment, segment: Segment) {
    let id = segment.segment_id;
    let text = format!("Segment “{}” updated", segment.name);
    let address = applied.address.get_untracked();
    applied.learn(Base::new(segment));
    applied.go_to(FilterAddress { written: None, segment: Some(id.to_string()) });
    let undo = move || {
        let (before, address) = (before.clone(), address.clone());
        spawn_local(async move {
            match api::change_segment(id, &change_to(before.filter)).await {
                Ok(segment) => {
                    applied.learn(Base::new(segment));
                    applied.go_to(address);
                }
                Err(failure) => {
                    toasts.fail(format!("“{}” could not get its filter back. {}", before.name, failure.reason()));
                }
            }
        });
    };
    toasts.done(text, undo);
}

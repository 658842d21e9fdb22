//! The applied filter takes the place of the segment's. Who comes and goes is told before: it takes effect at once.

use crate::{
    address::FilterAddress,
    api::{self, Abort, Failure},
    filter::{Applied, Base},
    ui::{Dialog, Toasts, format},
};
use leptos::{prelude::*, task::spawn_local};
use shared::api::{
    filter::FilterDocument,
    segments::{Impact, ImpactRequest, Segment, SegmentChange},
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
    let impact = RwSignal::new(None::<Result<Impact, Failure>>);
    let failure = RwSignal::new(None::<Failure>);
    let is_saving = RwSignal::new(false);
    let abort = StoredValue::new_local(Abort::new());
    on_cleanup(move || abort.with_value(Abort::abort));
    let request = ImpactRequest { filter: document.clone() };
    let id = before.segment_id;
    spawn_local(async move {
        let lent = abort.get_value();
        let answer = api::impact(id, &request, &lent).await;
        impact.try_set(Some(answer));
    });
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
    let told = move || match impact.get() {
        None => vec!["Counting who comes and goes...".to_owned()],
        Some(Ok(impact)) => sentences(&impact),
        Some(Err(failure)) => vec![format!("Who comes and goes is not known. {}", failure.reason())],
    };
    view! {
        <div class="save-form">
            <p>{format!("The filter of “{name}” becomes the one that is applied. It takes effect at once.")}</p>
            <ul class="impact" aria-live="polite">{move || told().into_iter().map(|told| view! { <li>{told}</li> }).collect_view()}</ul>
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

/// "1,284 -> 312 users (-76%): 3 join, 975 leave."
fn sentences(impact: &Impact) -> Vec<String> {
    let number = |number: Option<u64>| number.map_or_else(|| "unknown".into(), format::count);
    let change = |before: Option<u64>, after: Option<u64>| {
        let percent = before.zip(after).and_then(|(before, after)| percent(before, after));
        let percent = percent.map(|percent| format!(" ({percent})")).unwrap_or_default();
        format!("{} → {} users{percent}", number(before), number(after))
    };
    let (join, leave) = (format::count(impact.join), format::count(impact.leave));
    let first = format!("{}: {join} join, {leave} leave.", change(impact.before, Some(impact.after)));
    let others = impact
        .dependents
        .iter()
        .map(|other| format!("“{}” uses it: {}.", other.name, change(other.before, other.after)));
    std::iter::once(first).chain(others).collect()
}

/// "-76%"; nothing where nothing changes or there was nobody.
fn percent(before: u64, after: u64) -> Option<String> {
    // Far from the limits of either kind, and a whole percent is exact enough to read.
    let percent = (after as f64 - before as f64) / before as f64 * 100.0;
    (before > 0 && before != after).then(|| match percent.round() {
        rounded if rounded > 0.0 => format!("+{rounded}%"),
        rounded if rounded < 0.0 => format!("{rounded}%"),
        _ if percent > 0.0 => "under +1%".to_owned(),
        _ => "under -1%".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_told_in_percent() {
        let of = |before, after| percent(before, after).unwrap_or_default();
        assert_eq!(of(1284, 312), "-76%");
        assert_eq!(of(10, 25), "+150%");
        assert_eq!((of(7, 7), of(0, 5)), (String::new(), String::new()));
        assert_eq!((of(1000, 1001), of(1000, 999)), ("under +1%".into(), "under -1%".into()));
    }
}

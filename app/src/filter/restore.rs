//! What was built and not applied when the page was left: kept for this tab, offered when it is opened again.
//!
//! Invariant: what is kept is the draft as it stood, for as long as it differs from what is applied.

use super::{Applied, Builder, Told};
use crate::ui::{Announcer, focus::focus_soon, storage};
use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*};
use shared::filter::{
    Filter, canonical_text,
    edit::{Draft, Purpose},
};
use std::time::Duration;

const KEY: &str = "rollcall.draft";
/// What is typed is kept after this pause, and at the latest when the page is left.
const PAUSE: Duration = Duration::from_millis(400);

/// Whether a draft is worth keeping: somebody built something that is not applied.
fn differs(draft: &Draft, applied: &Filter) -> bool {
    canonical_text(&draft.finish(Purpose::Apply).filter) != canonical_text(applied)
}

/// The draft that was kept, if it is still worth an offer.
fn read(text: &str, applied: &Filter) -> Option<Draft> {
    serde_json::from_str(text).ok().filter(|draft| differs(draft, applied))
}

/// Keeps the builder's draft, and offers the one of the last time.
#[component]
pub fn RestoreBar() -> impl IntoView {
    let builder: Builder = expect_context();
    let applied: Applied = expect_context();
    let announcer: Announcer = expect_context();
    let offered: RwSignal<Option<Draft>> = RwSignal::new(None);
    // The offer is made once, when what is applied is known first.
    let was_asked = StoredValue::new(false);
    Effect::new(move || {
        let Some(filter) = applied.state.with(|state| state.meant()) else { return };
        if !was_asked.get_value() {
            was_asked.set_value(true);
            offered.set(storage::read_for_tab(KEY).and_then(|text| read(&text, &filter)));
            if offered.with_untracked(Option::is_some) {
                announcer.status("There are changes of the filter that were not applied");
            }
        }
    });
    keep(builder, applied, offered);
    let restore = move |_| {
        let Some(draft) = offered.get_untracked() else { return };
        offered.set(None);
        builder.run(|_| Ok(draft), |_, _| Told { label: "restored what was not applied".into(), status: None });
        builder.open.set(true);
        focus_soon("filters");
    };
    let discard = move |_| {
        offered.set(None);
        storage::write_for_tab(KEY, None);
        focus_soon("filters");
    };
    move || {
        offered.with(Option::is_some).then(|| {
            view! {
                <div class="restore" role="region" aria-label="Unapplied changes">
                    <p>"Changes of the filter were not applied when this page was left."</p>
                    <span class="restore-actions">
                        <button type="button" class="button-link" on:click=restore>"Restore"</button>
                        <button type="button" class="button-link" on:click=discard>"Discard"</button>
                    </span>
                </div>
            }
        })
    }
}

/// Writes the draft down a moment after it was changed, and when the page is left. An offer that waits is not
/// overwritten by a draft that nobody has touched.
fn keep(builder: Builder, applied: Applied, offered: RwSignal<Option<Draft>>) {
    let timer: StoredValue<Option<TimeoutHandle>> = StoredValue::new(None);
    let write = move || {
        let Some(Some(filter)) = applied.state.try_with_untracked(|state| state.meant()) else { return };
        // Drafts are plain data, so that writing them down cannot fail.
        let written = |draft: &Draft| differs(draft, &filter).then(|| serde_json::to_string(draft).unwrap_or_default());
        let kept = builder.with_untracked(written);
        if kept.is_some() {
            offered.set(None);
        } else if offered.with_untracked(Option::is_some) {
            return;
        }
        storage::write_for_tab(KEY, kept.as_deref());
    };
    Effect::new(move || {
        builder.with(|_| ());
        applied.state.track();
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        timer.set_value(set_timeout_with_handle(write, PAUSE).ok());
    });
    let left = window_event_listener(ev::pagehide, move |_| write());
    on_cleanup(move || {
        left.remove();
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        write();
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use shared::filter::edit::DraftCondition;

    #[test]
    fn only_what_differs_from_the_applied_filter_is_kept_and_offered() {
        let name = json!({"property": {"name": {"is": {"value": "a"}}}});
        let filter = Filter::read(&json!({"version": 1, "root": {"all": [name]}})).unwrap();
        let draft = Draft::from(&filter);
        let root = draft.root().id;
        let incomplete = draft.add(root, None, DraftCondition::default()).unwrap();
        assert!(!differs(&draft, &filter));
        assert!(!differs(&incomplete, &filter), "nothing that would be applied");
        assert!(differs(&incomplete, &Filter::everyone()));
        let text = serde_json::to_string(&incomplete).unwrap();
        assert_eq!(read(&text, &Filter::everyone()), Some(incomplete));
        assert_eq!(read(&text, &filter), None, "it was applied elsewhere");
        assert_eq!(read("{}", &Filter::everyone()), None);
    }
}

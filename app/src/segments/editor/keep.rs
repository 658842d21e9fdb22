//! What was not saved is kept in this browser, for each segment, and is there again when the editor is opened.

use super::{
    sheet::{Kept, Sheet},
    state::Editor,
};
use crate::ui::{Announcer, focus::focus_soon, storage};
use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*};
use shared::ids::SegmentId;
use std::time::Duration;

/// What is typed is kept after this pause, and at the latest when the page is left.
const PAUSE: Duration = Duration::from_millis(400);

/// Where the draft of a segment is kept.
pub fn key(id: Option<SegmentId>) -> String {
    id.map_or_else(|| "rollcall.segment.new".to_owned(), |id| format!("rollcall.segment.{id}"))
}

/// Forgets what was kept of a segment.
pub fn forget(id: Option<SegmentId>) {
    storage::write(&key(id), None);
}

/// Shows what was kept, and keeps what is built from now on. A line says so, with the way back to what is stored.
pub fn kept_line(editor: Editor, id: Option<SegmentId>) -> AnyView {
    let announcer: Announcer = expect_context();
    // Whether the segment was changed by somebody else since.
    let restored = RwSignal::new(None::<bool>);
    let kept = storage::read(&key(id)).and_then(|text| serde_json::from_str::<Kept>(&text).ok());
    if let Some(Kept { sheet, updated }) = kept {
        let base = editor.base.get_untracked();
        if sheet.differs(base.as_ref()) {
            restored.set(Some(base.is_some_and(|base| Some(base.updated) != updated)));
            editor.show(sheet);
            announcer.status("Changes of the last time, which were not saved, are shown");
        }
    }
    keep(editor, id);
    let discard = move |_| {
        restored.set(None);
        editor.show(editor.base.with_untracked(|base| base.as_ref().map(Sheet::of)).unwrap_or_default());
        focus_soon("editor-title");
    };
    let line = move |is_old: bool| {
        let words = if is_old {
            "These changes of the last time were not saved. The segment itself was changed since."
        } else {
            "These changes of the last time were not saved."
        };
        view! {
            <div class="restore" role="region" aria-label="Unsaved changes">
                <p>{words}</p>
                <span class="restore-actions">
                    <button type="button" class="button-link" on:click=discard>"Discard them"</button>
                </span>
            </div>
        }
    };
    (move || restored.get().filter(|_| editor.is_changed.get()).map(line)).into_any()
}

fn keep(editor: Editor, id: Option<SegmentId>) {
    let timer: StoredValue<Option<TimeoutHandle>> = StoredValue::new(None);
    let write = move || {
        if !editor.is_alive() {
            return;
        }
        let updated = editor.base.with_untracked(|base| base.as_ref().map(|base| base.updated));
        let kept = editor.is_changed.get_untracked().then(|| Kept { sheet: untrack(|| editor.sheet()), updated });
        // Plain data, so that writing it down cannot fail.
        let text = kept.map(|kept| serde_json::to_string(&kept).unwrap_or_default());
        storage::write(&key(id), text.as_deref());
    };
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    Effect::new(move |before: Option<Sheet>| {
        let sheet = editor.sheet();
        editor.is_changed.track();
        if before.is_none_or(|before| before != sheet) {
            stop();
            timer.set_value(set_timeout_with_handle(write, PAUSE).ok());
        }
        sheet
    });
    let left = window_event_listener(ev::pagehide, move |_| write());
    on_cleanup(move || {
        left.remove();
        stop();
    });
}

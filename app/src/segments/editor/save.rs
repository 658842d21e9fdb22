//! Saving: what is not finished is told first, then who joins and leaves, then it takes effect.

use super::{
    super::{naming::copy_name, store::SegmentsStore},
    keep::forget,
    sheet::Sheet,
    state::Editor,
};
use crate::{
    address::{Navigator, Write},
    api,
    filter::{at_name, check, name_refusal, open_builder_at},
    sign_in::SessionContext,
    ui::{Toasts, focus::focus_soon},
};
use leptos::{prelude::*, task::spawn_local};
use shared::api::segments::Segment;

/// What saving needs beside the editor.
#[derive(Clone, Copy)]
pub struct Saving {
    /// What is saved.
    pub editor: Editor,
    store: SegmentsStore,
    toasts: Toasts,
    navigator: Navigator,
    /// Whether the account may save.
    pub may_edit: bool,
}

impl Saving {
    /// Of the context.
    pub fn new(editor: Editor) -> Self {
        let may_edit = expect_context::<SessionContext>().may_edit();
        Self { editor, store: expect_context(), toasts: expect_context(), navigator: expect_context(), may_edit }
    }

    /// Saves, or says what keeps it from being saved. Another filter is asked about first.
    pub fn save(self) {
        let editor = self.editor;
        if !editor.is_changed.get_untracked() && editor.base.with_untracked(Option::is_some) {
            return;
        }
        if !self.is_ready() {
            return;
        }
        let sheet = untrack(|| editor.sheet());
        match editor.base.get_untracked() {
            Some(base) if sheet.has_other_filter(&base) => editor.asks.set(true),
            Some(base) => self.change(base, &sheet),
            None => self.create(sheet),
        }
    }

    /// Saves what stands in the editor as another segment; the one it began with stays as it was.
    pub fn save_as_new(self) {
        if !self.is_ready() {
            return;
        }
        let mut sheet = untrack(|| self.editor.sheet());
        let base = self.editor.base.with_untracked(|base| base.as_ref().map(|base| base.name.clone()));
        if base.is_some_and(|base| base == sheet.name.trim()) {
            sheet.name = copy_name(sheet.name.trim(), &self.store.names());
        }
        self.create(sheet);
    }

    /// Puts what is stored back into the editor; a new segment is left.
    pub fn discard(self) {
        let Self { editor, toasts, navigator, .. } = self;
        let before = untrack(|| editor.sheet());
        let base = editor.base.get_untracked();
        editor.show(base.as_ref().map(Sheet::of).unwrap_or_default());
        let id = base.map(|base| base.segment_id);
        forget(id);
        let back = move || {
            if editor.is_alive() {
                editor.show(before.clone());
                focus_soon("editor-title");
            }
        };
        if id.is_none() {
            return navigator.go("/segments", Write::Push);
        }
        toasts.done("Changes discarded", back);
        focus_soon("editor-title");
    }

    /// Whether it can be sent; what is wrong is said, and the focus goes to the first of it.
    fn is_ready(self) -> bool {
        if !self.may_edit {
            return false;
        }
        let editor = self.editor;
        editor.failure.set(None);
        let refused = editor.name.with_untracked(|name| name_refusal(name));
        let invalid = editor.builder.finished.with_untracked(|finished| finished.invalid.clone());
        let unfinished = editor.builder.with_untracked(|draft| check(draft, &invalid).unfinished);
        let first = unfinished.first().copied();
        editor.unfinished.set(unfinished);
        let is_named = refused.is_none();
        editor.name_refused.set(refused);
        match first {
            Some(first) => open_builder_at(editor.builder, first),
            None if !is_named => focus_soon("segment-name"),
            None => {}
        }
        first.is_none() && is_named && !editor.is_saving.get_untracked()
    }

    fn create(self, sheet: Sheet) {
        let Self { editor, store, toasts, navigator, .. } = self;
        editor.is_saving.set(true);
        let id = editor.base.with_untracked(|base| base.as_ref().map(|base| base.segment_id));
        spawn_local(async move {
            let answer = api::create_segment(&sheet.new_segment()).await;
            editor.is_saving.try_set(false);
            match answer {
                Ok(segment) => {
                    let href = format!("/segments/{}", segment.segment_id);
                    store.made(toasts, segment.clone());
                    if editor.is_alive() {
                        forget(id);
                        // Nothing is left to ask about.
                        let stored = editor.base.get_untracked().unwrap_or(segment);
                        editor.show(Sheet::of(&stored));
                        editor.base.set(Some(stored));
                        navigator.go(&href, if id.is_some() { Write::Push } else { Write::Replace });
                        focus_soon("editor-title");
                    }
                }
                Err(failure) => self.failed(failure),
            }
        });
    }

    /// Makes the stored segment what stands in the editor.
    pub fn change(self, base: Segment, sheet: &Sheet) {
        let Self { editor, store, toasts, .. } = self;
        editor.is_saving.set(true);
        let change = sheet.change(&base);
        spawn_local(async move {
            let answer = api::change_segment(base.segment_id, &change).await;
            editor.is_saving.try_set(false);
            match answer {
                Ok(segment) => {
                    editor.asks.try_set(false);
                    forget(Some(base.segment_id));
                    self.stored(&segment);
                    let text = format!("Segment “{}” saved", segment.name);
                    let undo = move || {
                        let (base, change) = (base.clone(), Sheet::of(&base).change(&segment));
                        spawn_local(async move {
                            match api::change_segment(base.segment_id, &change).await {
                                Ok(segment) => self.stored(&segment),
                                Err(failure) => {
                                    let name = base.name;
                                    toasts
                                        .fail(format!("“{name}” could not be changed back. {}", failure.full_reason()));
                                }
                            }
                            store.refresh();
                        });
                    };
                    toasts.done(text, undo);
                    store.refresh();
                    focus_soon("editor-title");
                }
                Err(failure) => {
                    editor.asks.try_set(false);
                    self.failed(failure);
                }
            }
        });
    }

    /// The segment is so now; where its editor is still open, it shows that.
    fn stored(self, segment: &Segment) {
        let editor = self.editor;
        self.store.listing.try_update(|listing| listing.put(segment.clone()));
        let is_own = |base: &Option<Segment>| base.as_ref().is_some_and(|base| base.segment_id == segment.segment_id);
        if editor.base.try_with_untracked(is_own) == Some(true) {
            editor.base.set(Some(segment.clone()));
            editor.show(Sheet::of(segment));
        }
    }

    fn failed(self, failure: api::Failure) {
        let name = at_name(&failure);
        let is_name = name.is_some();
        self.editor.name_refused.try_set(name);
        if is_name {
            focus_soon("segment-name");
        } else {
            self.editor.failure.try_set(Some(failure));
            focus_soon("editor-problems");
        }
    }
}

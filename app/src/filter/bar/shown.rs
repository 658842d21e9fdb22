//! The draft that the bar tells of: that of the applied filter.

use crate::filter::{Applied, Builder};
use leptos::prelude::*;
use shared::filter::{
    Filter, canonical_text,
    edit::{Draft, Purpose},
};

/// The applied filter as a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The draft.
    pub draft: Draft,
    /// It is the builder's, with what is muted or incomplete in it; the builder holds no changes that are not applied.
    pub is_own: bool,
    /// Whether it asks for anything.
    pub is_everyone: bool,
}

/// Follows what is applied; `None` while that is not known.
pub fn shown(builder: Builder, applied: Applied) -> Memo<Option<Shown>> {
    // That a condition is wrong is for the builder to say. Here it is asked for all the same.
    let is_of_draft = move |text: &String| {
        if builder.finished.with(|finished| finished.invalid.is_empty()) {
            builder.meaning.with(|meaning| meaning == text)
        } else {
            builder.with(|draft| canonical_text(&draft.finish(Purpose::Apply).filter) == *text)
        }
    };
    let is_own = Memo::new(move |_| applied.meaning.with(|text| text.as_ref().is_some_and(is_of_draft)));
    Memo::new(move |_| {
        let filter = applied.state.get().meant()?;
        let is_everyone = canonical_text(&filter) == canonical_text(&Filter::everyone());
        let is_own = is_own.get();
        let draft = if is_own { builder.with(Draft::clone) } else { Draft::from(&filter) };
        Some(Shown { draft, is_own, is_everyone })
    })
}

//! The draft that the bar tells of: that of the applied filter.

use crate::filter::{Applied, Builder};
use leptos::prelude::*;
use shared::filter::{
    canonical_text,
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
    Memo::new(move |_| {
        let filter = applied.state.get().meant()?;
        let text = canonical_text(&filter);
        let own =
            builder.with(|draft| (canonical_text(&draft.finish(Purpose::Apply).filter) == text).then(|| draft.clone()));
        let is_everyone = text == canonical_text(&shared::filter::Filter::everyone());
        Some(match own {
            Some(draft) => Shown { draft, is_own: true, is_everyone },
            None => Shown { draft: Draft::from(&filter), is_own: false, is_everyone },
        })
    })
}

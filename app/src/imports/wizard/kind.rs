//! The kind of a column's values: of a new attribute it is chosen, of others it is known.

use super::{
    destination::{kind_there, new_key},
    state::Wizard,
};
use crate::ui::{Select, SelectOption};
use leptos::prelude::*;
use shared::api::{
    catalogue::AttributeKind,
    imports::{Column, Mapping},
};

/// The cell.
pub fn kind_cell(wizard: Wizard, at: usize, column: Column, mapping: Memo<Option<Mapping>>) -> AnyView {
    let found = column.kind;
    let to = Memo::new(move |_| mapping.with(|mapping| mapping.as_ref().and_then(|mapping| mapping.to.clone())));
    let is_new =
        Memo::new(move |_| wizard.attributes.with(|attributes| new_key(to.get().as_deref(), attributes).is_some()));
    let chosen = Signal::derive(move || {
        let kind = mapping.with(|mapping| mapping.as_ref().and_then(|mapping| mapping.kind));
        kind.unwrap_or(found).word().to_owned()
    });
    let choose = Callback::new(move |word: String| {
        if let Some(kind) = AttributeKind::from_word(&word) {
            wizard.choose(|sheet| sheet.set_kind(at, kind));
        }
    });
    let content = move || {
        if is_new.get() {
            let options = AttributeKind::ALL.map(|kind| SelectOption::new(kind.word(), kind.label()));
            let label = format!("Kind of “{}”", column.name);
            return view! {
                <Select id=format!("kind-{at}") label=label class="wizard-kind" options=options.to_vec() chosen=chosen choose=choose />
            }
            .into_any();
        }
        wizard.attributes.with(|attributes| kind_there(to.get().as_deref(), attributes)).into_any()
    };
    content.into_any()
}

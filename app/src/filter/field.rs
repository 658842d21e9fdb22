//! The fields that conditions can be about, for whoever offers them outside of the builder.

use super::{
    Builder, Told,
    fields::{Pick, Target, entries, focus_value, with_field},
    node_id,
};
use leptos::prelude::*;
use shared::{
    api::catalogue::Catalogue,
    filter::edit::{Draft, DraftCondition},
};

/// A field.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name.
    pub label: String,
    /// What the name does not say.
    pub detail: String,
    /// What it is one of.
    pub group: &'static str,
    /// Its sign.
    pub icon: &'static str,
    pick: Pick,
}

/// All fields that can be picked at once. What needs a second step is the builder's own.
pub fn fields_of(known: &Catalogue) -> Vec<Field> {
    let field = |entry: super::fields::Entry| match entry.target {
        Target::Field(pick) => {
            Some(Field { label: entry.label, detail: entry.detail, group: entry.group, icon: entry.icon, pick })
        }
        Target::Experience(_) => None,
    };
    entries(known).into_iter().filter_map(field).collect()
}

/// Opens the builder with one more condition about a field, whose value is to be given.
pub fn add_field(builder: Builder, field: &Field) {
    builder.open.set(true);
    let condition = with_field(&DraftCondition::default(), &field.pick);
    let told = |_: &Draft, _: &Draft| Told { label: format!("added {}", field.label), status: None };
    let added = condition.clone();
    if builder.run(|draft| draft.narrow(added), told)
        && let Some(id) = builder.with_untracked(Draft::focus)
    {
        focus_value(&node_id(id), &condition);
    }
}

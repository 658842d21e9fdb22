//! Setting values of one user by hand: stored as an identify of this moment is, so that a later one still wins.

use super::{
    apply::{Catalogue, Columns, WorkingSet, columns, kind_of},
    decode::Edit,
    group::record_saved,
    message::Origin,
    store,
};
use crate::{
    db::{Result, Transaction},
    ids::IdSource,
};
use shared::{
    api::{catalogue::AttributeKind, profile::Source},
    problem::ProblemAt,
    time::Instant,
};
use std::{collections::HashMap, sync::Arc};

/// Sets values of a user who exists. Answers with the places of values that are not of their attribute's kind: then
/// nothing is to be committed.
///
/// # Errors
/// When the database fails.
pub(crate) async fn set_values(
    transaction: &mut Transaction,
    ids: &Arc<IdSource>,
    user_id: i64,
    edit: &Edit,
    source: Source,
    now: Instant,
) -> Result<Vec<ProblemAt>> {
    let mut catalogue = store::load_catalogue(transaction).await?;
    let problems = of_other_kinds(&catalogue, edit);
    if !problems.is_empty() {
        return Ok(problems);
    }
    let ids = Arc::clone(ids);
    let new_id = move || ids.next();
    let mut set = WorkingSet::new(&mut catalogue, &new_id);
    let keys = edit.attributes.iter().map(|(_, key, _)| key.as_str());
    let slot = store::load_user(transaction, &mut set, user_id, keys).await?;
    let origin = Origin { source, integration: None };
    for (key, content) in &edit.natives {
        set.set_native(slot, *key, content.clone(), &origin, now);
    }
    for (_, key, value) in &edit.attributes {
        set.set_attribute(slot, key, value.as_ref(), &origin, now);
    }
    let saved = store::save(transaction, &set).await?;
    record_saved(transaction, saved, now).await?;
    Ok(Vec::new())
}

fn of_other_kinds(catalogue: &Catalogue, edit: &Edit) -> Vec<ProblemAt> {
    let mut new: HashMap<&str, AttributeKind> = HashMap::new();
    let mut problems = Vec::new();
    for (pointer, key, value) in &edit.attributes {
        let Some(value) = value else { continue };
        let known = catalogue.attributes.get(key).map(|known| known.kind);
        let kind = known.unwrap_or_else(|| *new.entry(key).or_insert_with(|| kind_of(&value.content)));
        if columns(kind, &value.content) == Columns::Empty {
            problems.push(ProblemAt { pointer: pointer.clone(), detail: expected(kind).to_owned() });
        }
    }
    problems
}

fn expected(kind: AttributeKind) -> &'static str {
    match kind {
        AttributeKind::Text => "This attribute holds texts: give a text.",
        AttributeKind::Number => "This attribute holds numbers: give a number.",
        AttributeKind::Boolean => "This attribute holds true or false: give one of them.",
        AttributeKind::Time => "This attribute holds times: give a date or an instant of RFC 3339.",
        AttributeKind::List => "This attribute holds lists: give a list.",
    }
}

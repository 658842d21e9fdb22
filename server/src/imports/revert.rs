//! Taking back what an import did to some users, in the transaction of the caller.

use super::{
    before::{Before, Was},
    store::{
        imports::Stored,
        tags,
        touched::{self, TouchedRow},
        values::{self, StoredValue},
    },
};
use crate::{
    changes::{self, Topic},
    db::{Result, Transaction},
    ids::IdSource,
    ingest::{self, AttributeState, AttributeWrite, Columns, NativeKey, Origin, WorkingSet, converted, read_value},
};
use shared::{
    api::{
        catalogue::AttributeKind,
        imports::{IdentityKind, Reverted},
        profile::Source,
    },
    time::Instant,
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

/// What is to be done to users, found before it is done.
#[derive(Default)]
struct Undoing {
    /// Users who go.
    removed: Vec<i64>,
    /// Users who lose the tag.
    untagged: Vec<i64>,
    /// Users who lose a value that nothing was there for before, by attribute.
    emptied: BTreeMap<i64, Vec<i64>>,
    came: Reverted,
}

/// Takes back what was done to the next users; tells how many they were.
pub(super) async fn some(
    transaction: &mut Transaction,
    ids: &Arc<IdSource>,
    import: &Stored,
    most: usize,
    now: Instant,
) -> Result<(usize, Reverted)> {
    let rows = touched::first(transaction, import.import_id.0, i64::try_from(most).unwrap_or(i64::MAX)).await?;
    let user_ids: Vec<i64> = rows.iter().map(|row| row.user_id).collect();
    if rows.is_empty() {
        return Ok((0, Reverted::default()));
    }
    let mut catalogue = ingest::load_catalogue(transaction).await?;
    let kinds: HashMap<i64, AttributeKind> =
        catalogue.attributes.values().map(|known| (known.attribute_id, known.kind)).collect();
    let ids = Arc::clone(ids);
    let new_id = move || ids.next();
    let mut set = WorkingSet::new(&mut catalogue, &new_id);
    let slots = ingest::load_by_ids(transaction, &mut set, user_ids.clone()).await?;
    let stored = values::all_of_users(transaction, user_ids.clone()).await?;
    let created: Vec<i64> = rows.iter().filter(|row| is_created(row)).map(|row| row.user_id).collect();
    let signs = touched::with_signs(transaction, import.import_id.0, &created).await?;
    let tags = touched::tags_of(transaction, created).await?;
    let since = Since { at: import.started.map_or(0, |at| at.0), signs, tags };
    let keeps_email = import.plan.identify_by.as_ref().is_some_and(|by| by.identity == IdentityKind::Email);
    let mut undoing = Undoing::default();
    for row in &rows {
        let Some(&slot) = slots.get(&row.user_id) else { continue };
        let values = stored.get(&row.user_id).map(Vec::as_slice).unwrap_or_default();
        undoing.look_at(&mut set, slot, row, values, &since, &kinds, keeps_email);
    }
    let Undoing { removed, untagged, emptied, came } = undoing;
    let saved = ingest::save(transaction, &set).await?;
    ingest::record_saved(transaction, saved, now).await?;
    for (attribute_id, user_ids) in emptied {
        values::forget(transaction, attribute_id, user_ids).await?;
    }
    if let Some(tag_id) = import.plan.options.tag_id {
        tags::remove(transaction, tag_id, untagged).await?;
    }
    touched::forget(transaction, import.import_id.0, user_ids).await?;
    remove(transaction, removed, now).await?;
    Ok((rows.len(), came))
}

fn is_created(row: &TouchedRow) -> bool {
    row.action == "created"
}

/// What came of users since.
struct Since {
    /// The time of all values of the import.
    at: i64,
    signs: HashSet<i64>,
    /// How many tags users have.
    tags: HashMap<i64, i64>,
}

impl Since {
    fn is_imports(&self, value: &StoredValue) -> bool {
        value.source() == Source::Csv && value.updated_at == self.at
    }
}

impl Undoing {
    #[expect(clippy::too_many_arguments, reason = "each is another table's word on one user")]
    fn look_at(
        &mut self,
        set: &mut WorkingSet<'_>,
        slot: usize,
        row: &TouchedRow,
        values: &[(i64, StoredValue)],
        since: &Since,
        kinds: &HashMap<i64, AttributeKind>,
        keeps_email: bool,
    ) {
        let before = Before::read(&row.before);
        let user = &mut set.users[slot];
        let natives: Vec<NativeKey> = user.natives.told_by(Source::Csv, since.at).collect();
        if is_created(row) {
            let tags = since.tags.get(&row.user_id).copied().unwrap_or(0) - i64::from(before.tag);
            let edited = values.iter().any(|(_, value)| !since.is_imports(value))
                || user.natives.any_told_otherwise(Source::Csv, since.at);
            if !since.signs.contains(&row.user_id) && tags <= 0 && !edited {
                self.removed.push(row.user_id);
                self.came.removed += 1;
                return;
            }
        }
        let mut changed = before.tag;
        for key in natives {
            // By the e-mail the user is known; without it the rest would be nobody's.
            let is_identity = key == NativeKey::Email && keeps_email && is_created(row);
            let was = before.properties.get(&key);
            if is_identity || (was.is_none() && !is_created(row)) {
                continue;
            }
            user.natives.put_back(key, was.cloned().flatten().map(Was::into_native));
            user.touch(ingest::Change::All);
            changed = true;
        }
        for (attribute_id, _) in values.iter().filter(|(_, value)| since.is_imports(value)) {
            match before.attributes.get(attribute_id) {
                None if !is_created(row) => continue,
                Some(Some(was)) => {
                    let state = put_back(was, kinds.get(attribute_id).copied());
                    user.attributes.insert(*attribute_id, state);
                }
                Some(None) | None => self.emptied.entry(*attribute_id).or_default().push(row.user_id),
            }
            changed = true;
        }
        if before.tag {
            self.untagged.push(row.user_id);
        }
        // That the import has touched the user is forgotten in any case.
        user.is_touched = true;
        if is_created(row) {
            self.came.kept += 1;
        } else {
            self.came.restored += u64::from(changed);
        }
    }
}

/// A value as it was.
fn put_back(was: &Was, kind: Option<AttributeKind>) -> AttributeState {
    let value = was.raw.as_deref().and_then(|raw| read_value(raw).ok().flatten());
    let columns = match (value, kind) {
        // The attribute may have got another kind since.
        (Some(value), Some(kind)) => converted(kind, &value.content),
        (None, _) | (_, None) => Columns::Empty,
    };
    let origin = Origin { source: was.source, integration: was.integration.clone() };
    AttributeState {
        updated_at: was.updated,
        write: Some(AttributeWrite { columns, raw: was.raw.clone(), origin }),
        is_moved: true,
    }
}

/// Users whom the import created, and of whom nothing has come since, go without a trace.
async fn remove(transaction: &mut Transaction, user_ids: Vec<i64>, now: Instant) -> Result<()> {
    if user_ids.is_empty() {
        return Ok(());
    }
    changes::forget(transaction, &user_ids).await?;
    let removed = ingest::delete_users(transaction, &user_ids).await?;
    let change =
        changes::Change { topic: Topic::Users, users_delta: -removed.cast_signed(), user_ids: Some(Vec::new()) };
    changes::record(transaction, now, &change).await.map(drop)
}

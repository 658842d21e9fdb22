//! What rows do to users, in memory and without a database: the same for a check and for a run.

use super::{
    before::{Before, Was},
    parse::{Cell, Parsed, Reason, shown},
    plan::{Course, To},
    store::values::StoredValue,
};
use crate::ingest::{
    AttributeState, AttributeValue, AttributeWrite, Change, Columns, Link, NativeContent, NativeKey, NativeValue,
    Origin, User, WorkingSet, columns, read_value,
};
use shared::{
    api::{
        catalogue::AttributeKind,
        imports::{IdentityKind, RowOutcome, SampleCell},
        profile::Source,
    },
    time::Instant,
};
use std::collections::{HashMap, HashSet};

/// Everything that is known of the users whom some rows are about.
pub(super) struct World<'a> {
    pub(super) set: WorkingSet<'a>,
    /// The places of the users of each row's key.
    pub(super) found: HashMap<String, Vec<usize>>,
    /// Values of the attributes that the import sets, by user and attribute.
    pub(super) stored: HashMap<(i64, i64), StoredValue>,
    /// Keys of people who were deleted.
    pub(super) deleted: HashSet<String>,
    /// Users who have the import's tag, and those who may have no more.
    pub(super) tagged: HashSet<i64>,
    pub(super) full: HashSet<i64>,
    /// What the import has changed of these users in earlier rows.
    pub(super) touched: HashMap<i64, Touched>,
}

/// A user whom the import created or changed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Touched {
    pub(super) is_created: bool,
    pub(super) before: Before,
    /// Whether it is to be written.
    pub(super) is_news: bool,
}

/// What an import does, to rows that could be read.
pub(super) struct Applying<'c> {
    pub(super) course: &'c Course,
    /// The ids and kinds of the targets that are attributes.
    pub(super) attributes: Vec<Option<(i64, AttributeKind)>>,
    /// The time of all its values.
    pub(super) at: Instant,
    /// Cells that change something, for people to look at.
    pub(super) samples: Vec<SampleCell>,
    /// How many of them are wanted.
    pub(super) most_samples: usize,
}

/// Samples of one column.
const SAMPLES_OF_A_COLUMN: usize = 5;

impl Applying<'_> {
    /// Applies a row to the world, and tells what became of it.
    pub(super) fn apply(&mut self, world: &mut World<'_>, row: Parsed) -> Result<RowOutcome, Reason> {
        let course = self.course;
        let options = &course.options;
        let slots = world.found.get(&row.key).map(Vec::as_slice).unwrap_or_default();
        let slot = match *slots {
            [slot] => slot,
            [] => {
                if world.deleted.contains(&row.key) {
                    let cause = "The user was deleted, and is not to come back.".to_owned();
                    let reason = Reason::rejected(cause.clone(), cause);
                    return Err(Reason { is_of_the_deleted: true, ..reason });
                }
                if !options.add_new {
                    let reason = format!("There is no user “{}”, and new ones are not added.", shown(&row.identifier));
                    return Err(Reason::skipped("The user is new, and new users are not added.", reason));
                }
                return Ok(self.create(world, row));
            }
            _ => {
                let reason = format!("The e-mail “{}” belongs to {} users.", shown(&row.identifier), slots.len());
                return Err(Reason::rejected("The e-mail belongs to several users.".into(), reason));
            }
        };
        let slot = world.set.find(slot);
        if !options.update_existing {
            let reason = format!("The user “{}” is there already.", shown(&row.identifier));
            return Err(Reason::skipped("The user is there already, and is not to be changed.", reason));
        }
        let before = self.write(world, slot, &row);
        if before.is_empty() {
            return Ok(RowOutcome::Unchanged);
        }
        let user_id = world.set.users[slot].user_id;
        let new = || Touched { is_created: false, before: Before::default(), is_news: true };
        let touched = world.touched.entry(user_id).or_insert_with(new);
        touched.is_news = true;
        // What was there before the import is what its first row about the user found.
        for (key, was) in before.properties {
            touched.before.properties.entry(key).or_insert(was);
        }
        for (attribute_id, was) in before.attributes {
            touched.before.attributes.entry(attribute_id).or_insert(was);
        }
        touched.before.tag |= before.tag;
        Ok(RowOutcome::Updated)
    }

    fn create(&mut self, world: &mut World<'_>, row: Parsed) -> RowOutcome {
        let mut user = User::new((world.set.new_id)(), self.at);
        let email = match self.course.identity {
            IdentityKind::UserId => {
                user.external_id = Some(row.identifier.clone());
                None
            }
            IdentityKind::Email => Some(NativeContent::Text(row.identifier.clone())),
        };
        let user_id = user.user_id;
        if let Some(email) = email {
            user.natives.set(NativeKey::Email, self.native(Some(email)));
        }
        let slot = world.set.add(user);
        if self.course.identity == IdentityKind::UserId {
            world.set.links.insert(row.key.clone(), Link { slot, linked_at: None, is_changed: true });
        }
        let before = self.write(world, slot, &row);
        let before = Before { tag: before.tag, ..Before::default() };
        world.touched.insert(user_id, Touched { is_created: true, before, is_news: true });
        world.found.insert(row.key, vec![slot]);
        RowOutcome::Created
    }

    /// Sets what is new, and gives what was there before.
    fn write(&mut self, world: &mut World<'_>, slot: usize, row: &Parsed) -> Before {
        let mut before = Before::default();
        for (at, cell) in row.values.iter().enumerate() {
            let course = self.course;
            let target = &course.targets[at];
            let changed = match (&target.to, cell) {
                (_, None) if !self.course.options.empty_removes => None,
                (To::Property(key), cell) => {
                    let content = cell.as_ref().and_then(Cell::content);
                    self.set_property(&mut world.set.users[slot], *key, content).map(|(was, old)| {
                        before.properties.insert(*key, was);
                        old
                    })
                }
                (To::Attribute { .. }, cell) => self.attributes[at].and_then(|(attribute_id, kind)| {
                    let value = cell.as_ref().and_then(Cell::value);
                    let (was, old) = self.set_attribute(world, slot, (attribute_id, kind), value)?;
                    before.attributes.insert(attribute_id, was);
                    Some(old)
                }),
            };
            if let Some(old) = changed
                && world.set.users[slot].is_stored
            {
                self.keep_sample(row, &target.name, old, cell.as_ref());
            }
        }
        let user = &mut world.set.users[slot];
        if self.course.tag_id().is_some() && !world.full.contains(&user.user_id) && world.tagged.insert(user.user_id) {
            user.is_touched = true;
            before.tag = true;
        }
        before
    }

    fn native(&self, content: Option<NativeContent>) -> NativeValue {
        NativeValue { content, origin: csv(), at: self.at.0 }
    }

    /// Sets a property, unless it is so already or a later value is known. Gives what was told before, and what is shown.
    fn set_property(
        &self,
        user: &mut User,
        key: NativeKey,
        content: Option<NativeContent>,
    ) -> Option<(Option<Was>, Option<String>)> {
        let shown = shown_property(user, key);
        let told = content.as_ref().map(|content| match content {
            NativeContent::Text(text) => text.clone(),
            NativeContent::Time(at) => Instant(*at).to_string(),
        });
        // When it was made stands in for when it was created; there is nothing to remove.
        let is_derived = key == NativeKey::CreatedAt && content.is_none() && user.natives.told(key).is_none();
        if shown == told || is_derived {
            return None;
        }
        let was = user.natives.told(key).map(Was::of_native);
        let is_set = user.natives.set(key, self.native(content));
        is_set.then(|| {
            user.touch(Change::All);
            (was, shown)
        })
    }

    fn set_attribute(
        &self,
        world: &mut World<'_>,
        slot: usize,
        (attribute_id, kind): (i64, AttributeKind),
        value: Option<&AttributeValue>,
    ) -> Option<(Option<Was>, Option<String>)> {
        let user = &mut world.set.users[slot];
        let pending = user.attributes.get(&attribute_id).and_then(|state| state.write.as_ref());
        let stored = world.stored.get(&(user.user_id, attribute_id));
        if stored.is_some_and(|stored| stored.updated_at > self.at.0) {
            return None;
        }
        let raw = pending.map_or_else(|| stored.and_then(|stored| stored.raw.as_deref()), |write| write.raw.as_deref());
        let new = value.map_or(Columns::Empty, |value| columns(kind, &value.content));
        let is_same = match (raw, value) {
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
            (Some(raw), Some(value)) => {
                let known = read_value(raw).ok().flatten();
                raw == value.raw || known.is_some_and(|known| columns(kind, &known.content) == new)
            }
        };
        if is_same {
            return None;
        }
        let old = raw.map(text_of_raw);
        let was = stored.map(StoredValue::was);
        let write = AttributeWrite { columns: new, raw: value.map(|value| value.raw.clone()), origin: csv() };
        let state = AttributeState { updated_at: self.at.0, write: Some(write), is_moved: true };
        user.attributes.insert(attribute_id, state);
        user.is_touched = true;
        Some((was, old))
    }

    fn keep_sample(&mut self, row: &Parsed, column: &str, old: Option<String>, cell: Option<&Cell>) {
        if self.samples.len() >= self.most_samples {
            return;
        }
        if self.samples.iter().filter(|sample| sample.column == column).count() >= SAMPLES_OF_A_COLUMN {
            return;
        }
        let new = cell.map(|cell| match cell {
            Cell::Property(_, NativeContent::Text(text)) => text.clone(),
            Cell::Property(_, NativeContent::Time(at)) => Instant(*at).to_string(),
            Cell::Attribute(value) => text_of_raw(&value.raw),
        });
        let (row, identifier, column) = (row.number, row.identifier.clone(), column.to_owned());
        self.samples.push(SampleCell { row, identifier, column, old, new });
    }
}

fn csv() -> Origin {
    Origin { source: Source::Csv, integration: None }
}

/// A property as it is shown, which is not always as it was told.
fn shown_property(user: &User, key: NativeKey) -> Option<String> {
    let columns = user.natives.columns();
    match key {
        NativeKey::Name => columns.name,
        NativeKey::Email => columns.email,
        NativeKey::Language => columns.language,
        NativeKey::Avatar => columns.avatar,
        // The user who is there was created at some time; a new one was not.
        NativeKey::CreatedAt if user.is_stored => Some(Instant(user.derived().created).to_string()),
        NativeKey::CreatedAt => columns.created_at.map(|at| Instant(at).to_string()),
        NativeKey::FirstName | NativeKey::LastName | NativeKey::Locale => {
            match user.natives.told(key)?.content.as_ref()? {
                NativeContent::Text(text) => Some(text.clone()),
                NativeContent::Time(_) => None,
            }
        }
    }
}

/// JSON as people read it: a text without its quotes.
fn text_of_raw(raw: &str) -> String {
    match serde_json::from_str(raw) {
        Ok(serde_json::Value::String(text)) => text,
        Ok(_) | Err(_) => raw.to_owned(),
    }
}

impl Cell {
    fn content(&self) -> Option<NativeContent> {
        match self {
            Self::Property(_, content) => Some(content.clone()),
            Self::Attribute(_) => None,
        }
    }

    fn value(&self) -> Option<&AttributeValue> {
        match self {
            Self::Attribute(value) => Some(value),
            Self::Property(..) => None,
        }
    }
}

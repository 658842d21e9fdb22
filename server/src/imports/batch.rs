//! Some rows, in the transaction of the caller: what is known of their users is read, and what is new is written.

use super::{
    apply::{Applying, Touched, World},
    before::Before,
    parse::{Parsed, Reason, email_key, parse},
    plan::{Course, To},
    read::{Duplicates, Row, unguarded},
    store::{
        imports::Counts,
        rejects::{self, Reject},
        tags,
        touched::{self, TouchedRow},
        values,
    },
};
use crate::{
    db::{Result, Transaction},
    ids::IdSource,
    ingest::{self, Catalogue, WorkingSet},
};
use shared::{
    api::{
        catalogue::AttributeKind,
        imports::{IdentityKind, RowOutcome, SampleCell},
    },
    ids::ImportId,
    time::Instant,
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// An import, as its batches need it.
#[derive(Clone, Debug)]
pub(super) struct Work {
    pub(super) import_id: ImportId,
    pub(super) course: Course,
    pub(super) duplicates: Duplicates,
    /// The time of all its values.
    pub(super) at: Instant,
}

/// What some rows came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Came {
    pub(super) counts: Counts,
    /// Rows that were left out or rejected.
    pub(super) reasons: Vec<(u64, Reason)>,
    pub(super) samples: Vec<SampleCell>,
}

/// What rows would come to, without writing anything.
pub(super) async fn check(
    snapshot: &mut Transaction,
    ids: &Arc<IdSource>,
    work: &Work,
    rows: &[Row],
    most_samples: usize,
) -> Result<Came> {
    let mut catalogue = ingest::load_catalogue(snapshot).await?;
    let ids = Arc::clone(ids);
    let new_id = move || ids.next();
    let (came, _) = applied(snapshot, work, rows, most_samples, &mut catalogue, &new_id).await?;
    Ok(came)
}

/// Applies rows.
pub(super) async fn run(
    transaction: &mut Transaction,
    ids: &Arc<IdSource>,
    work: &Work,
    rows: &[Row],
    now: Instant,
) -> Result<Came> {
    let mut catalogue = ingest::load_catalogue(transaction).await?;
    let ids = Arc::clone(ids);
    let new_id = move || ids.next();
    let (came, world) = applied(transaction, work, rows, 0, &mut catalogue, &new_id).await?;
    let saved = ingest::save(transaction, &world.set).await?;
    ingest::record_saved(transaction, saved, now).await?;
    save_touched(transaction, work, world.touched, now).await?;
    save_rejects(transaction, work, rows, &came.reasons).await?;
    Ok(came)
}

async fn applied<'a>(
    transaction: &mut Transaction,
    work: &Work,
    rows: &[Row],
    most_samples: usize,
    catalogue: &'a mut Catalogue,
    new_id: &'a (dyn Fn() -> i64 + Sync),
) -> Result<(Came, World<'a>)> {
    let mut came = Came::default();
    let mut parsed = Vec::with_capacity(rows.len());
    for row in rows {
        match parse(&work.course, &work.duplicates, row) {
            Ok(row) => parsed.push(row),
            Err(reason) => came.leave_out(row.number, reason),
        }
    }
    let attributes = attributes(&work.course, catalogue, work.at);
    let mut world = known(transaction, work, &parsed, &attributes, WorkingSet::new(catalogue, new_id)).await?;
    let mut applying = Applying { course: &work.course, attributes, at: work.at, samples: Vec::new(), most_samples };
    for row in parsed {
        let number = row.number;
        match applying.apply(&mut world, row) {
            Ok(outcome) => came.counts.add(outcome),
            Err(reason) => came.leave_out(number, reason),
        }
    }
    came.samples = applying.samples;
    Ok((came, world))
}

/// The attributes of the targets, made where they are not there.
fn attributes(course: &Course, catalogue: &mut Catalogue, at: Instant) -> Vec<Option<(i64, AttributeKind)>> {
    let of = course.targets.iter().map(|target| match &target.to {
        To::Property(_) => None,
        To::Attribute { key, kind } => {
            let definition = catalogue.attribute(key, *kind, at);
            Some((definition.attribute_id, definition.kind))
        }
    });
    of.collect()
}

async fn known<'a>(
    transaction: &mut Transaction,
    work: &Work,
    parsed: &[Parsed],
    attributes: &[Option<(i64, AttributeKind)>],
    mut set: WorkingSet<'a>,
) -> Result<World<'a>> {
    let keys: Vec<String> = parsed.iter().map(|row| row.key.clone()).collect();
    let found: HashMap<String, Vec<usize>> = match work.course.identity {
        IdentityKind::UserId => {
            ingest::load_by_keys(transaction, &mut set, keys.clone()).await?;
            set.links.iter().map(|(key, link)| (key.clone(), vec![link.slot])).collect()
        }
        IdentityKind::Email => {
            let emails = keys.iter().filter_map(|key| key.strip_prefix("email:")).map(str::to_owned).collect();
            let found = ingest::load_by_emails(transaction, &mut set, emails).await?;
            found.into_iter().map(|(email, slots)| (format!("email:{email}"), slots)).collect()
        }
    };
    let unknown: Vec<String> = keys.into_iter().filter(|key| found.get(key).is_none_or(Vec::is_empty)).collect();
    let deleted = ingest::deleted_among(transaction, &unknown).await?;
    let user_ids: Vec<i64> = set.users.iter().map(|user| user.user_id).collect();
    let attribute_ids = attributes.iter().flatten().map(|(attribute_id, _)| *attribute_id).collect();
    let stored = values::of_users(transaction, user_ids.clone(), attribute_ids).await?;
    let (tagged, full) = match work.course.tag_id() {
        Some(tag_id) => (
            tags::having(transaction, tag_id, user_ids.clone()).await?,
            tags::full(transaction, user_ids.clone()).await?,
        ),
        None => (HashSet::new(), HashSet::new()),
    };
    let rows = touched::among(transaction, work.import_id.0, user_ids).await?;
    let touched = rows.into_iter().map(|row| {
        let before = Before::read(&row.before);
        (row.user_id, Touched { is_created: row.action == "created", before, is_news: false })
    });
    Ok(World { set, found, stored, deleted, tagged, full, touched: touched.collect() })
}

async fn save_touched(
    transaction: &mut Transaction,
    work: &Work,
    touched: HashMap<i64, Touched>,
    now: Instant,
) -> Result<()> {
    let mut news: Vec<(i64, Touched)> = touched.into_iter().filter(|(_, touched)| touched.is_news).collect();
    news.sort_unstable_by_key(|(user_id, _)| *user_id);
    if let Some(tag_id) = work.course.tag_id() {
        let tagged = news.iter().filter(|(_, touched)| touched.before.tag).map(|(user_id, _)| *user_id).collect();
        tags::add(transaction, tag_id, tagged, now).await?;
    }
    let rows = news.into_iter().map(|(user_id, touched)| TouchedRow {
        user_id,
        action: if touched.is_created { "created" } else { "updated" }.to_owned(),
        before: touched.before.to_stored(),
    });
    touched::save(transaction, work.import_id.0, rows.collect()).await
}

/// Notes the rows that could not be taken.
pub(super) async fn save_rejects(
    transaction: &mut Transaction,
    work: &Work,
    rows: &[Row],
    reasons: &[(u64, Reason)],
) -> Result<()> {
    let rejected: HashMap<u64, &Reason> = reasons
        .iter()
        .filter(|(_, reason)| reason.outcome == RowOutcome::Rejected)
        .map(|(row, reason)| (*row, reason))
        .collect();
    let rejects = rows.iter().filter_map(|row| Some(reject(&work.course, row, rejected.get(&row.number)?)));
    rejects::insert(transaction, work.import_id.0, rejects.collect()).await
}

fn reject(course: &Course, row: &Row, reason: &Reason) -> Reject {
    if reason.is_of_the_deleted {
        let reason = reason.reason.clone();
        return Reject { row: row.number, reason, cells: Vec::new(), identity_key: None, email_key: None };
    }
    let cell = |at: usize| row.cells.get(at).map(|cell| unguarded(cell).0).filter(|cell| !cell.trim().is_empty());
    let without_nul = |text: String| text.replace('\0', "");
    let identifier = cell(course.column);
    let (identity_key, email) = match course.identity {
        IdentityKind::UserId => (identifier.map(ingest::external_key), course.email_column().and_then(cell)),
        IdentityKind::Email => (identifier.map(email_key), identifier),
    };
    Reject {
        row: row.number,
        reason: without_nul(reason.reason.clone()),
        cells: row.cells.iter().map(str::to_owned).collect(),
        identity_key: identity_key.map(without_nul),
        email_key: email.map(email_key).map(without_nul),
    }
}

impl Came {
    fn leave_out(&mut self, row: u64, reason: Reason) {
        self.counts.add(reason.outcome);
        self.reasons.push((row, reason));
    }
}

impl Counts {
    /// Another row.
    pub(super) fn add(&mut self, outcome: RowOutcome) {
        match outcome {
            RowOutcome::Created => self.created += 1,
            RowOutcome::Updated => self.updated += 1,
            RowOutcome::Unchanged => self.unchanged += 1,
            RowOutcome::Skipped => self.skipped += 1,
            RowOutcome::Rejected => self.rejected += 1,
        }
    }

    /// The sum of both.
    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            created: self.created + other.created,
            updated: self.updated + other.updated,
            unchanged: self.unchanged + other.unchanged,
            skipped: self.skipped + other.skipped,
            rejected: self.rejected + other.rejected,
        }
    }
}

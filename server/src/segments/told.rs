//! Segments as they are told: with their sentence, the number of their users, and who names them.

use super::{numbers::Numbers, store::SegmentRow};
use crate::{
    db::{self, Transaction},
    filter::{Definitions, Uses},
    index::Reading,
};
use shared::{
    api::{
        filter::FilterDocument,
        segments::{ICONS, Segment, SegmentView},
    },
    color::Color,
    filter::{Filter, Mention, Node, describe},
    ids::SegmentId,
    time::Instant,
};
use std::collections::HashMap;

/// Told instead of a number that did not come in time. The filter is in order, and the rest of the answer is there.
const TOO_SLOW: &str = "Counting its users took too long. Try again in a moment.";

/// Tells segments with their numbers, all of one state. What is counted is kept in `numbers`.
///
/// # Errors
/// When the database fails. A segment that does not resolve, or takes too long, has a problem instead of a number.
pub(super) async fn told(
    reading: &mut Reading,
    rows: Vec<SegmentRow>,
    now: Instant,
    numbers: &mut Numbers,
) -> db::Result<Vec<Segment>> {
    let definitions = Definitions::of_segments(&mut reading.snapshot, &[], now).await?;
    let uses = Uses::load(&mut reading.snapshot).await?;
    numbers.move_to(reading.seen.sequence, now);
    let ids: Vec<_> = rows.iter().map(|row| SegmentId(row.segment_id)).collect();
    let counted = count(reading, &definitions, numbers, &ids).await?;
    let told = rows.into_iter().zip(counted);
    Ok(told.map(|(row, (users, problem))| segment(row, users, problem, &definitions, &uses)).collect())
}

/// Tells segments without their numbers. One that does not resolve has a problem here, too.
///
/// # Errors
/// When the database fails.
pub(super) async fn without_users(
    snapshot: &mut Transaction,
    rows: Vec<SegmentRow>,
    now: Instant,
) -> db::Result<Vec<Segment>> {
    let definitions = Definitions::of_segments(snapshot, &[], now).await?;
    let uses = Uses::load(snapshot).await?;
    let told = |row: SegmentRow| {
        let problem = definitions.problem_of_segment(SegmentId(row.segment_id));
        segment(row, None, problem, &definitions, &uses)
    };
    Ok(rows.into_iter().map(told).collect())
}

/// The number of each segment's users, or why there is none. What is counted is kept in `numbers`.
///
/// # Errors
/// When the database fails.
pub(super) async fn count(
    reading: &mut Reading,
    definitions: &Definitions,
    numbers: &mut Numbers,
    ids: &[SegmentId],
) -> db::Result<Vec<(Option<u64>, Option<String>)>> {
    let mut problems = HashMap::new();
    let (mut missing, mut filters) = (Vec::new(), Vec::new());
    for id in ids {
        match definitions.resolve_segment(*id) {
            Ok(_) if numbers.get(*id).is_some() => {}
            Ok(filter) => {
                missing.push(*id);
                filters.push(filter);
            }
            Err(error) => drop(problems.insert(*id, error.sentence())),
        }
    }
    for (id, users) in missing.into_iter().zip(reading.count_all(filters).await?) {
        match users {
            Some(users) => numbers.keep(id, users),
            None => drop(problems.insert(id, TOO_SLOW.to_owned())),
        }
    }
    Ok(ids.iter().map(|id| problems.remove(id).map_or((numbers.get(*id), None), |told| (None, Some(told)))).collect())
}

fn segment(
    row: SegmentRow,
    users: Option<u64>,
    problem: Option<String>,
    definitions: &Definitions,
    uses: &Uses,
) -> Segment {
    let segment_id = SegmentId(row.segment_id);
    let (filter, sentence) = document(&row.filter, definitions);
    Segment {
        segment_id,
        color: color(&row.color, &row.name),
        icon: icon(&row.icon),
        filter,
        sentence,
        view: view(row.view.as_deref()),
        users,
        problem,
        used_by: uses.of(&Mention::Segment(segment_id)).to_vec(),
        created: Instant(row.created_at),
        updated: Instant(row.updated_at),
        name: row.name,
        description: row.description,
    }
}

/// A stored document and its sentence. One that cannot be read is told as the filter that nobody matches, which is
/// what it means.
pub(super) fn document(stored: &str, definitions: &Definitions) -> (FilterDocument, String) {
    let filter = Filter::parse(stored.as_bytes()).unwrap_or_else(|_| no_one());
    (FilterDocument::new(&filter), describe(&filter, definitions.names()))
}

/// The filter that nobody matches.
pub(super) fn no_one() -> Filter {
    Filter { root: Node::Any(Vec::new()) }
}

/// A stored colour, or the one that the name has.
pub(super) fn color(stored: &str, name: &str) -> Color {
    Color::from_word(stored).unwrap_or_else(|| Color::of_name(name))
}

/// A stored icon, or the first on offer.
pub(super) fn icon(stored: &str) -> String {
    let known = ICONS.iter().find(|(word, _)| *word == stored);
    known.unwrap_or(&ICONS[0]).0.to_owned()
}

fn view(stored: Option<&str>) -> Option<SegmentView> {
    stored.and_then(|stored| serde_json::from_str(stored).ok())
}

//! The segments that one user is in.

use super::{
    store::{self, SegmentRow},
    told,
};
use crate::{
    db::Result,
    filter::Definitions,
    index::{Evaluator, Reading},
};
use shared::{api::segments::Membership, ids::SegmentId, time::Instant};

/// The segments that a user is in, by name, and who says so. Those that do not resolve are left out.
///
/// # Errors
/// When the database fails.
pub async fn memberships(reading: &mut Reading, user_id: i64, now: Instant) -> Result<(Vec<Membership>, Evaluator)> {
    let rows = store::all(&mut reading.snapshot).await?;
    if rows.is_empty() {
        return Ok((Vec::new(), reading.evaluator()));
    }
    let definitions = Definitions::of_segments(&mut reading.snapshot, &[], now).await?;
    let resolve = |row: SegmentRow| Some((definitions.resolve_segment(SegmentId(row.segment_id)).ok()?, row));
    let (filters, rows): (Vec<_>, Vec<_>) = rows.into_iter().filter_map(resolve).unzip();
    let (matching, by) = reading.matching(filters, user_id).await?;
    let memberships = rows.into_iter().zip(matching).filter(|(_, is_in)| *is_in).map(|(row, _)| Membership {
        segment_id: SegmentId(row.segment_id),
        icon: told::icon(&row.icon),
        color: told::color(&row.color, &row.name),
        name: row.name,
    });
    Ok((memberships.collect(), by))
}

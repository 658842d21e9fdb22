//! One number a day of every segment, for the chart of its size.
//!
//! The number of a day is counted anew every hour and a last time shortly before the day ends, each time in place of
//! the one before, so that a server which is stopped has lost an hour at the most. Several servers on one database
//! write the same numbers.

use super::{numbers::Numbers, store, told::count};
use crate::{
    changes::Changes,
    clock::Clock,
    db::{self, Database},
    filter::Definitions,
    index::Index,
};
use shared::{ids::SegmentId, time::Instant};
use std::time::Duration;

/// A server that starts has other things to do first.
const FIRST: Duration = Duration::from_secs(60);
const HOUR: i64 = 3_600_000;
/// How long before the end of a day its last number is counted, in milliseconds.
const BEFORE_THE_END: i64 = 120_000;
/// How long counting may take; what is not counted by then keeps the number of an hour ago.
const TIME: Duration = Duration::from_secs(60);

/// Notes sizes for as long as the server runs: until nobody tells of changes any more.
pub fn keep_sizes(database: Database, clock: Clock, changes: Changes, index: Index) {
    tokio::spawn(async move {
        let mut ended = changes.subscribe();
        tokio::select! {
            () = note_again_and_again(database, clock, changes, index) => {}
            () = async { while ended.changed().await.is_ok() {} } => {}
        }
    });
}

async fn note_again_and_again(database: Database, clock: Clock, changes: Changes, index: Index) {
    let mut pause = FIRST;
    loop {
        tokio::time::sleep(pause).await;
        pause = match note_sizes(&database, &changes, &index, clock.now()).await {
            Ok(left) => pause_before(left),
            Err(error) => {
                tracing::error!(%error, "the sizes of segments cannot be noted; trying again");
                FIRST
            }
        };
    }
}

/// The pause before the next count, when the day has so many milliseconds left.
fn pause_before(left: i64) -> Duration {
    let last = left - BEFORE_THE_END;
    // Once the last number is counted the next is that of the new day.
    let pause = if last > 0 { last.min(HOUR) } else { left.max(0) + BEFORE_THE_END };
    Duration::from_millis(pause.unsigned_abs())
}

/// Notes how many users each segment has, as the size of the workspace's present day. Answers with the milliseconds
/// that the day has left.
///
/// # Errors
/// When the database fails.
pub async fn note_sizes(database: &Database, changes: &Changes, index: &Index, now: Instant) -> db::Result<i64> {
    let mut reading = index.read(database, changes, Some(TIME)).await?;
    let rows = store::all(&mut reading.snapshot).await?;
    let definitions = Definitions::of_segments(&mut reading.snapshot, &[], now).await?;
    let (day, left) = definitions.today();
    let ids: Vec<_> = rows.iter().map(|row| SegmentId(row.segment_id)).collect();
    let counted = count(&mut reading, &definitions, &mut Numbers::default(), &ids).await?;
    // One that does not resolve has no size that day.
    let sizes = rows.iter().zip(counted).filter_map(|(row, (users, _))| Some((row.segment_id, users?)));
    let sizes: Vec<_> = sizes.collect();
    drop(reading);
    if !sizes.is_empty() {
        let mut transaction = database.write().await?;
        for (segment_id, users) in sizes {
            store::note_size(&mut transaction, segment_id, day, i64::try_from(users).unwrap_or(i64::MAX)).await?;
        }
        transaction.commit().await?;
    }
    Ok(left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_counted_every_hour_and_at_its_end() {
        let minutes = |left: i64| pause_before(left * 60_000).as_secs() / 60;
        assert_eq!(minutes(24 * 60), 60);
        assert_eq!(minutes(30), 28, "two minutes before the end");
        assert_eq!(minutes(2), 4, "then two minutes into the next day");
        assert_eq!(minutes(0), 2);
    }
}

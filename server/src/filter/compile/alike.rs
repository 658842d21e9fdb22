//! Events with the same properties have the same digest: each set of properties of an event is tested once, and an
//! index of digests tells who had it.
//!
//! The digests of an event are found by steps through that index, many at a time: digests are spread evenly, so that
//! lanes of equal width hold about as many each.

use super::{column, event::enough, positive::Positive};
use crate::{
    db::{Result, Transaction},
    filter::{calendar::Calendar, evaluate::passes, fragment::Fragment, leaf::Events},
};

/// Steps that one statement takes.
const LANES: usize = 64;

/// Sets of properties up to which they are tested; an event with more is one whose properties nearly all differ.
const MOST: usize = 8_192;

/// A part of the digests that is not looked through yet: beyond the first, up to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Lane {
    after: i64,
    last: i64,
}

/// All digests, in lanes.
fn lanes() -> Vec<Lane> {
    let width = u64::MAX / LANES as u64;
    let start = |lane: usize| i64::MIN.wrapping_add_unsigned(width * lane as u64);
    let last = |lane: usize| if lane + 1 == LANES { i64::MAX } else { start(lane + 1) };
    (0..LANES).map(|lane| Lane { after: start(lane), last: last(lane) }).collect()
}

/// The next digest of each lane, with properties that have it.
fn next(event_name_id: i64, lanes: &[Lane]) -> Fragment {
    let mut select = Fragment::new(
        "select found.digest, (select events.properties from events where events.properties_digest = found.digest \
         and events.event_name_id = ",
    )
    .value(event_name_id)
    .text(
        " limit 1) from (select (select events.properties_digest from events \
         where events.properties_digest > lane.column1 and events.properties_digest <= lane.column2 \
         and events.event_name_id = ",
    )
    .value(event_name_id)
    .text(" order by events.properties_digest limit 1) as digest from (values ");
    for (place, lane) in lanes.iter().enumerate() {
        let row = Fragment::new(if place == 0 { "(" } else { ", (" }).value(lane.after).text(", ").value(lane.last);
        select = select.then(row.text(")"));
    }
    select.text(") lane) found")
}

/// The statement that begins to find out.
pub(super) fn first_look(events: &Events) -> Fragment {
    next(events.event_name_id, &lanes())
}

/// The digests of the events' properties that pass every test; `None` where properties are to be tested one by one: of
/// some there is no digest yet, or nearly all differ.
///
/// # Errors
/// When the database fails, or takes too long.
pub(crate) async fn passing_digests(
    snapshot: &mut Transaction,
    events: &Events,
    calendar: &Calendar,
) -> Result<Option<Vec<i64>>> {
    let missing = Fragment::new("select user_id from events where properties_digest is null and event_name_id = ");
    let missing = missing.value(events.event_name_id).text(" limit 1");
    if snapshot.optional::<(i64,)>(missing.into_sql()).await?.is_some() {
        return Ok(None);
    }
    let (mut left, mut passing, mut tested) = (lanes(), Vec::new(), 0);
    while !left.is_empty() {
        let rows: Vec<(Option<i64>, Option<String>)> =
            snapshot.all(next(events.event_name_id, &left).into_sql()).await?;
        let mut ahead = Vec::with_capacity(left.len());
        for (digest, properties) in rows {
            // A lane with nothing more in it is done with.
            let Some(digest) = digest else { continue };
            tested += 1;
            if passes(properties.as_deref(), &events.properties, calendar) {
                passing.push(digest);
            }
            ahead.extend(
                left.iter()
                    .find(|lane| lane.after < digest && digest < lane.last)
                    .map(|lane| Lane { after: digest, last: lane.last }),
            );
        }
        if tested > MOST {
            return Ok(None);
        }
        left = ahead;
    }
    passing.sort_unstable();
    Ok(Some(passing))
}

/// Events inside the window with one of these digests. They come digest by digest: asked for any of them, SQLite would
/// rather read all events of the name in the order of users.
fn events(events: &Events, digests: &[i64]) -> Fragment {
    let select = Fragment::new("select events.user_id from unnest(").value(digests.to_vec());
    let select = select.text(") as value cross join events where events.properties_digest = value.value");
    let select = select.text(" and events.event_name_id = ").value(events.event_name_id);
    column::and_in_range(select, "events.at", events.window)
}

/// Users with enough events inside the window that have one of these digests.
pub(super) fn users(wanted: &Events, digests: &[i64]) -> Positive {
    if digests.is_empty() { Positive::Found(Vec::new()) } else { enough(events(wanted, digests), wanted) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_hold_every_digest_but_the_smallest_once() {
        let lanes = lanes();
        assert_eq!(lanes.len(), LANES);
        assert_eq!((lanes[0].after, lanes[LANES - 1].last), (i64::MIN, i64::MAX));
        assert!(lanes.windows(2).all(|pair| pair[0].last == pair[1].after && pair[0].after < pair[0].last));
    }
}

//! Finding the users of a page: keyset steps through those with a value, then through those without.

use super::{
    cursor::Place,
    matching::{MOST_TESTED, Matching},
    order::Order,
    query::{Query, Which},
    store::{self, Step},
};
use crate::{db::Transaction, error::ApiResult};
use shared::page::Cursor;

/// The users of a page in their order, and the places around it.
#[derive(Debug, PartialEq)]
pub(super) struct Found {
    pub user_ids: Vec<i64>,
    pub next: Option<Cursor>,
    pub previous: Option<Cursor>,
}

pub(super) async fn find_page(
    snapshot: &mut Transaction,
    query: &Query,
    order: &Order,
    matching: Option<Matching<'_>>,
) -> ApiResult<Found> {
    let step = Walk { order, text: query.text.as_deref(), matching, from: None, backwards: false, most: 0 };
    let limit = query.limit as usize;
    let (mut places, before_them, after_them) = match &query.which {
        Which::Numbered(page) => {
            let first = (*page as usize - 1) * limit;
            let mut places = walk(snapshot, Walk { most: first + limit + 1, ..step }).await?;
            places.drain(..first.min(places.len()));
            let more = places.len() > limit;
            places.truncate(limit);
            (places, *page > 1, more)
        }
        Which::After(cursor) => {
            let from = query.place(cursor, order, "/after")?;
            let mut places = walk(snapshot, Walk { from: Some(from), most: limit + 1, ..step }).await?;
            let more = places.len() > limit;
            places.truncate(limit);
            (places, true, more)
        }
        Which::Before(cursor) => {
            let from = query.place(cursor, order, "/before")?;
            let mut places =
                walk(snapshot, Walk { from: Some(from), backwards: true, most: limit + 1, ..step }).await?;
            let more = places.len() > limit;
            places.truncate(limit);
            places.reverse();
            (places, more, true)
        }
    };
    let cursor = |place: Option<&Place>, there: bool| place.filter(|_| there).map(|place| place.to_cursor(&query.sort));
    let (previous, next) = (cursor(places.first(), before_them), cursor(places.last(), after_them));
    Ok(Found { user_ids: places.drain(..).map(|place| place.user_id).collect(), next, previous })
}

/// A walk along an order, past users who do not match.
#[derive(Clone)]
struct Walk<'a> {
    order: &'a Order,
    text: Option<&'a str>,
    matching: Option<Matching<'a>>,
    from: Option<Place>,
    backwards: bool,
    most: usize,
}

/// Up to `most` places beyond `from`, in the order or, `backwards`, against it.
async fn walk(snapshot: &mut Transaction, walk: Walk<'_>) -> ApiResult<Vec<Place>> {
    let Walk { order, text, matching, mut from, backwards, most } = walk;
    let mut found = Vec::new();
    // Users with the text are found by reading all; testing some at a time would do so again and again.
    if let Some(matching) = matching.filter(|_| text.is_none())
        && let Some(together) = matching.tested_together(most)
    {
        let mut tested = 0;
        while found.len() < most && tested < MOST_TESTED {
            let step = Step { order, text, filter: None, from: from.clone(), backwards, most: together };
            let places = steps(snapshot, step).await?;
            let user_ids: Vec<_> = places.iter().map(|place| place.user_id).collect();
            let those = matching.among(snapshot, &user_ids).await?;
            let is_end = places.len() < together;
            from = places.last().cloned().or(from);
            found.extend(places.into_iter().filter(|place| those.contains(&place.user_id)));
            if is_end {
                found.truncate(most);
                return Ok(found);
            }
            tested += together;
        }
    }
    if found.len() < most {
        let filter = matching.map(|matching| matching.predicate);
        found.extend(steps(snapshot, Step { order, text, filter, from, backwards, most: most - found.len() }).await?);
    }
    found.truncate(most);
    Ok(found)
}

/// Up to `most` places, through those with a value and those without.
async fn steps(snapshot: &mut Transaction, step: Step<'_>) -> ApiResult<Vec<Place>> {
    let Step { from, backwards, most, .. } = &step;
    let starts_absent = from.as_ref().is_some_and(|place| place.key.is_none());
    let mut places = Vec::new();
    // Forwards those without a value come second, backwards first.
    let parts = if *backwards { [false, true] } else { [true, false] };
    let mut from = from.clone();
    for present in parts {
        if present == starts_absent && from.is_some() {
            continue;
        }
        let left = most - places.len();
        if left == 0 {
            break;
        }
        let step = Step { from: from.take(), most: left, ..step };
        places.extend(if present {
            store::places_with_value(snapshot, &step).await?
        } else {
            store::places_without_value(snapshot, &step).await?
        });
    }
    Ok(places)
}

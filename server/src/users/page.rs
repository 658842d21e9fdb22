//! Finding the users of a page: keyset steps through those with a value, then through those without.

use super::{
    cursor::Place,
    order::Order,
    query::{Query, Which},
    store::{self, Step},
};
use crate::{db::Transaction, error::ApiResult, filter::Fragment};
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
    filter: Option<&Fragment>,
) -> ApiResult<Found> {
    let step = Step { order, text: query.text.as_deref(), filter, from: None, backwards: false, most: 0 };
    let limit = query.limit as usize;
    let (mut places, before_them, after_them) = match &query.which {
        Which::Numbered(page) => {
            let first = (*page as usize - 1) * limit;
            let mut places = walk(snapshot, Step { most: first + limit + 1, ..step }).await?;
            places.drain(..first.min(places.len()));
            let more = places.len() > limit;
            places.truncate(limit);
            (places, *page > 1, more)
        }
        Which::After(cursor) => {
            let from = query.place(cursor, order, "/after")?;
            let mut places = walk(snapshot, Step { from: Some(from), most: limit + 1, ..step }).await?;
            let more = places.len() > limit;
            places.truncate(limit);
            (places, true, more)
        }
        Which::Before(cursor) => {
            let from = query.place(cursor, order, "/before")?;
            let mut places =
                walk(snapshot, Step { from: Some(from), backwards: true, most: limit + 1, ..step }).await?;
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

/// Up to `most` places beyond `from`, in the order or, `backwards`, against it.
async fn walk(snapshot: &mut Transaction, step: Step<'_>) -> ApiResult<Vec<Place>> {
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

//! Finding the users of a page: keyset steps through those with a value, then through those without.

use super::{
    cursor::{Key, Place},
    matching::Matching,
    order::{KeyKind, Order},
    query::{Query, Which},
    store::{self, Step},
};
use crate::{
    db::Transaction,
    error::ApiResult,
    index::{SortKey, SortedBy, Spot, Walker},
};
use shared::{api::users::SortBy, page::Cursor};

/// The users of a page in their order, and the places around it.
#[derive(Debug, PartialEq)]
pub(super) struct Found {
    pub user_ids: Vec<i64>,
    pub next: Option<Cursor>,
    pub previous: Option<Cursor>,
}

/// Who finds them.
pub(super) enum Finder<'a> {
    Index(Walker<'a>),
    Sql { snapshot: &'a mut Transaction, matching: Option<Matching<'a>> },
}

/// What the index sorts by in an order; `None` where only SQL does.
pub(super) fn sorted_by(query: &Query, order: &Order) -> Option<SortedBy> {
    match &query.sort.by {
        SortBy::LastActivity => Some(SortedBy::LastActivity),
        SortBy::FirstSeen => Some(SortedBy::FirstSeen),
        SortBy::Created => Some(SortedBy::Created),
        SortBy::Sessions => Some(SortedBy::Sessions),
        SortBy::UserId => Some(SortedBy::UserId),
        SortBy::Name | SortBy::Email => None,
        SortBy::Attribute(_) => order.attribute_id.map(match order.kind {
            KeyKind::Integer => SortedBy::Time,
            KeyKind::Real => SortedBy::Number,
            KeyKind::Text => SortedBy::Text,
            KeyKind::Boolean => SortedBy::Boolean,
        }),
    }
}

impl From<Spot> for Place {
    fn from(Spot { key, user_id }: Spot) -> Self {
        let key = key.map(|key| match key {
            SortKey::Integer(value) => Key::Integer(value),
            SortKey::Real(value) => Key::Real(value),
            SortKey::Text(value) => Key::Text(value),
            SortKey::Boolean(value) => Key::Boolean(value),
        });
        Self { key, user_id }
    }
}

impl From<Place> for Spot {
    fn from(Place { key, user_id }: Place) -> Self {
        let key = key.map(|key| match key {
            Key::Integer(value) => SortKey::Integer(value),
            Key::Real(value) => SortKey::Real(value),
            Key::Text(value) => SortKey::Text(value),
            Key::Boolean(value) => SortKey::Boolean(value),
        });
        Self { key, user_id }
    }
}

pub(super) async fn find_page(query: &Query, order: &Order, finder: Finder<'_>) -> ApiResult<Found> {
    let step = Walk { order, text: query.text.as_deref(), from: None, backwards: false, most: 0 };
    let limit = query.limit as usize;
    let (mut places, before_them, after_them) = match &query.which {
        Which::Numbered(page) => {
            let first = (*page as usize - 1) * limit;
            let mut places = walk(finder, Walk { most: first + limit + 1, ..step }).await?;
            places.drain(..first.min(places.len()));
            let more = places.len() > limit;
            places.truncate(limit);
            (places, *page > 1, more)
        }
        Which::After(cursor) => {
            let from = query.place(cursor, order, "/after")?;
            let mut places = walk(finder, Walk { from: Some(from), most: limit + 1, ..step }).await?;
            let more = places.len() > limit;
            places.truncate(limit);
            (places, true, more)
        }
        Which::Before(cursor) => {
            let from = query.place(cursor, order, "/before")?;
            let mut places = walk(finder, Walk { from: Some(from), backwards: true, most: limit + 1, ..step }).await?;
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
    from: Option<Place>,
    backwards: bool,
    most: usize,
}

/// Up to `most` places beyond `from`, in the order or, `backwards`, against it.
async fn walk(finder: Finder<'_>, walk: Walk<'_>) -> ApiResult<Vec<Place>> {
    let Walk { order, text, mut from, backwards, most } = walk;
    let (snapshot, matching) = match finder {
        Finder::Index(walker) => {
            let spots = walker.walk(from.map(Spot::from).as_ref(), backwards, most);
            return Ok(spots.into_iter().map(Place::from).collect());
        }
        Finder::Sql { snapshot, matching } => (snapshot, matching),
    };
    let mut found = Vec::new();
    // Users with the text are found by reading all; testing some at a time would do so again and again.
    if let Some(matching) = matching.filter(|_| text.is_none()) {
        let mut tested = 0;
        while found.len() < most
            && let Some(together) = matching.tested_together(most, found.len(), tested)
        {
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
        let filter = match matching {
            Some(matching) => Some(matching.of_everyone(snapshot).await?),
            None => None,
        };
        let step = Step { order, text, filter: filter.as_ref(), from, backwards, most: most - found.len() };
        found.extend(steps(snapshot, step).await?);
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

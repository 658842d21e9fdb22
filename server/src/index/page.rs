//! The users of a page: the nearest of those who match, in an order.
//!
//! Invariants, the same as in SQL: users without a value come last, whether values rise or fall; of equal values the
//! lower id comes first; backwards is against all of that.

use super::{audience::Audience, bits::Bits, members::Members, reading::Reading};
use std::{cmp::Ordering, sync::Arc};

/// What an order sorts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortedBy {
    /// The latest activity.
    LastActivity,
    /// The first activity.
    FirstSeen,
    /// When the user was made.
    Created,
    /// How many sessions there were.
    Sessions,
    /// Rollcall's number of the user.
    UserId,
    /// An attribute of texts.
    Text(i64),
    /// An attribute of numbers.
    Number(i64),
    /// An attribute of truth values.
    Boolean(i64),
    /// An attribute of times.
    Time(i64),
}

/// A value that is sorted by.
#[derive(Clone, Debug, PartialEq)]
pub enum SortKey {
    /// A whole number or an instant.
    Integer(i64),
    /// A number.
    Real(f64),
    /// A text.
    Text(String),
    /// A truth value.
    Boolean(bool),
}

/// A user's place in an order; `key` is `None` among those without a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// The value.
    pub key: Option<SortKey>,
    /// The user.
    pub user_id: i64,
}

/// Walks along an order, past users who do not match.
pub struct Walker<'a> {
    audience: &'a Audience,
    matching: Arc<Bits>,
    by: SortedBy,
    descending: bool,
}

impl Reading {
    /// Walks past those who are no members; `None` where SQL has to.
    #[must_use]
    pub fn walker(&self, members: &Members, by: SortedBy, descending: bool) -> Option<Walker<'_>> {
        Some(Walker { audience: &self.held()?.audience, matching: Arc::clone(&members.0), by, descending })
    }
}

/// One step of a walk.
struct Step<T> {
    from: Option<(Option<T>, i64)>,
    descending: bool,
    backwards: bool,
    most: usize,
}

impl SortKey {
    fn integer(&self) -> Option<i64> {
        if let Self::Integer(value) = self { Some(*value) } else { None }
    }

    fn real(&self) -> Option<f64> {
        if let Self::Real(value) = self { Some(*value) } else { None }
    }

    fn text(&self) -> Option<&str> {
        if let Self::Text(value) = self { Some(value) } else { None }
    }

    fn boolean(&self) -> Option<bool> {
        if let Self::Boolean(value) = self { Some(*value) } else { None }
    }
}

/// A place by the kind of value that its order has.
fn spots<T>(found: Vec<(Option<T>, i64)>, key: impl Fn(T) -> SortKey) -> Vec<Spot> {
    found.into_iter().map(|(value, user_id)| Spot { key: value.map(&key), user_id }).collect()
}

impl Walker<'_> {
    /// Up to `most` places beyond `from`, in the order or, `backwards`, against it.
    #[must_use]
    pub fn walk(&self, from: Option<&Spot>, backwards: bool, most: usize) -> Vec<Spot> {
        let natives = &self.audience.natives;
        let attribute = |id: i64| self.audience.attributes.get(&id);
        let key = || from.and_then(|spot| spot.key.as_ref());
        match self.by {
            SortedBy::LastActivity => self.whole(natives.last_activity.values(), from, backwards, most),
            SortedBy::FirstSeen => self.whole(natives.first_seen.values(), from, backwards, most),
            SortedBy::Created => self.whole(natives.created.values(), from, backwards, most),
            SortedBy::Sessions => self.whole(natives.sessions.values(), from, backwards, most),
            SortedBy::UserId => self.whole(self.audience.people.ids(), from, backwards, most),
            SortedBy::Time(id) => {
                let values = attribute(id).map(|attribute| attribute.time.values()).unwrap_or_default();
                self.whole(values, from, backwards, most)
            }
            SortedBy::Number(id) => {
                let from = from.map(|spot| (key().and_then(SortKey::real), spot.user_id));
                let attribute = attribute(id);
                let value = |ordinal| attribute.and_then(|attribute| attribute.number.number(ordinal));
                spots(self.steps(value, from, backwards, most), SortKey::Real)
            }
            SortedBy::Boolean(id) => {
                let from = from.map(|spot| (key().and_then(SortKey::boolean), spot.user_id));
                let attribute = attribute(id);
                let value = |ordinal| attribute.and_then(|attribute| attribute.boolean(ordinal));
                spots(self.steps(value, from, backwards, most), SortKey::Boolean)
            }
            SortedBy::Text(id) => {
                let from = from.map(|spot| (key().and_then(SortKey::text), spot.user_id));
                let attribute = attribute(id);
                let text = |ordinal| attribute.map(|attribute| attribute.text.get(ordinal));
                let value = |ordinal| text(ordinal).filter(|text| !text.is_empty());
                spots(self.steps(value, from, backwards, most), |text| SortKey::Text(text.to_owned()))
            }
        }
    }

    /// By whole numbers, of which `i64::MIN` is none.
    fn whole(&self, values: &[i64], from: Option<&Spot>, backwards: bool, most: usize) -> Vec<Spot> {
        let from = from.map(|spot| (spot.key.as_ref().and_then(SortKey::integer), spot.user_id));
        let step = Step { from, descending: self.descending, backwards, most };
        let key = |ordinal: usize| values.get(ordinal).copied().filter(|value| *value != i64::MIN);
        let near = |start: usize, last| match values.get(start..start + 64) {
            Some(values) => not_behind(values, last, &step),
            None => step.not_behind(start, last, key),
        };
        spots(self.nearest(key, near, &step), SortKey::Integer)
    }

    fn steps<T: Copy + PartialOrd>(
        &self,
        key: impl Fn(usize) -> Option<T>,
        from: Option<(Option<T>, i64)>,
        backwards: bool,
        most: usize,
    ) -> Vec<(Option<T>, i64)> {
        let step = Step { from, descending: self.descending, backwards, most };
        self.nearest(&key, |start, last| step.not_behind(start, last, &key), &step)
    }

    fn nearest<T: Copy + PartialOrd>(
        &self,
        key: impl Fn(usize) -> Option<T>,
        near: impl Fn(usize, Option<T>) -> u64,
        step: &Step<T>,
    ) -> Vec<(Option<T>, i64)> {
        let people = &self.audience.people;
        nearest(self.matching.words(), |ordinal| Some((key(ordinal), people.id(ordinal)?)), near, step)
    }
}

impl<T: Copy + PartialOrd> Step<T> {
    /// Whether a value is behind another whatever the users are. Most are told by this look alone.
    fn is_behind(&self, value: Option<T>, other: Option<T>) -> bool {
        match (value, other) {
            (Some(value), Some(other)) if self.descending == self.backwards => value > other,
            (Some(value), Some(other)) => value < other,
            (Some(_), None) => self.backwards,
            (None, Some(_)) => !self.backwards,
            (None, None) => false,
        }
    }

    /// Which of the 64 users from `start` on are not behind a value, a bit each.
    fn not_behind(&self, start: usize, last: Option<T>, key: impl Fn(usize) -> Option<T>) -> u64 {
        (0..64).fold(0, |near, bit| near | (u64::from(!self.is_behind(key(start + bit), last)) << bit))
    }
}

/// The same of whole numbers, of which `i64::MIN` is none: most of a page's time goes by here, so that there is no branch.
fn not_behind(values: &[i64], last: Option<i64>, step: &Step<i64>) -> u64 {
    // Who is first has the least rank: none is made the greatest of rising numbers, and turned with all to fall.
    let shift = i64::from(!step.descending);
    let turn = if step.descending == step.backwards { 0 } else { -1 };
    let rank = |value: i64| value.wrapping_sub(shift) ^ turn;
    let last = rank(last.unwrap_or(i64::MIN));
    values.iter().rev().fold(0, |near, value| (near << 1) | u64::from(rank(*value) <= last))
}

/// The first beyond another place of those whose bits are set, in order. `near` tells which of 64 users are not behind a
/// value.
fn nearest<T: Copy + PartialOrd>(
    words: &[u64],
    place: impl Fn(usize) -> Option<(Option<T>, i64)>,
    near: impl Fn(usize, Option<T>) -> u64,
    step: &Step<T>,
) -> Vec<(Option<T>, i64)> {
    let Step { from, descending, backwards, most } = step;
    if *most == 0 {
        return Vec::new();
    }
    let order = |one: &(Option<T>, i64), other: &(Option<T>, i64)| {
        let by_key = match (&one.0, &other.0) {
            (Some(one), Some(other)) => {
                let order = one.partial_cmp(other).unwrap_or(Ordering::Equal);
                if *descending { order.reverse() } else { order }
            }
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        let order = by_key.then(one.1.cmp(&other.1));
        if *backwards { order.reverse() } else { order }
    };
    let mut found: Vec<(Option<T>, i64)> = Vec::new();
    // Nobody behind this place is among the nearest.
    let mut last: Option<(Option<T>, i64)> = None;
    for (at, word) in words.iter().enumerate().filter(|(_, word)| **word != 0) {
        let start = at * 64;
        let mut left = *word;
        if let Some(last) = &last {
            left &= near(start, last.0);
        }
        while left != 0 {
            let ordinal = start + left.trailing_zeros() as usize;
            left &= left - 1;
            let Some(place) = place(ordinal) else { continue };
            if from.as_ref().is_some_and(|from| order(&place, from).is_le())
                || last.as_ref().is_some_and(|last| order(&place, last).is_gt())
            {
                continue;
            }
            found.push(place);
            if found.len() >= most.saturating_mul(2).max(64) {
                let (_, nth, _) = found.select_nth_unstable_by(*most - 1, order);
                last = Some(*nth);
                found.truncate(*most);
            }
        }
    }
    found.sort_unstable_by(order);
    found.truncate(*most);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every place, walked page by page.
    fn walked(places: &[(Option<i64>, i64)], descending: bool, backwards: bool, most: usize) -> Vec<i64> {
        let (mut from, mut ids) = (None, Vec::new());
        loop {
            let step = Step { from, descending, backwards, most };
            let values: Vec<i64> = places.iter().map(|(key, _)| key.unwrap_or(i64::MIN)).collect();
            let key = |ordinal: usize| places.get(ordinal).and_then(|(key, _)| *key);
            let near = |start: usize, last| {
                let near = step.not_behind(start, last, key);
                if let Some(values) = values.get(start..start + 64) {
                    assert_eq!(not_behind(values, last, &step), near, "without a branch it is the same");
                }
                near
            };
            let words: Vec<u64> = vec![u64::MAX; places.len().div_ceil(64)];
            let page = nearest(&words, |ordinal| places.get(ordinal).copied(), near, &step);
            from = page.last().copied();
            ids.extend(page.iter().map(|(_, id)| *id));
            if page.len() < most {
                return ids;
            }
        }
    }

    #[test]
    fn pages_follow_each_other_whatever_their_length() {
        let places: Vec<_> = (0..500).map(|id| (Some(id * 7 % 13).filter(|key| *key > 2), id * 31 % 500)).collect();
        for descending in [false, true] {
            let mut expected = places.clone();
            let sign = if descending { -1 } else { 1 };
            expected.sort_by_key(|(key, id)| (key.is_none(), key.map(|key| key * sign), *id));
            let mut expected: Vec<i64> = expected.into_iter().map(|(_, id)| id).collect();
            for backwards in [false, true] {
                for most in [1, 7, 40, 600] {
                    assert_eq!(
                        walked(&places, descending, backwards, most),
                        expected,
                        "{descending} {backwards} {most}"
                    );
                }
                expected.reverse();
            }
        }
    }
}

//! The parts in their order.

use super::{
    bulk::Bulk,
    frame::{FrameReader, FrameWriter, Unfit},
    lists::{StoredAnswers, StoredDeeds, StoredEvent},
    order::Order,
    sets::{StoredIdSets, StoredTextSets},
    texts::StoredTextColumn,
};
use crate::index::{
    attribute::Attribute,
    audience::{Audience, Natives},
    bits::Bits,
    column::Column,
    people::People,
};
use serde::{Deserialize, Serialize};
use std::{
    collections::HashMap,
    io::{self, Read, Write},
};

/// The values of an attribute: each shape that somebody has.
#[derive(Debug, Serialize, Deserialize)]
struct StoredAttribute<'a> {
    attribute_id: i64,
    #[serde(borrow)]
    texts: Option<StoredTextColumn<'a>>,
    #[serde(borrow)]
    numbers: Option<Bulk<'a>>,
    #[serde(borrow)]
    booleans: Option<Bulk<'a>>,
    /// And who has a date.
    #[serde(borrow)]
    times: Option<(Bulk<'a>, Bulk<'a>)>,
    #[serde(borrow)]
    lists: Option<StoredTextSets<'a>>,
}

impl StoredAttribute<'static> {
    /// `None` where nobody has a value.
    fn of(attribute_id: i64, attribute: &Attribute, order: &Order) -> Option<Self> {
        let Attribute { text, number, boolean, time, dates, items, lists } = attribute;
        let numbers = order.each(|ordinal| number.number(ordinal)).any(|number| number.is_some());
        let booleans = order.each(|ordinal| attribute.boolean(ordinal)).any(|boolean| boolean.is_some());
        let times = order.each(|ordinal| time.time(ordinal)).any(|at| at.is_some());
        let stored = Self {
            attribute_id,
            texts: StoredTextColumn::of_some(text, order),
            numbers: numbers.then(|| Bulk::of(order.each(|ordinal| number.get(ordinal)))),
            booleans: booleans.then(|| Bulk::of(order.each(|ordinal| boolean.get(ordinal)))),
            times: times.then(|| (Bulk::of(order.each(|ordinal| time.get(ordinal))), bits(dates, order))),
            lists: StoredTextSets::of(items, lists, order),
        };
        let has_some = stored.texts.is_some() || numbers || booleans || times || stored.lists.is_some();
        has_some.then_some(stored)
    }
}

impl StoredAttribute<'_> {
    fn restore(&self, users: usize) -> Option<Attribute> {
        let mut attribute = Attribute::default();
        if let Some(texts) = &self.texts {
            attribute.text = texts.restore(users)?;
        }
        if let Some(numbers) = &self.numbers {
            attribute.number = Column::of(numbers.column(users)?, f64::NAN);
        }
        if let Some(booleans) = &self.booleans {
            attribute.boolean = Column::of(booleans.column(users)?, crate::index::attribute::NO_BOOLEAN);
        }
        if let Some((times, dates)) = &self.times {
            attribute.time = Column::of(times.column(users)?, i64::MIN);
            attribute.dates = Bits::of_words(dates.values()?);
        }
        if let Some(lists) = &self.lists {
            (attribute.items, attribute.lists) = lists.restore(users)?;
        }
        Some(attribute)
    }
}

/// Who of all is in a set.
fn bits(set: &Bits, order: &Order) -> Bulk<'static> {
    let places = Bits::of(order.ordinals.len(), |place| set.contains(order.ordinals[place] as usize));
    Bulk::of(places.words().iter().copied())
}

fn sorted<K: Copy + Ord, V>(map: &HashMap<K, V>) -> Vec<(K, &V)> {
    let mut pairs: Vec<_> = map.iter().map(|(key, value)| (*key, value)).collect();
    pairs.sort_unstable_by_key(|(key, _)| *key);
    pairs
}

/// Parts, each in a frame, and one frame more that ends them; parts that nobody has anything of are left out.
fn put_all<W: Write, T: Serialize>(to: &mut FrameWriter<W>, parts: impl Iterator<Item = Option<T>>) -> io::Result<()> {
    for part in parts.flatten() {
        to.put(&Some(part))?;
    }
    to.put(&None::<T>)
}

/// Writes what is held of those who are there.
pub(in crate::index) fn write<W: Write>(audience: &Audience, to: &mut FrameWriter<W>) -> io::Result<()> {
    let order = Order::of(&audience.people);
    to.put(&Bulk::of(order.ids.iter().copied()))?;
    let Natives { name, email, user_id, language, visitor, last_activity, first_seen, created, sessions, identified } =
        &audience.natives;
    for column in [name, email, user_id, language, visitor] {
        to.put(&StoredTextColumn::of(column, &order))?;
    }
    for column in [last_activity, first_seen, created, sessions] {
        to.put(&Bulk::of(order.each(|ordinal| column.get(ordinal))))?;
    }
    to.put(&bits(identified, &order))?;
    to.put(&StoredIdSets::of(&audience.tags, &order))?;
    to.put(&StoredIdSets::of(&audience.imports, &order))?;
    let attributes = sorted(&audience.attributes).into_iter();
    put_all(to, attributes.map(|(id, attribute)| StoredAttribute::of(id, attribute, &order)))?;
    let events = sorted(&audience.events).into_iter();
    put_all(to, events.map(|(id, happened)| StoredEvent::of(id, happened, &order)))?;
    let deeds = sorted(&audience.deeds).into_iter();
    put_all(to, deeds.map(|((key, action), deeds)| StoredDeeds::of(key, action, deeds, &order)))?;
    let answers = sorted(&audience.answers).into_iter();
    put_all(to, answers.map(|(key, answers)| StoredAnswers::of(key, answers, &order)))
}

/// Reads what was written.
pub(in crate::index) fn read<R: Read>(from: &mut FrameReader<R>) -> Result<Audience, Unfit> {
    let ids = from.take::<Bulk<'_>>()?.values().ok_or(Unfit::Damaged)?;
    let people = People::of(ids).ok_or(Unfit::Damaged)?;
    let users = people.len();
    let mut audience = Audience { people, natives: natives(from, users)?, ..Audience::default() };
    audience.tags = from.take::<StoredIdSets<'_>>()?.restore(users).ok_or(Unfit::Damaged)?;
    audience.imports = from.take::<StoredIdSets<'_>>()?.restore(users).ok_or(Unfit::Damaged)?;
    while let Some(stored) = from.take::<Option<StoredAttribute<'_>>>()? {
        let attribute = stored.restore(users).ok_or(Unfit::Damaged)?;
        audience.attributes.insert(stored.attribute_id, attribute);
    }
    while let Some(stored) = from.take::<Option<StoredEvent<'_>>>()? {
        let happened = stored.restore(users).ok_or(Unfit::Damaged)?;
        audience.events.insert(stored.event_name_id, happened);
    }
    while let Some(stored) = from.take::<Option<StoredDeeds<'_>>>()? {
        let deeds = stored.action().zip(stored.restore(users));
        let (action, deeds) = deeds.ok_or(Unfit::Damaged)?;
        audience.deeds.insert((stored.experience_key, action), deeds);
    }
    while let Some(stored) = from.take::<Option<StoredAnswers<'_>>>()? {
        let answers = stored.restore(users).ok_or(Unfit::Damaged)?;
        audience.answers.insert(stored.question_key, answers);
    }
    Ok(audience)
}

fn natives<R: Read>(from: &mut FrameReader<R>, users: usize) -> Result<Natives, Unfit> {
    let mut text = || from.take::<StoredTextColumn<'_>>()?.restore(users).ok_or(Unfit::Damaged);
    let (name, email, user_id, language, visitor) = (text()?, text()?, text()?, text()?, text()?);
    let mut column = |absent| {
        let values = from.take::<Bulk<'_>>()?.column(users).ok_or(Unfit::Damaged)?;
        Ok::<_, Unfit>(Column::of(values, absent))
    };
    let (last_activity, first_seen) = (column(i64::MIN)?, column(i64::MIN)?);
    let (created, sessions) = (column(i64::MIN)?, column(0)?);
    let identified = Bits::of_words(from.take::<Bulk<'_>>()?.values().ok_or(Unfit::Damaged)?);
    Ok(Natives { name, email, user_id, language, visitor, last_activity, first_seen, created, sessions, identified })
}

//! Some values a user: the users in order, where the values of each begin, and the values.

use super::{
    bulk::{Bulk, Fixed},
    order::Order,
    sets::{RenumberedSets, StoredSets, items_of},
    texts::{Renumbered, StoredTexts},
};
use crate::index::{
    answers::{Answer, Answers},
    audience::{Deed, action},
    happened::{Happened, Moment},
    lists::Lists,
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Whose values are where.
#[derive(Debug, Serialize, Deserialize)]
struct StoredLists<'a> {
    #[serde(borrow)]
    users: Bulk<'a>,
    #[serde(borrow)]
    starts: Bulk<'a>,
}

impl StoredLists<'static> {
    /// `None` where nobody has a value; the values are handed over user by user.
    fn of<T: Copy + PartialEq>(lists: &Lists<T>, order: &Order, mut take: impl FnMut(&[T])) -> Option<Self> {
        let mut runs: Vec<(u32, &[T])> = Vec::new();
        lists.for_each(|user, values| runs.extend(order.place(user).map(|place| (place, values))));
        if runs.is_empty() {
            return None;
        }
        runs.sort_unstable_by_key(|(place, _)| *place);
        let mut next = 0;
        let starts = Bulk::of(runs.iter().map(|(_, values)| {
            let start = next;
            // As many values as there were, which were counted in the same numbers.
            next += values.len() as u32;
            start
        }));
        runs.iter().for_each(|(_, values)| take(values));
        Some(Self { users: Bulk::of(runs.iter().map(|(place, _)| *place)), starts })
    }
}

impl StoredLists<'_> {
    fn restore<T: Copy + PartialEq>(&self, people: usize, values: Vec<T>) -> Option<Lists<T>> {
        Lists::of(self.users.values()?, self.starts.values()?, values, people)
    }
}

/// An event.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredEvent<'a> {
    pub event_name_id: i64,
    /// Of properties, by their numbers.
    #[serde(borrow)]
    digests: Bulk<'a>,
    #[serde(borrow)]
    lists: StoredLists<'a>,
    #[serde(borrow)]
    moments: Bulk<'a>,
}

impl StoredEvent<'static> {
    pub fn of(event_name_id: i64, happened: &Happened, order: &Order) -> Option<Self> {
        let mut moments = Vec::with_capacity(happened.len());
        let lists = StoredLists::of(&happened.lists, order, |more| moments.extend_from_slice(more))?;
        let (digests, numbers) = happened.renumbered(&moments);
        // Moments at the same time come by the number of their properties.
        moments.iter_mut().for_each(|moment| *moment = moment.numbered(&numbers));
        let starts: Vec<u32> = lists.starts.values()?;
        let ends = starts.iter().skip(1).map(|end| *end as usize).chain([moments.len()]);
        for (start, end) in starts.iter().map(|start| *start as usize).zip(ends) {
            moments[start..end].sort_unstable();
        }
        let moments = Bulk::of(moments.into_iter().map(|moment| moment.0));
        Some(Self { event_name_id, digests: Bulk::of(digests.into_iter()), lists, moments })
    }
}

impl StoredEvent<'_> {
    pub fn restore(&self, people: usize) -> Option<Happened> {
        let moments: Vec<i64> = self.moments.values()?;
        let lists = self.lists.restore(people, moments.into_iter().map(Moment).collect())?;
        Happened::of(lists, &self.digests.values::<i64>()?)
    }
}

/// What users did with an experience.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredDeeds<'a> {
    pub experience_key: i64,
    /// The word of the action.
    action: &'a str,
    #[serde(borrow)]
    lists: StoredLists<'a>,
    #[serde(borrow)]
    at: Bulk<'a>,
    /// `i64::MIN` where it is about no step.
    #[serde(borrow)]
    steps: Bulk<'a>,
}

impl<'a> StoredDeeds<'a> {
    pub fn of(experience_key: i64, action: &'a str, deeds: &Lists<Deed>, order: &Order) -> Option<Self> {
        let mut all = Vec::with_capacity(deeds.len());
        let lists = StoredLists::of(deeds, order, |more| {
            let start = all.len();
            all.extend_from_slice(more);
            all[start..].sort_by_key(|deed: &Deed| (deed.at, deed.step));
        })?;
        let at = Bulk::of(all.iter().map(|deed| deed.at));
        let steps = Bulk::of(all.iter().map(|deed| deed.step.map_or(i64::MIN, i64::from)));
        Some(Self { experience_key, action, lists, at, steps })
    }

    pub fn action(&self) -> Option<&'static str> {
        action(self.action)
    }

    pub fn restore(&self, people: usize) -> Option<Lists<Deed>> {
        let at: Vec<i64> = self.at.values()?;
        let steps: Vec<i64> = self.steps.column(at.len())?;
        let deed = |(at, step): (i64, i64)| {
            let step = if step == i64::MIN { None } else { Some(i32::try_from(step).ok()?) };
            Some(Deed { at, step })
        };
        self.lists.restore(people, at.into_iter().zip(steps).map(deed).collect::<Option<_>>()?)
    }
}

/// The answers to a question.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredAnswers<'a> {
    pub question_key: i64,
    #[serde(borrow)]
    lists: StoredLists<'a>,
    #[serde(borrow)]
    at: Bulk<'a>,
    #[serde(borrow)]
    numbers: Bulk<'a>,
    #[serde(borrow)]
    text: Bulk<'a>,
    #[serde(borrow)]
    chosen: Bulk<'a>,
    #[serde(borrow)]
    texts: StoredTexts<'a>,
    #[serde(borrow)]
    options: StoredTexts<'a>,
    #[serde(borrow)]
    sets: StoredSets<'a>,
}

impl StoredAnswers<'static> {
    pub fn of(question_key: i64, answers: &Answers, order: &Order) -> Option<Self> {
        let mut all: Vec<Answer> = Vec::with_capacity(answers.lists.len());
        let lists = StoredLists::of(&answers.lists, order, |more| all.extend_from_slice(more))?;
        let mut texts = Renumbered::new(&answers.texts);
        let text = Bulk::of(all.iter().map(|answer| texts.number(answer.text)));
        let used = items_of(&answers.chosen, all.iter().map(|answer| answer.chosen));
        let mut options = Renumbered::sorted(&answers.options, used);
        let mut sets = RenumberedSets::new(&answers.chosen);
        let chosen = Bulk::of(all.iter().map(|answer| sets.number(answer.chosen, |option| options.number(option))));
        Some(Self {
            question_key,
            lists,
            at: Bulk::of(all.iter().map(|answer| answer.at)),
            numbers: Bulk::of(all.iter().map(|answer| answer.number)),
            text,
            chosen,
            texts: texts.store(),
            options: options.store(),
            sets: sets.store(),
        })
    }
}

impl StoredAnswers<'_> {
    pub fn restore(&self, people: usize) -> Option<Answers> {
        let (texts, options) = (self.texts.restore()?, self.options.restore()?);
        let chosen = self.sets.restore(options.len())?;
        let at: Vec<i64> = self.at.values()?;
        let numbers: Vec<f64> = column(&self.numbers, at.len())?;
        let [text, sets]: [Vec<u32>; 2] = [column(&self.text, at.len())?, column(&self.chosen, at.len())?];
        let is_known = text.iter().all(|number| (*number as usize) < texts.len())
            && sets.iter().all(|number| *number as usize <= chosen.len());
        let answers = at.into_iter().zip(numbers).zip(text).zip(sets);
        let answers = answers.map(|(((at, number), text), chosen)| Answer { at, number, text, chosen });
        let lists = self.lists.restore(people, answers.collect())?;
        is_known.then_some(Answers { lists, texts, options, chosen })
    }
}

fn column<T: Fixed>(bulk: &Bulk<'_>, len: usize) -> Option<Vec<T>> {
    bulk.column(len)
}

impl Happened {
    /// The digests of the properties of these moments, rising, and by the number before the number in that order.
    fn renumbered(&self, moments: &[Moment]) -> (Vec<i64>, HashMap<u16, u16>) {
        let mut used = vec![false; self.numbers.len()];
        for moment in moments {
            if let Some(used) = used.get_mut(moment.number()) {
                *used = true;
            }
        }
        let mut pairs: Vec<(i64, u16)> = self.numbers.iter().map(|(digest, number)| (*digest, *number)).collect();
        pairs.retain(|(_, number)| used[usize::from(*number)]);
        pairs.sort_unstable();
        let numbers = pairs.iter().zip(0..).map(|((_, before), number)| (*before, number)).collect();
        (pairs.into_iter().map(|(digest, _)| digest).collect(), numbers)
    }
}

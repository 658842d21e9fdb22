//! What changed of some users: all their rows anew.

use super::{
    answers::Answer,
    audience::{Audience, Deed, action},
    intake::{Chosen, Runs, deed},
    lists::Lists,
    store::{self, AnswerRow, EventRow, IdRow, InteractionRow, ItemRow, OptionRow, UserRow, ValueRow, Whose},
};
use crate::db::{Result, Transaction};
use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
};

/// The rows of some users.
#[derive(Debug, Default)]
pub(super) struct Delta {
    /// Whose rows these are; those without a row of `users` are gone.
    user_ids: Vec<i64>,
    users: Vec<UserRow>,
    values: Vec<ValueRow>,
    items: Vec<ItemRow>,
    tags: Vec<IdRow>,
    imports: Vec<IdRow>,
    events: Vec<EventRow>,
    interactions: Vec<InteractionRow>,
    options: Vec<OptionRow>,
    answers: Vec<AnswerRow>,
}

impl Delta {
    /// Reads the rows of these users.
    pub async fn read(snapshot: &mut Transaction, user_ids: Vec<i64>) -> Result<Self> {
        let mut delta = Self::default();
        if user_ids.is_empty() {
            return Ok(delta);
        }
        let these = Whose::These(&user_ids);
        store::users(snapshot, these, |row| delta.users.push(row)).await?;
        store::values(snapshot, these, |row| delta.values.push(row)).await?;
        store::items(snapshot, these, |row| delta.items.push(row)).await?;
        store::tags(snapshot, these, |row| delta.tags.push(row)).await?;
        store::imports(snapshot, these, |row| delta.imports.push(row)).await?;
        store::events(snapshot, these, |row| delta.events.push(row)).await?;
        store::interactions(snapshot, these, |row| delta.interactions.push(row)).await?;
        store::options(snapshot, these, |row| delta.options.push(row)).await?;
        store::answers(snapshot, these, |row| delta.answers.push(row)).await?;
        delta.user_ids = user_ids;
        Ok(delta)
    }

    /// How the number of users changes with it.
    pub fn users_delta(&self, audience: &Audience) -> i64 {
        let there: HashSet<i64> = self.users.iter().map(|row| row.user_id).collect();
        let change = |id: &i64| i64::from(there.contains(id)) - i64::from(audience.has(*id));
        self.user_ids.iter().map(change).sum()
    }

    /// These users are gone, too.
    pub fn add_gone(&mut self, user_ids: Vec<i64>) {
        self.user_ids.extend(user_ids);
    }
}

impl Audience {
    fn has(&self, user_id: i64) -> bool {
        self.people.ordinal(user_id).is_some_and(|ordinal| self.people.live().contains(ordinal as usize))
    }

    /// Those who are held and not among these, which are all that there are.
    pub(super) fn gone(&self, there: &HashSet<i64>) -> Vec<i64> {
        let live = self.people.live().iter().filter_map(|ordinal| self.people.id(ordinal));
        live.filter(|user_id| !there.contains(user_id)).collect()
    }

    /// Takes in what changed. Whether there was room; without, what is held is of no state any more.
    pub(super) fn take(&mut self, delta: Delta) -> bool {
        self.kept.clear();
        let mut fits = delta.users.iter().all(|row| self.people.admit(row.user_id).is_some());
        let touched: Vec<u32> = delta.user_ids.iter().filter_map(|id| self.people.ordinal(*id)).collect();
        for ordinal in &touched {
            self.clear(*ordinal);
            self.people.dismiss(*ordinal);
        }
        // Whoever has a row comes back.
        fits = delta.users.iter().all(|row| self.take_user(row)) && fits;
        fits = delta.values.iter().all(|row| self.take_value(row)) && fits;
        fits = self.take_sets(delta.items, delta.tags, delta.imports) && fits;
        fits = self.take_happened(&touched, delta.events, delta.interactions) && fits;
        self.take_answers(&touched, delta.options, delta.answers) && fits
    }

    fn take_sets(&mut self, items: Vec<ItemRow>, tags: Vec<IdRow>, imports: Vec<IdRow>) -> bool {
        // Users may come in an order in which the attributes of one are mixed.
        let mut lists: HashMap<(i64, i64), Vec<String>> = HashMap::new();
        for row in items {
            let (key, item) = row.into_pair();
            lists.entry(key).or_default().push(item);
        }
        let mut fits = lists.into_iter().all(|list| self.take_list(Some(list)));
        let mut runs = Runs::new();
        fits &= tags.into_iter().all(|row| self.take_tags(runs.push(row.user_id, row.id)));
        fits &= self.take_tags(runs.end());
        let mut runs = Runs::new();
        fits &= imports.into_iter().all(|row| self.take_imports(runs.push(row.user_id, row.id)));
        self.take_imports(runs.end()) && fits
    }

    fn take_happened(&mut self, touched: &[u32], events: Vec<EventRow>, interactions: Vec<InteractionRow>) -> bool {
        let mut times: HashMap<i64, HashMap<u32, Vec<i64>>> = HashMap::new();
        for row in events {
            let Some(ordinal) = self.people.ordinal(row.user_id) else { continue };
            times.entry(row.event_name_id).or_default().entry(ordinal).or_default().push(row.at);
        }
        times.values_mut().flat_map(HashMap::values_mut).for_each(|times| times.sort_unstable());
        let mut deeds: HashMap<(i64, &'static str), HashMap<u32, Vec<Deed>>> = HashMap::new();
        for row in interactions {
            let Some((ordinal, action)) = self.people.ordinal(row.user_id).zip(action(&row.action)) else { continue };
            let of = deeds.entry((row.experience_key, action)).or_default();
            of.entry(ordinal).or_default().push(deed(row.at, row.step));
        }
        deeds.values_mut().flat_map(HashMap::values_mut).for_each(|deeds| deeds.sort_by_key(|deed| deed.at));
        let fits = replace_all(&mut self.events, touched, times);
        replace_all(&mut self.deeds, touched, deeds) && fits
    }

    fn take_answers(&mut self, touched: &[u32], options: Vec<OptionRow>, mut answers: Vec<AnswerRow>) -> bool {
        let mut chosen = Chosen::new();
        let mut sets: HashMap<(i64, i64, i64), Vec<String>> = HashMap::new();
        for row in options {
            let (key, item) = row.into_pair();
            sets.entry(key).or_default().push(item);
        }
        let mut fits = sets.into_iter().all(|set| self.take_options(Some(set), &mut chosen));
        answers.sort_by_key(|row| (row.at, row.answer_id));
        let mut anew: HashMap<i64, HashMap<u32, Vec<Answer>>> = HashMap::new();
        for row in answers {
            let Some(ordinal) = self.people.ordinal(row.user_id) else { continue };
            match self.answer(&row, &chosen) {
                Some(answer) => anew.entry(row.question_key).or_default().entry(ordinal).or_default().push(answer),
                None => fits = false,
            }
        }
        for (question_key, answers) in &mut self.answers {
            fits &= replace(&mut answers.lists, touched, anew.remove(question_key).unwrap_or_default());
        }
        fits
    }
}

/// In every list these users have these values from now on, or none. Whether there was room.
fn replace_all<K: Eq + Hash, T: Copy + PartialEq>(
    lists: &mut HashMap<K, Lists<T>>,
    touched: &[u32],
    mut anew: HashMap<K, HashMap<u32, Vec<T>>>,
) -> bool {
    let mut fits = true;
    for (key, list) in lists.iter_mut() {
        fits &= replace(list, touched, anew.remove(key).unwrap_or_default());
    }
    for (key, values) in anew {
        fits &= replace(lists.entry(key).or_default(), touched, values);
    }
    fits
}

fn replace<T: Copy + PartialEq>(list: &mut Lists<T>, touched: &[u32], mut anew: HashMap<u32, Vec<T>>) -> bool {
    touched.iter().for_each(|user| list.replace(*user, anew.remove(user).unwrap_or_default()));
    list.settle()
}

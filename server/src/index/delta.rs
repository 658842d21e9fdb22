//! What changed of some users: all their rows anew, or what this process tells that it stored.

use super::{
    answers::Answer,
    audience::{Audience, Deed, action},
    happened::Moment,
    intake::{Chosen, Runs, deed},
    lists::Lists,
    store::{
        self, AnswerRow, ChangeRow, EventRow, IdRow, InteractionRow, ItemRow, OptionRow, UserRow, ValueRow, Whose,
    },
};
use crate::{
    changes::{News, NewsBoard},
    db::{Result, Transaction},
};
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    hash::Hash,
    sync::Arc,
};

/// What some changes say together.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub sequence: u64,
    pub users_delta: i64,
    /// Users of whom everything is to be read.
    user_ids: BTreeSet<i64>,
    /// Users of whom properties and attributes are to be read: the rest is told.
    partly: BTreeSet<i64>,
    news: Vec<Arc<News>>,
}

impl Named {
    /// What the changes after a sequence say; `None` where one is missing, or does not name its users.
    pub fn of(rows: &[ChangeRow], after: u64, board: &NewsBoard) -> Option<Self> {
        let mut all = Self {
            sequence: after,
            users_delta: 0,
            user_ids: BTreeSet::new(),
            partly: BTreeSet::new(),
            news: Vec::new(),
        };
        for row in rows {
            all.sequence += 1;
            if row.sequence.unsigned_abs() != all.sequence {
                return None;
            }
            all.users_delta += row.users_delta;
            // Definitions are read with each filter; they change no user.
            if row.topic == "definitions" {
                continue;
            }
            let named: Vec<i64> = serde_json::from_str(row.user_ids.as_deref()?).ok()?;
            match board.of(all.sequence) {
                None => all.user_ids.extend(named),
                Some(news) => {
                    let told: HashSet<i64> = news.users.iter().map(|user| user.user_id).collect();
                    all.user_ids.extend(named.into_iter().filter(|user_id| !told.contains(user_id)));
                    all.partly.extend(news.users.iter().filter(|user| user.has_others).map(|user| user.user_id));
                    all.news.push(news);
                }
            }
        }
        all.partly.retain(|user_id| !all.user_ids.contains(user_id));
        Some(all)
    }
}

/// The rows of some users, and news of others.
#[derive(Debug, Default)]
pub(super) struct Delta {
    /// Whose rows these are; those without a row of `users` are gone.
    user_ids: Vec<i64>,
    /// Of whom the rows of properties and attributes are here.
    partly: BTreeSet<i64>,
    news: Vec<Arc<News>>,
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
    /// Reads the rows of the users that changes name.
    pub async fn read(snapshot: &mut Transaction, named: Named) -> Result<Self> {
        let Named { user_ids, partly, news, sequence: _, users_delta: _ } = named;
        let with_values: Vec<i64> = user_ids.union(&partly).copied().collect();
        let user_ids: Vec<i64> = user_ids.into_iter().collect();
        let mut delta = Self { partly, news, ..Self::default() };
        if !with_values.is_empty() {
            let these = Whose::These(&with_values);
            store::users(snapshot, these, |row| delta.users.push(row)).await?;
            store::values(snapshot, these, |row| delta.values.push(row)).await?;
            store::items(snapshot, these, |row| delta.items.push(row)).await?;
        }
        if user_ids.is_empty() {
            return Ok(delta);
        }
        let these = Whose::These(&user_ids);
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
        let mut fits = delta.users.iter().all(|row| self.people.admit(row.user_id).is_some());
        let touched: Vec<u32> = delta.user_ids.iter().filter_map(|id| self.people.ordinal(*id)).collect();
        for ordinal in &touched {
            self.clear(*ordinal);
            self.people.dismiss(*ordinal);
        }
        let partly: Vec<u32> = delta.partly.iter().filter_map(|id| self.people.ordinal(*id)).collect();
        let told = delta.news.iter().flat_map(|news| &news.users).filter_map(|user| self.people.ordinal(user.user_id));
        let changed: Vec<u32> = told.chain(partly.iter().copied()).chain(touched.iter().copied()).collect();
        self.kept.changed(changed.into_iter());
        partly.into_iter().for_each(|ordinal| self.clear_values(ordinal));
        // Whoever has a row comes back.
        fits = delta.users.iter().all(|row| self.take_user(row)) && fits;
        fits = delta.values.iter().all(|row| self.take_value(row)) && fits;
        fits = self.take_sets(delta.items, delta.tags, delta.imports) && fits;
        fits = self.take_happened(&touched, delta.events, delta.interactions) && fits;
        let read: HashSet<i64> = delta.user_ids.into_iter().collect();
        fits = delta.news.iter().all(|news| self.take_news(news, &read, &delta.partly)) && fits;
        self.take_answers(&touched, delta.options, delta.answers) && fits
    }

    /// Takes in what is told of users, but for those of whom everything, or the properties and attributes, were read.
    fn take_news(&mut self, news: &News, read: &HashSet<i64>, partly: &BTreeSet<i64>) -> bool {
        let is_left = |user_id: &i64| !read.contains(user_id);
        for user in news.users.iter().filter(|user| is_left(&user.user_id) && !partly.contains(&user.user_id)) {
            // Whoever is told about was there.
            let Some(ordinal) = self.people.ordinal(user.user_id) else { return false };
            let natives = &mut self.natives;
            natives.first_seen.set(ordinal, user.first_seen.unwrap_or(i64::MIN));
            natives.last_activity.set(ordinal, user.last_activity.unwrap_or(i64::MIN));
            natives.sessions.set(ordinal, user.sessions);
        }
        for event in news.events.iter().filter(|event| is_left(&event.user_id)) {
            let Some(ordinal) = self.people.ordinal(event.user_id) else { return false };
            let happened = self.events.entry(event.event_name_id).or_default();
            let moment = happened.moment(event.at, event.properties_digest);
            happened.lists.insert(ordinal, moment, |moment| *moment);
        }
        for told in news.interactions.iter().filter(|told| is_left(&told.user_id)) {
            let Some(ordinal) = self.people.ordinal(told.user_id) else { return false };
            let Some(action) = action(told.action) else { continue };
            let list = self.deeds.entry((told.experience_key, action)).or_default();
            list.insert(ordinal, deed(told.at, told.step), |deed| deed.at);
        }
        let settled = self.events.values_mut().all(|happened| happened.lists.settle());
        self.deeds.values_mut().all(Lists::settle) && settled
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
        let mut moments: HashMap<i64, HashMap<u32, Vec<Moment>>> = HashMap::new();
        for row in events {
            let Some(ordinal) = self.people.ordinal(row.user_id) else { continue };
            let moment = self.events.entry(row.event_name_id).or_default().moment(row.at, row.properties_digest);
            moments.entry(row.event_name_id).or_default().entry(ordinal).or_default().push(moment);
        }
        moments.values_mut().flat_map(HashMap::values_mut).for_each(|moments| moments.sort_unstable());
        let mut deeds: HashMap<(i64, &'static str), HashMap<u32, Vec<Deed>>> = HashMap::new();
        for row in interactions {
            let Some((ordinal, action)) = self.people.ordinal(row.user_id).zip(action(&row.action)) else { continue };
            let of = deeds.entry((row.experience_key, action)).or_default();
            of.entry(ordinal).or_default().push(deed(row.at, row.step));
        }
        deeds.values_mut().flat_map(HashMap::values_mut).for_each(|deeds| deeds.sort_by_key(|deed| deed.at));
        let mut fits = true;
        for (event_name_id, happened) in &mut self.events {
            fits &= replace(&mut happened.lists, touched, moments.remove(event_name_id).unwrap_or_default());
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::UserNews;

    fn row(sequence: i64, topic: &str, user_ids: Option<&str>) -> ChangeRow {
        ChangeRow { sequence, topic: topic.into(), users_delta: 1, user_ids: user_ids.map(Into::into) }
    }

    #[test]
    fn changes_name_their_users_or_everything_is_loaded() {
        let board = NewsBoard::default();
        let rows = [row(5, "users", Some("[3,1]")), row(6, "definitions", None), row(7, "users", Some("[3]"))];
        let named = Named::of(&rows, 4, &board).unwrap();
        assert_eq!((named.sequence, named.users_delta, named.user_ids), (7, 3, [1, 3].into()));
        assert_eq!(Named::of(&rows, 3, &board), None, "one is missing");
        assert_eq!(Named::of(&[row(5, "users", None)], 4, &board), None, "too many to name");
        assert_eq!(Named::of(&[row(5, "users", Some("x"))], 4, &board), None);
    }

    #[test]
    fn whoever_is_told_about_is_not_read() {
        let board = NewsBoard::default();
        board.follow();
        let user =
            |user_id, has_others| UserNews { user_id, has_others, first_seen: None, last_activity: None, sessions: 1 };
        let users = vec![user(1, false), user(2, true), user(3, true)];
        board.announce(5).tell(News { sequence: 5, users, ..News::default() });
        let rows = [row(5, "users", Some("[1,2,3,4]")), row(6, "users", Some("[3]"))];
        let named = Named::of(&rows, 4, &board).unwrap();
        assert_eq!((named.user_ids, named.partly), ([3, 4].into(), [2].into()), "the second change tells nothing");
        assert_eq!(named.news.len(), 1);
    }
}

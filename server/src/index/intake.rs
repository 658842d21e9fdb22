//! Rows taken into the index.

use super::{
    answers::Answer,
    audience::{Audience, Deed},
    happened::Moment,
    store::{AnswerRow, ItemRow, OptionRow, UserRow, ValueRow},
};
use shared::{text::fold, visitor::visitor_id};
use std::collections::HashMap;

/// Values of equal keys that follow each other, together.
#[derive(Debug)]
pub(super) struct Runs<K, V>(Option<(K, Vec<V>)>);

impl<K: PartialEq, V> Runs<K, V> {
    pub fn new() -> Self {
        Self(None)
    }

    /// Goes on with a value; the run before it, if it begins another.
    pub fn push(&mut self, key: K, value: V) -> Option<(K, Vec<V>)> {
        match &mut self.0 {
            Some((current, values)) if *current == key => {
                values.push(value);
                None
            }
            Some(_) | None => self.0.replace((key, vec![value])),
        }
    }

    /// The last run.
    pub fn end(self) -> Option<(K, Vec<V>)> {
        self.0
    }
}

/// The numbers of the sets of options by question, user and answer.
pub(super) type Chosen = HashMap<(i64, i64, i64), u32>;

/// Each of these tells whether there was room for what it was given; rows of users who are not known are left out.
impl Audience {
    pub(super) fn take_user(&mut self, row: &UserRow) -> bool {
        let Some(ordinal) = self.people.admit(row.user_id) else { return false };
        let natives = &mut self.natives;
        let text = |column: &mut super::texts::TextColumn, text: &Option<String>| {
            column.set(ordinal, text.as_deref().unwrap_or_default())
        };
        let fits = text(&mut natives.name, &row.name)
            && text(&mut natives.email, &row.email)
            && text(&mut natives.user_id, &row.external_id)
            && text(&mut natives.language, &row.language)
            && natives.visitor.set(ordinal, &searched_of_visitor(row.anonymous_id.as_deref()));
        natives.created.set(ordinal, row.created);
        natives.first_seen.set(ordinal, row.first_seen.unwrap_or(i64::MIN));
        natives.last_activity.set(ordinal, row.last_activity.unwrap_or(i64::MIN));
        natives.sessions.set(ordinal, row.sessions);
        if row.external_id.is_some() {
            natives.identified.insert(ordinal as usize);
        } else {
            natives.identified.remove(ordinal as usize);
        }
        fits
    }

    pub(super) fn take_value(&mut self, row: &ValueRow) -> bool {
        let Some(ordinal) = self.people.ordinal(row.user_id) else { return true };
        let ValueRow { text_value, number_value, boolean_value, time_value, is_date, .. } = row;
        if text_value.is_none() && number_value.is_none() && boolean_value.is_none() && time_value.is_none() {
            return true;
        }
        let attribute = self.attributes.entry(row.attribute_id).or_default();
        if let Some(number) = number_value {
            attribute.number.set(ordinal, *number);
        }
        if let Some(boolean) = boolean_value {
            attribute.set_boolean(ordinal, *boolean);
        }
        if let Some(at) = time_value {
            attribute.set_time(ordinal, *at, *is_date == Some(true));
        }
        text_value.as_ref().is_none_or(|text| attribute.text.set(ordinal, text))
    }

    /// The items of a list of a user.
    pub(super) fn take_list(&mut self, run: Option<((i64, i64), Vec<String>)>) -> bool {
        let Some(((user_id, attribute_id), items)) = run else { return true };
        let Some(ordinal) = self.people.ordinal(user_id) else { return true };
        self.attributes.entry(attribute_id).or_default().set_list(ordinal, &items)
    }

    /// The tags of a user.
    pub(super) fn take_tags(&mut self, run: Option<(i64, Vec<i64>)>) -> bool {
        let Some((user_id, ids)) = run else { return true };
        self.people.ordinal(user_id).is_none_or(|ordinal| self.tags.set(ordinal, &ids))
    }

    /// The imports of a user.
    pub(super) fn take_imports(&mut self, run: Option<(i64, Vec<i64>)>) -> bool {
        let Some((user_id, ids)) = run else { return true };
        self.people.ordinal(user_id).is_none_or(|ordinal| self.imports.set(ordinal, &ids))
    }

    /// The moments of an event, of all users: they come by what properties the event had.
    pub(super) fn take_moments(&mut self, run: Option<(i64, Vec<(u32, Moment)>)>) -> bool {
        let Some((event_name_id, mut moments)) = run else { return true };
        moments.sort_unstable();
        let lists = &mut self.events.entry(event_name_id).or_default().lists;
        moments.into_iter().all(|(ordinal, moment)| lists.push(ordinal, moment))
    }

    /// The options of an answer, whose number is noted.
    pub(super) fn take_options(&mut self, run: Option<((i64, i64, i64), Vec<String>)>, chosen: &mut Chosen) -> bool {
        let Some((key, items)) = run else { return true };
        let answers = self.answers.entry(key.0).or_default();
        let items: Option<Vec<u32>> = items.iter().map(|item| answers.options.admit(item)).collect();
        let Some(number) = items.and_then(|items| answers.chosen.admit(items)) else { return false };
        chosen.insert(key, number);
        true
    }

    /// An answer as it is held; `None` when there is no room.
    pub(super) fn answer(&mut self, row: &AnswerRow, chosen: &Chosen) -> Option<Answer> {
        let answers = self.answers.entry(row.question_key).or_default();
        let text = answers.texts.admit(row.text_value.as_deref().unwrap_or_default())?;
        let chosen = chosen.get(&(row.question_key, row.user_id, row.answer_id)).copied().unwrap_or(0);
        Some(Answer { at: row.at, number: row.number_value.unwrap_or(f64::NAN), text, chosen })
    }
}

impl ItemRow {
    pub(super) fn into_pair(self) -> ((i64, i64), String) {
        ((self.user_id, self.attribute_id), self.item)
    }
}

impl OptionRow {
    pub(super) fn into_pair(self) -> ((i64, i64, i64), String) {
        ((self.question_key, self.user_id, self.answer_id), self.item)
    }
}

/// What is searched of a visitor, as `users.search_text` has it; empty for users who never were one.
fn searched_of_visitor(anonymous_id: Option<&str>) -> String {
    anonymous_id.map(|id| format!("{}\n{}", fold(&visitor_id(id)), fold(id))).unwrap_or_default()
}

/// An interaction as it is held.
pub(super) fn deed(at: i64, step: Option<i64>) -> Deed {
    // Steps are small; one beyond all is beyond every step that is asked for.
    let step = step.map(|step| i32::try_from(step).unwrap_or(if step < 0 { i32::MIN } else { i32::MAX }));
    Deed { at, step }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_of_one_key_are_a_run() {
        let mut runs = Runs::new();
        let ended: Vec<_> = [(1, 'a'), (1, 'b'), (2, 'c')].into_iter().filter_map(|(k, v)| runs.push(k, v)).collect();
        assert_eq!(ended, [(1, vec!['a', 'b'])]);
        assert_eq!(runs.end(), Some((2, vec!['c'])));
    }

    #[test]
    fn a_step_out_of_range_is_the_nearest() {
        let steps = [None, Some(3), Some(i64::MAX), Some(i64::MIN)].map(|step| deed(0, step).step);
        assert_eq!(steps, [None, Some(3), Some(i32::MAX), Some(i32::MIN)]);
    }
}

//! What the workspace has, with values of some users: what filters are made of that find somebody.

use super::store;
use crate::db::{Result, Transaction};
use rand::Rng;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// How many places of the table of users are looked at.
const PLACES: usize = 10;
/// Most values of one thing.
const MOST: usize = 40;

/// Values of one thing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Values {
    pub texts: Vec<String>,
    pub numbers: Vec<f64>,
    /// Milliseconds of UTC.
    pub times: Vec<i64>,
    pub items: Vec<String>,
}

impl Values {
    fn add_text(&mut self, text: Option<String>) {
        // Longer ones are more than a filter may say.
        if let Some(text) = text.filter(|text| !text.is_empty() && text.chars().count() <= 200) {
            add(&mut self.texts, text);
        }
    }

    /// A value of an event's property.
    fn add(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.add_text(Some(text.clone())),
            Value::Number(number) => number.as_f64().into_iter().for_each(|number| add(&mut self.numbers, number)),
            Value::Array(items) => {
                let texts = items.iter().filter_map(Value::as_str).filter(|text| !text.is_empty());
                texts.for_each(|text| add(&mut self.items, text.to_owned()));
            }
            Value::Null | Value::Bool(_) | Value::Object(_) => {}
        }
    }
}

fn add<T: PartialEq>(values: &mut Vec<T>, value: T) {
    if values.len() < MOST && !values.contains(&value) {
        values.push(value);
    }
}

/// An attribute or a question.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub id: i64,
    pub key: String,
    pub kind: String,
    /// Of a question: the experience.
    pub of: String,
    pub values: Values,
}

/// An event and its properties.
#[derive(Clone, Debug)]
pub(super) struct EventName {
    pub id: i64,
    pub name: String,
    pub properties: BTreeMap<String, Values>,
}

/// What there is.
#[derive(Clone, Debug, Default)]
pub(super) struct Sample {
    pub names: Values,
    pub emails: Values,
    pub external_ids: Values,
    pub languages: Values,
    pub times: Values,
    pub sessions: Values,
    pub attributes: Vec<Field>,
    pub events: Vec<EventName>,
    pub experiences: Vec<(i64, String)>,
    pub questions: Vec<Field>,
    pub tags: Vec<i64>,
    pub imports: Vec<i64>,
    pub segments: Vec<i64>,
}

impl Sample {
    /// Reads what there is, and values of random users.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read(snapshot: &mut Transaction, random: &mut impl Rng) -> Result<Self> {
        let mut sample = Self::definitions(snapshot).await?;
        let user_ids = sample.natives(snapshot, random).await?;
        sample.values(snapshot, &user_ids).await?;
        Ok(sample)
    }

    async fn definitions(snapshot: &mut Transaction) -> Result<Self> {
        let field = |(id, key, kind)| Field { id, key, kind, of: String::new(), values: Values::default() };
        let attributes = store::attributes(snapshot).await?.into_iter().map(field).collect();
        let event = |(id, name)| EventName { id, name, properties: BTreeMap::new() };
        let events = store::event_names(snapshot).await?.into_iter().map(event).collect();
        let experiences = store::experiences(snapshot).await?;
        let mut questions = Vec::new();
        for (id, experience_key, key, kind) in store::questions(snapshot).await? {
            let of = experiences.iter().find(|(key, _)| *key == experience_key).map(|(_, id)| id.clone());
            questions.extend(of.map(|of| Field { id, key, kind, of, values: Values::default() }));
        }
        for (question_key, option) in store::options(snapshot).await? {
            let question = questions.iter_mut().find(|question| question.id == question_key);
            question.into_iter().for_each(|question| add(&mut question.values.items, option.clone()));
        }
        let tags = store::tags(snapshot).await?.into_iter().map(|(id,)| id).collect();
        let imports = store::imports(snapshot).await?.into_iter().map(|(id,)| id).collect();
        let segments = store::segments(snapshot).await?.into_iter().map(|(id,)| id).collect();
        Ok(Self { attributes, events, experiences, questions, tags, imports, segments, ..Self::default() })
    }

    async fn natives(&mut self, snapshot: &mut Transaction, random: &mut impl Rng) -> Result<Vec<i64>> {
        let Some((lowest, highest)) = store::ends(snapshot).await? else { return Ok(Vec::new()) };
        let mut user_ids = BTreeSet::new();
        for _ in 0..PLACES {
            for row in store::users_from(snapshot, random.random_range(lowest..=highest)).await? {
                user_ids.insert(row.user_id);
                self.names.add_text(row.name);
                self.emails.add_text(row.email);
                self.external_ids.add_text(row.external_id);
                self.languages.add_text(row.language);
                add(&mut self.times.times, row.created);
                row.last_activity.into_iter().for_each(|at| add(&mut self.times.times, at));
                add(&mut self.sessions.numbers, row.sessions as f64);
            }
        }
        Ok(user_ids.into_iter().collect())
    }

    async fn values(&mut self, snapshot: &mut Transaction, user_ids: &[i64]) -> Result<()> {
        for row in store::values(snapshot, user_ids).await? {
            let attribute = self.attributes.iter_mut().find(|attribute| attribute.id == row.attribute_id);
            let Some(Field { values, .. }) = attribute else { continue };
            values.add_text(row.text_value);
            row.number_value.into_iter().for_each(|number| add(&mut values.numbers, number));
            row.time_value.into_iter().for_each(|at| add(&mut values.times, at));
        }
        for (attribute_id, item) in store::items(snapshot, user_ids).await? {
            let attribute = self.attributes.iter_mut().find(|attribute| attribute.id == attribute_id);
            let items = attribute.filter(|_| !item.is_empty()).map(|attribute| &mut attribute.values.items);
            items.into_iter().for_each(|items| add(items, item.clone()));
        }
        for (event_name_id, properties) in store::events(snapshot, user_ids).await? {
            let event = self.events.iter_mut().find(|event| event.id == event_name_id);
            let Some(EventName { properties: known, .. }) = event else { continue };
            let map: Map<String, Value> = serde_json::from_str(&properties).unwrap_or_default();
            map.iter().for_each(|(key, value)| known.entry(key.clone()).or_default().add(value));
        }
        for (question_key, text) in store::answers(snapshot, user_ids).await? {
            let question = self.questions.iter_mut().find(|question| question.id == question_key);
            question.into_iter().for_each(|question| question.values.add_text(text.clone()));
        }
        Ok(())
    }

    pub fn attribute(&self, attribute_id: i64) -> Option<&str> {
        self.attributes.iter().find(|attribute| attribute.id == attribute_id).map(|attribute| attribute.key.as_str())
    }

    pub fn event(&self, event_name_id: i64) -> Option<&str> {
        self.events.iter().find(|event| event.id == event_name_id).map(|event| event.name.as_str())
    }

    pub fn experience(&self, experience_key: i64) -> Option<&str> {
        self.experiences.iter().find(|(key, _)| *key == experience_key).map(|(_, id)| id.as_str())
    }

    pub fn question(&self, question_key: i64) -> Option<&str> {
        self.questions.iter().find(|question| question.id == question_key).map(|question| question.key.as_str())
    }
}

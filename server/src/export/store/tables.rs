//! Tables as files of CSV have them: the rows, and their cells in the order of the heads.

use crate::{
    db::{Error, FromAnyRow, Result, Sql, Transaction, sql},
    export::files::{cell, instant},
};
use std::collections::HashMap;

/// What definitions are called, by their ids: few, and looked up row by row.
pub(in crate::export) struct Names {
    attributes: HashMap<i64, String>,
    tags: HashMap<i64, String>,
    experiences: HashMap<i64, String>,
    questions: HashMap<i64, String>,
    events: HashMap<i64, String>,
}

impl Names {
    pub(in crate::export) async fn read(snapshot: &mut Transaction) -> Result<Self> {
        Ok(Self {
            attributes: named(snapshot, "select attribute_id, key from attributes").await?,
            tags: named(snapshot, "select tag_id, name from tags").await?,
            experiences: named(snapshot, "select experience_key, experience_id from experiences").await?,
            questions: named(snapshot, "select question_key, question_id from questions").await?,
            events: named(snapshot, "select event_name_id, name from event_names").await?,
        })
    }
}

async fn named(snapshot: &mut Transaction, text: &'static str) -> Result<HashMap<i64, String>> {
    Ok(snapshot.all::<(i64, String)>(sql(text)).await?.into_iter().collect())
}

fn name(names: &HashMap<i64, String>, id: i64) -> String {
    names.get(&id).cloned().unwrap_or_default()
}

/// A table: its file, its heads, and what is read of it.
pub(in crate::export) trait Exported: FromAnyRow {
    const FILE: &'static str;
    const HEADS: &'static [&'static str];
    const SELECT: &'static str;

    /// The cells of a row, as many as there are heads.
    fn cells(self, names: &Names) -> Vec<String>;
}

/// Hands over every row of a table, in no order: whoever loads them sorts them anyway.
pub(in crate::export) async fn each<T: Exported, E: From<Error>>(
    snapshot: &mut Transaction,
    take: impl FnMut(T) -> std::result::Result<(), E> + Send,
) -> std::result::Result<(), E> {
    let statement: Sql = sql(T::SELECT);
    snapshot.try_for_each(statement, take).await
}

/// Users.
#[derive(Debug, sqlx::FromRow)]
pub(in crate::export) struct User {
    user_id: i64,
    external_id: Option<String>,
    anonymous_id: Option<String>,
    name: Option<String>,
    email: Option<String>,
    language: Option<String>,
    created: i64,
    first_seen: Option<i64>,
    last_activity: Option<i64>,
    sessions: i64,
}

impl Exported for User {
    const FILE: &'static str = "users.csv";
    const HEADS: &'static [&'static str] = &[
        "user_id",
        "external_id",
        "anonymous_id",
        "name",
        "email",
        "language",
        "created",
        "first_seen",
        "last_activity",
        "sessions",
    ];
    const SELECT: &'static str = "select user_id, external_id, anonymous_id, name, email, language, created, first_seen, \
        last_activity, sessions from users";

    fn cells(self, _: &Names) -> Vec<String> {
        vec![
            self.user_id.to_string(),
            cell(self.external_id),
            cell(self.anonymous_id),
            cell(self.name),
            cell(self.email),
            cell(self.language),
            instant(self.created),
            cell(self.first_seen.map(instant)),
            cell(self.last_activity.map(instant)),
            self.sessions.to_string(),
        ]
    }
}

/// Values of attributes, but for lists.
#[derive(Debug, sqlx::FromRow)]
pub(in crate::export) struct Value {
    user_id: i64,
    attribute_id: i64,
    text_value: Option<String>,
    number_value: Option<f64>,
    boolean_value: Option<bool>,
    time_value: Option<i64>,
    updated_at: i64,
}

impl Exported for Value {
    const FILE: &'static str = "attributes.csv";
    const HEADS: &'static [&'static str] = &["user_id", "attribute", "text", "number", "boolean", "time", "updated"];
    const SELECT: &'static str = "select user_id, attribute_id, text_value, number_value, boolean_value, time_value, \
        updated_at from user_attributes where text_value is not null or number_value is not null \
        or boolean_value is not null or time_value is not null";

    fn cells(self, names: &Names) -> Vec<String> {
        vec![
            self.user_id.to_string(),
            name(&names.attributes, self.attribute_id),
            cell(self.text_value),
            cell(self.number_value),
            cell(self.boolean_value),
            cell(self.time_value.map(instant)),
            instant(self.updated_at),
        ]
    }
}

/// Items of attributes that are lists.
#[derive(Debug, sqlx::FromRow)]
pub(in crate::export) struct Item {
    user_id: i64,
    attribute_id: i64,
    position: i64,
    item: String,
}

impl Exported for Item {
    const FILE: &'static str = "attribute_items.csv";
    const HEADS: &'static [&'static str] = &["user_id", "attribute", "position", "item"];
    const SELECT: &'static str = "select user_id, attribute_id, position, item from user_attribute_items";

    fn cells(self, names: &Names) -> Vec<String> {
        vec![self.user_id.to_string(), name(&names.attributes, self.attribute_id), self.position.to_string(), self.item]
    }
}

/// Tags of users.
#[derive(Debug, sqlx::FromRow)]
pub(in crate::export) struct Tag {
    user_id: i64,
    tag_id: i64,
    added_at: i64,
}

impl Exported for Tag {
    const FILE: &'static str = "tags.csv";
    const HEADS: &'static [&'static str] = &["user_id", "tag", "added"];
    const SELECT: &'static str = "select user_id, tag_id, added_at from user_tags";

    fn cells(self, names: &Names) -> Vec<String> {
        vec![self.user_id.to_string(), name(&names.tags, self.tag_id), instant(self.added_at)]
    }
}

/// What users did with experiences.
#[derive(Debug, sqlx::FromRow)]
pub(in crate::export) struct Interaction {
    user_id: i64,
    interaction_id: i64,
    experience_key: i64,
    action: String,
    step: Option<i64>,
    at: i64,
}

impl Exported for Interaction {
    const FILE: &'static str = "interactions.csv";
    const HEADS: &'static [&'static str] = &["user_id", "interaction_id", "experience", "action", "step", "at"];
    const SELECT: &'static str = "select user_id, interaction_id, experience_key, action, step, at from interactions";

    fn cells(self, names: &Names) -> Vec<String> {
        vec![
            self.user_id.to_string(),
            self.interaction_id.to_string(),
            name(&names.experiences, self.experience_key),
            self.action,
            cell(self.step),
            instant(self.at),
        ]
    }
}

/// Answers to questions of experiences.
#[derive(Debug, sqlx::FromRow)]
pub(in crate::export) struct Answer {
    user_id: i64,
    answer_id: i64,
    experience_key: i64,
    question_key: i64,
    step: Option<i64>,
    at: i64,
    number_value: Option<f64>,
    text_value: Option<String>,
}

impl Exported for Answer {
    const FILE: &'static str = "answers.csv";
    const HEADS: &'static [&'static str] =
        &["user_id", "answer_id", "experience", "question", "step", "at", "number", "text"];
    const SELECT: &'static str = "select user_id, answer_id, experience_key, question_key, step, at, number_value, \
        text_value from answers";

    fn cells(self, names: &Names) -> Vec<String> {
        vec![
            self.user_id.to_string(),
            self.answer_id.to_string(),
            name(&names.experiences, self.experience_key),
            name(&names.questions, self.question_key),
            cell(self.step),
            instant(self.at),
            cell(self.number_value),
            cell(self.text_value),
        ]
    }
}

/// Options that were chosen.
#[derive(Debug, sqlx::FromRow)]
pub(in crate::export) struct Chosen {
    user_id: i64,
    answer_id: i64,
    position: i64,
    item: String,
}

impl Exported for Chosen {
    const FILE: &'static str = "answer_items.csv";
    const HEADS: &'static [&'static str] = &["user_id", "answer_id", "position", "item"];
    const SELECT: &'static str = "select user_id, answer_id, position, item from answer_items";

    fn cells(self, _: &Names) -> Vec<String> {
        vec![self.user_id.to_string(), self.answer_id.to_string(), self.position.to_string(), self.item]
    }
}

/// Events.
#[derive(Debug, sqlx::FromRow)]
pub(in crate::export) struct Event {
    user_id: i64,
    event_id: i64,
    event_name_id: i64,
    at: i64,
    properties: Option<String>,
}

impl Exported for Event {
    const FILE: &'static str = "events.csv";
    const HEADS: &'static [&'static str] = &["user_id", "event_id", "event", "at", "properties"];
    const SELECT: &'static str = "select user_id, event_id, event_name_id, at, properties from events";

    fn cells(self, names: &Names) -> Vec<String> {
        vec![
            self.user_id.to_string(),
            self.event_id.to_string(),
            name(&names.events, self.event_name_id),
            instant(self.at),
            cell(self.properties),
        ]
    }
}

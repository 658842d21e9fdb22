//! Users of the oracle written straight into the tables, and questions about them.

use serde_json::Value as Json;
use server::{
    db::{Database, Result, Transaction, Value, sql},
    filter::{Compiled, Fragment, Scope, Totals, resolve},
    ingest::Digests,
};
use shared::{
    api::catalogue::AttributeKind,
    filter::{
        Directory, Filter, QuestionKind,
        oracle::{AnswerFact, Facts},
    },
    ids::SegmentId,
    text::fold,
    time::Instant,
};
use std::collections::BTreeMap;

type Rows = Vec<Vec<Value>>;

/// What a workspace consists of.
pub struct World<'a> {
    pub zone: &'a str,
    pub directory: &'a Directory,
    pub segments: &'a BTreeMap<SegmentId, Filter>,
    pub users: Vec<&'a Facts>,
}

/// The id of the user at a place.
pub fn user_id(place: usize) -> i64 {
    i64::try_from(place).unwrap() * 3 + 1
}

const TABLES: [&str; 10] = [
    "delete from events",
    "delete from users",
    "delete from settings where key = 'time_zone'",
    "delete from attributes",
    "delete from event_names",
    "delete from questions",
    "delete from experiences",
    "delete from tags",
    "delete from segments",
    "delete from imports",
];

impl World<'_> {
    /// Replaces what a database holds by this.
    pub async fn write(&self, database: &Database) {
        let mut writer = database.write().await.unwrap();
        for table in TABLES {
            writer.execute(sql(table)).await.unwrap();
        }
        let setting = sql("insert into settings (key, value) values ('time_zone', $1)").bind(self.zone);
        writer.execute(setting).await.unwrap();
        self.write_definitions(&mut writer).await.unwrap();
        self.write_users(&mut writer).await.unwrap();
        writer.commit().await.unwrap();
    }

    async fn write_definitions(&self, writer: &mut Transaction) -> Result<()> {
        let Directory { attributes, experiences, events, tags, segments: _, imports } = self.directory;
        let numbered = |row: usize| i64::try_from(row + 1).unwrap();
        let rows = attributes.iter().enumerate().map(|(row, (key, field))| {
            let kind = field.kind.word();
            vec![
                numbered(row).into(),
                key.as_str().into(),
                key.as_str().into(),
                kind.into(),
                false.into(),
                0_i64.into(),
            ]
        });
        let insert = "insert into attributes (attribute_id, key, name, kind, hidden, created_at)";
        writer.insert_many(insert, rows.collect(), "").await?;
        let rows = events.iter().enumerate().map(|(row, name)| {
            let row: Vec<Value> = vec![numbered(row).into(), name.as_str().into(), 0_i64.into()];
            row
        });
        writer.insert_many("insert into event_names (event_name_id, name, created_at)", rows.collect(), "").await?;
        let (mut rows, mut questions) = (Rows::new(), Rows::new());
        for (row, (id, entry)) in experiences.iter().enumerate() {
            let key = numbered(row);
            rows.push(vec![key.into(), id.as_str().into(), entry.name.as_str().into(), "tour".into(), 0_i64.into()]);
            for (place, (id, field)) in entry.questions.iter().enumerate() {
                let question_key = question_key(key, place);
                questions.push(vec![
                    question_key.into(),
                    key.into(),
                    id.as_str().into(),
                    id.as_str().into(),
                    field.kind.word().into(),
                    0_i64.into(),
                ]);
            }
        }
        let insert = "insert into experiences (experience_key, experience_id, name, kind, created_at)";
        writer.insert_many(insert, rows, "").await?;
        let insert = "insert into questions (question_key, experience_key, question_id, question, kind, created_at)";
        writer.insert_many(insert, questions, "").await?;
        let rows = tags.iter().map(|(id, name)| {
            vec![id.0.into(), name.as_str().into(), name.as_str().into(), "#888888".into(), 0_i64.into()]
        });
        writer.insert_many("insert into tags (tag_id, name, name_key, color, created_at)", rows.collect(), "").await?;
        let rows = imports.iter().map(|(id, name)| {
            let mut row: Vec<Value> = vec![id.0.into(), name.as_str().into(), "f".into(), "done".into()];
            row.extend([Value::from("{}"), Value::from("[]")]);
            row.extend(vec![Value::from(0_i64); 7]);
            row
        });
        let insert = "insert into imports (import_id, name, file, status, plan, columns, position, created, updated, \
                      unchanged, skipped, rejected, created_at)";
        writer.insert_many(insert, rows.collect(), "").await?;
        for (id, filter) in self.segments {
            let name = self.directory.segments.get(id).cloned().unwrap_or_else(|| id.to_string());
            write_segment(writer, id.0, &name, &serde_json::to_string(filter).unwrap()).await?;
        }
        Ok(())
    }

    async fn write_users(&self, writer: &mut Transaction) -> Result<()> {
        let mut tables = Tables::default();
        for (place, facts) in self.users.iter().enumerate() {
            tables.add(user_id(place), facts, self.directory);
        }
        tables.write(writer).await
    }
}

pub async fn write_segment(writer: &mut Transaction, id: i64, name: &str, document: &str) -> Result<()> {
    let insert = "insert into segments (segment_id, name, name_key, description, icon, color, filter, created_at, \
                  updated_at) values ($1, $2, $2, '', '', '', $3, 0, 0)";
    writer.execute(sql(insert).bind(id).bind(name).bind(document)).await.map(drop)
}

fn question_key(experience_key: i64, place: usize) -> i64 {
    experience_key * 100 + i64::try_from(place).unwrap()
}

#[derive(Default)]
struct Tables {
    users: Rows,
    attributes: Rows,
    items: Rows,
    tags: Rows,
    events: Rows,
    interactions: Rows,
    answers: Rows,
    answer_items: Rows,
    imports: Rows,
    last_id: i64,
}

fn nullable(text: Option<&str>) -> Value {
    text.into()
}

fn folded(text: Option<&str>) -> Value {
    Value::Text(text.map(fold))
}

/// The items of a list of scalars as ingestion writes them.
fn items(value: &Json) -> Option<Vec<String>> {
    let mut found = Vec::new();
    for item in value.as_array()? {
        let text = match item {
            Json::Null => continue,
            Json::Bool(boolean) => boolean.to_string(),
            Json::Number(number) => (number.as_f64().unwrap() + 0.0).to_string(),
            Json::String(text) => text.clone(),
            Json::Array(_) | Json::Object(_) => return None,
        };
        if !found.contains(&text) {
            found.push(text);
        }
    }
    Some(found)
}

impl Tables {
    fn id(&mut self) -> i64 {
        self.last_id += 1;
        self.last_id
    }

    fn add(&mut self, user: i64, facts: &Facts, directory: &Directory) {
        let mut row: Vec<Value> = vec![user.into()];
        for text in [&facts.user_id, &facts.name, &facts.email, &facts.language] {
            row.extend([nullable(text.as_deref()), folded(text.as_deref())]);
        }
        row.extend([Value::from("{}"), Value::from(""), Value::from(0_i64)]);
        let at = |at: Option<Instant>| Value::Integer(at.map(|at| at.0));
        row.extend([Value::from(facts.created.map_or(0, |at| at.0)), at(facts.first_seen), at(facts.last_activity)]);
        row.push(i64::from(facts.sessions).into());
        self.users.push(row);
        for (key, value) in &facts.attributes {
            let place = directory.attributes.keys().position(|other| other == key).unwrap();
            self.attribute(user, i64::try_from(place + 1).unwrap(), directory.attributes[key].kind, value);
        }
        self.tags.extend(facts.tags.iter().map(|tag| vec![user.into(), tag.0.into(), 0_i64.into()]));
        for event in &facts.events {
            let id = self.id();
            let place = directory.events.iter().position(|other| *other == event.name).unwrap();
            let properties = (!event.properties.is_empty()).then(|| Json::from(event.properties.clone()).to_string());
            let name = i64::try_from(place + 1).unwrap();
            // Of some events' properties there is no digest yet.
            let digests = (place % 4 != 3).then(|| Digests::new(b"a world"));
            let digest = digests.and_then(|digests| digests.of(properties.as_deref()));
            let row = [user.into(), id.into(), name.into(), event.at.0.into(), properties.into(), digest.into()];
            self.events.push(row.into());
        }
        for interaction in &facts.interactions {
            let id = self.id();
            self.interactions.push(vec![
                user.into(),
                id.into(),
                experience_key(directory, &interaction.experience).into(),
                interaction.action.word().into(),
                Value::Integer(interaction.step.map(i64::from)),
                interaction.at.0.into(),
            ]);
        }
        facts.answers.iter().for_each(|answer| self.answer(user, answer, directory));
        let imported = facts.imports.iter();
        self.imports.extend(imported.map(|id| vec![user.into(), id.0.into(), "created".into(), "{}".into()]));
    }

    fn attribute(&mut self, user: i64, attribute_id: i64, kind: AttributeKind, value: &Json) {
        if value.is_null() {
            return;
        }
        let text = value.as_str().filter(|_| kind == AttributeKind::Text);
        let number = value.as_f64().filter(|_| kind == AttributeKind::Number);
        let boolean = value.as_bool().filter(|_| kind == AttributeKind::Boolean);
        let time = value.as_str().filter(|_| kind == AttributeKind::Time);
        let time = time.and_then(|text| Instant::parse(text).or_else(|| Instant::parse_date(text))).map(|at| at.0);
        self.attributes.push(vec![
            user.into(),
            attribute_id.into(),
            nullable(text),
            folded(text),
            Value::Real(number.map(|number| number + 0.0)),
            Value::Boolean(boolean),
            Value::Integer(time),
            value.to_string().into(),
            "sdk".into(),
            0_i64.into(),
        ]);
        if kind == AttributeKind::List {
            for (position, item) in items(value).unwrap_or_default().into_iter().enumerate() {
                let position = i64::try_from(position).unwrap();
                self.items.push(vec![user.into(), attribute_id.into(), position.into(), item.into()]);
            }
        }
    }

    fn answer(&mut self, user: i64, answer: &AnswerFact, directory: &Directory) {
        let id = self.id();
        let experience = experience_key(directory, &answer.experience);
        let questions = &directory.experiences[&answer.experience].questions;
        let place = questions.keys().position(|other| *other == answer.question).unwrap();
        let text = answer.answer.as_str();
        let number = answer.answer.as_f64();
        self.answers.push(vec![
            user.into(),
            id.into(),
            experience.into(),
            question_key(experience, place).into(),
            answer.at.0.into(),
            Value::Real(number.map(|number| number + 0.0)),
            nullable(text),
            folded(text),
            answer.answer.to_string().into(),
        ]);
        let is_choice = match questions[&answer.question].kind {
            QuestionKind::SingleChoice | QuestionKind::MultipleChoice => true,
            QuestionKind::Nps | QuestionKind::Rating | QuestionKind::Number | QuestionKind::Text => false,
        };
        let single = text.map(str::to_owned).or(number.map(|number| number.to_string()));
        let chosen = single.filter(|_| is_choice).map(|item| vec![item]);
        for (position, item) in chosen.or_else(|| items(&answer.answer)).unwrap_or_default().into_iter().enumerate() {
            let position = i64::try_from(position).unwrap();
            self.answer_items.push(vec![user.into(), id.into(), position.into(), item.into()]);
        }
    }

    async fn write(self, writer: &mut Transaction) -> Result<()> {
        let tables = [
            (
                "insert into users (user_id, external_id, external_id_folded, name, name_folded, email, email_folded, \
                 language, language_folded, traits, search_text, made, created, first_seen, last_activity, sessions)",
                self.users,
            ),
            (
                "insert into user_attributes (user_id, attribute_id, text_value, text_folded, number_value, \
                 boolean_value, time_value, raw, source, updated_at)",
                self.attributes,
            ),
            ("insert into user_attribute_items (user_id, attribute_id, position, item)", self.items),
            ("insert into user_tags (user_id, tag_id, added_at)", self.tags),
            ("insert into events (user_id, event_id, event_name_id, at, properties, properties_digest)", self.events),
            ("insert into interactions (user_id, interaction_id, experience_key, action, step, at)", self.interactions),
            (
                "insert into answers (user_id, answer_id, experience_key, question_key, at, number_value, text_value, \
                 text_folded, raw)",
                self.answers,
            ),
            ("insert into answer_items (user_id, answer_id, position, item)", self.answer_items),
            ("insert into import_users (user_id, import_id, action, before)", self.imports),
        ];
        for (insert, rows) in tables {
            writer.insert_many(insert, rows, "").await?;
        }
        Ok(())
    }
}

fn experience_key(directory: &Directory, id: &str) -> i64 {
    let place = directory.experiences.keys().position(|other| other == id).unwrap();
    i64::try_from(place + 1).unwrap()
}

/// A filter's answer.
#[derive(Debug, PartialEq)]
pub struct Answer {
    pub user_ids: Vec<i64>,
    pub totals: Totals,
}

/// Asks for the users and every number.
pub async fn ask(snapshot: &mut Transaction, filter: &Filter, now: Instant, without: bool) -> Answer {
    let (everyone,): (i64,) = snapshot.one(sql("select count(*) from users")).await.unwrap();
    let resolved = resolve(snapshot, filter, now).await.unwrap();
    let compiled = Compiled::new(snapshot, resolved, Scope::Everyone).await.unwrap();
    let everyone = everyone.unsigned_abs();
    let totals = compiled.totals(snapshot, everyone, without).await.unwrap();
    assert_eq!(compiled.total(snapshot, everyone).await.unwrap(), totals.total);
    Answer { user_ids: matching(snapshot, &compiled).await, totals }
}

/// The users that a compiled filter matches.
pub async fn matching(snapshot: &mut Transaction, compiled: &Compiled) -> Vec<i64> {
    let select = Fragment::new("select user_id from users where ").then(compiled.predicate());
    let statement = select.text(" order by user_id").into_sql();
    snapshot.all::<(i64,)>(statement).await.unwrap().into_iter().map(|(user_id,)| user_id).collect()
}

//! Definitions: reading all of them, writing those that a group of messages added.

use crate::{
    db::{Result, Transaction, Value, sql},
    ingest::apply::{AttributeDefinition, Catalogue, ExperienceDefinition, QuestionDefinition},
};
use shared::{api::catalogue::AttributeKind, time::Instant};

/// The latest change.
pub(in crate::ingest) async fn latest_change(transaction: &mut Transaction) -> Result<i64> {
    let (latest,): (i64,) = transaction.one(sql("select coalesce(max(sequence), 0) from changes")).await?;
    Ok(latest)
}

/// Whether somebody else may have changed definitions after the change `since`; also when that is too long ago to tell.
pub(in crate::ingest) async fn definitions_changed(transaction: &mut Transaction, since: i64) -> Result<bool> {
    let (known,): (i64,) = transaction.one(sql("select count(*) from changes where sequence = $1").bind(since)).await?;
    if known == 0 {
        return Ok(true);
    }
    // Whoever loads in bulk names no users.
    let text =
        "select sequence from changes where sequence > $1 and (topic = 'definitions' or user_ids is null) limit 1";
    let found: Option<(i64,)> = transaction.optional(sql(text).bind(since)).await?;
    Ok(found.is_some())
}

#[derive(sqlx::FromRow)]
struct ExperienceRow {
    experience_key: i64,
    experience_id: String,
    name: String,
    kind: String,
    steps: Option<i64>,
    created_at: i64,
}

#[derive(sqlx::FromRow)]
struct QuestionRow {
    question_key: i64,
    experience_key: i64,
    question_id: String,
    question: String,
    kind: String,
    created_at: i64,
}

/// Where the setting is that keeps the largest id that an attribute had which is gone.
const LAST_ATTRIBUTE: &str = "last_attribute_id";

/// Notes that an attribute is gone, so that nothing that still names its id is ever taken for another's.
pub(crate) async fn retire_attribute(transaction: &mut Transaction, attribute_id: i64) -> Result<()> {
    let last = last_retired(transaction).await?.max(attribute_id);
    let text = "insert into settings (key, value) values ($1, $2) \
                on conflict (key) do update set value = excluded.value";
    transaction.execute(sql(text).bind(LAST_ATTRIBUTE).bind(last.to_string())).await.map(drop)
}

async fn last_retired(transaction: &mut Transaction) -> Result<i64> {
    let row: Option<(String,)> =
        transaction.optional(sql("select value from settings where key = $1").bind(LAST_ATTRIBUTE)).await?;
    Ok(row.and_then(|(value,)| value.parse().ok()).unwrap_or(0))
}

/// Every definition.
pub(crate) async fn load_catalogue(transaction: &mut Transaction) -> Result<Catalogue> {
    let mut catalogue = Catalogue::default();
    catalogue.last.attribute = last_retired(transaction).await?;
    let attributes: Vec<(i64, String, String)> =
        transaction.all(sql("select attribute_id, key, kind from attributes")).await?;
    for (attribute_id, key, kind) in attributes {
        catalogue.last.attribute = catalogue.last.attribute.max(attribute_id);
        // All kinds are ours; a text is the least wrong of what is not.
        let kind = AttributeKind::from_word(&kind).unwrap_or(AttributeKind::Text);
        catalogue.attributes.insert(key, AttributeDefinition { attribute_id, kind });
    }
    let names: Vec<(i64, String)> = transaction.all(sql("select event_name_id, name from event_names")).await?;
    for (event_name_id, name) in names {
        catalogue.last.event_name = catalogue.last.event_name.max(event_name_id);
        catalogue.event_names.insert(name, event_name_id);
    }
    load_experiences(transaction, &mut catalogue).await?;
    Ok(catalogue)
}

async fn load_experiences(transaction: &mut Transaction, catalogue: &mut Catalogue) -> Result<()> {
    let text = "select experience_key, experience_id, name, kind, steps, created_at from experiences";
    let rows: Vec<ExperienceRow> = transaction.all(sql(text)).await?;
    for row in rows {
        let ExperienceRow { experience_key, experience_id, name, kind, steps, created_at } = row;
        catalogue.last.experience = catalogue.last.experience.max(experience_key);
        let known = ExperienceDefinition { experience_key, name, kind, steps, created_at };
        catalogue.experiences.insert(experience_id, known);
    }
    let text = "select question_key, experience_key, question_id, question, kind, created_at from questions";
    let rows: Vec<QuestionRow> = transaction.all(sql(text)).await?;
    let options: Vec<(i64, String)> = transaction
        .all(sql("select question_key, option from question_options order by question_key, position"))
        .await?;
    let mut by_question = std::collections::HashMap::<i64, Vec<String>>::new();
    for (question_key, option) in options {
        by_question.entry(question_key).or_default().push(option);
    }
    for row in rows {
        let QuestionRow { question_key, experience_key, question_id, question, kind, created_at } = row;
        catalogue.last.question = catalogue.last.question.max(question_key);
        let options = by_question.remove(&question_key).unwrap_or_default();
        let options_stored = options.len();
        let known = QuestionDefinition { question_key, question, kind, options, options_stored, created_at };
        catalogue.questions.insert((experience_key, question_id), known);
    }
    Ok(())
}

/// Writes what was added or changed.
pub(super) async fn save_catalogue(transaction: &mut Transaction, catalogue: &Catalogue) -> Result<()> {
    let attributes = catalogue.new_attributes.iter().filter_map(|(key, at): &(String, Instant)| {
        let made = catalogue.attributes.get(key)?;
        let values: [Value; 6] = [
            made.attribute_id.into(),
            key.as_str().into(),
            key.as_str().into(),
            made.kind.word().into(),
            false.into(),
            at.0.into(),
        ];
        Some(values.into())
    });
    let insert = "insert into attributes (attribute_id, key, name, kind, hidden, created_at)";
    transaction.insert_many(insert, attributes.collect(), "").await?;
    let names = catalogue.new_event_names.iter().filter_map(|(name, at)| {
        let id = *catalogue.event_names.get(name)?;
        Some(vec![id.into(), name.as_str().into(), at.0.into()])
    });
    transaction.insert_many("insert into event_names (event_name_id, name, created_at)", names.collect(), "").await?;
    let experiences = catalogue.changed_experiences.iter().filter_map(|id| {
        let known = catalogue.experiences.get(id)?;
        let values: [Value; 6] = [
            known.experience_key.into(),
            id.as_str().into(),
            known.name.as_str().into(),
            known.kind.as_str().into(),
            known.steps.into(),
            known.created_at.into(),
        ];
        Some(values.into())
    });
    let insert = "insert into experiences (experience_key, experience_id, name, kind, steps, created_at)";
    let tail = "on conflict (experience_key) do update set name = excluded.name, kind = excluded.kind, \
                steps = excluded.steps";
    transaction.insert_many(insert, experiences.collect(), tail).await?;
    save_questions(transaction, catalogue).await
}

async fn save_questions(transaction: &mut Transaction, catalogue: &Catalogue) -> Result<()> {
    let changed = || catalogue.changed_questions.iter().filter_map(|key| Some((key, catalogue.questions.get(key)?)));
    let questions = changed().map(|((experience_key, id), known)| {
        let values: [Value; 6] = [
            known.question_key.into(),
            (*experience_key).into(),
            id.as_str().into(),
            known.question.as_str().into(),
            known.kind.as_str().into(),
            known.created_at.into(),
        ];
        values.into()
    });
    let insert = "insert into questions (question_key, experience_key, question_id, question, kind, created_at)";
    let tail = "on conflict (question_key) do update set question = excluded.question, kind = excluded.kind";
    transaction.insert_many(insert, questions.collect(), tail).await?;
    let options =
        changed().flat_map(|(_, known)| {
            known.options.iter().enumerate().skip(known.options_stored).map(|(position, option)| {
                vec![known.question_key.into(), (position as i64).into(), option.as_str().into()]
            })
        });
    let insert = "insert into question_options (question_key, position, option)";
    transaction.insert_many(insert, options.collect(), "").await
}

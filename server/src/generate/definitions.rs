//! What users are described with: attributes, events, experiences, questions, tags. Made when missing, and found by
//! their names when there.

use super::{
    attributes::ATTRIBUTES,
    events::EVENTS,
    experiences::EXPERIENCES,
    plan::{DAY, Plan},
    store,
    tags::TAGS,
};
use crate::{
    cli::CommandError,
    db::{Transaction, Value},
    ids::id_at,
};
use shared::time::Instant;
use std::collections::HashMap;

/// Ids by the indexes of the lists.
#[derive(Clone, Debug)]
pub(super) struct Definitions {
    pub attributes: Vec<i64>,
    pub events: Vec<i64>,
    pub experiences: Vec<i64>,
    /// By experience, then question.
    pub questions: Vec<Vec<i64>>,
    pub tags: Vec<i64>,
}

/// Makes what is missing and finds all.
///
/// # Errors
/// When the database fails, or an attribute of the same key is of another kind.
pub(super) async fn define(transaction: &mut Transaction, plan: &Plan) -> Result<Definitions, CommandError> {
    let at = plan.start() - DAY;
    // Ids depend on the plan alone, so that every database gets the same.
    let mut last = id_at(Instant(at), 0);
    let mut next = || {
        last += 1;
        last
    };
    let rows = ATTRIBUTES.iter().map(|attribute| {
        let key = Value::from(attribute.key);
        vec![next().into(), key.clone(), key, attribute.kind.word().into(), false.into(), at.into()]
    });
    store::insert_attributes(transaction, rows.collect()).await?;
    let rows = EVENTS.iter().map(|event| vec![next().into(), event.name.into(), at.into()]);
    store::insert_event_names(transaction, rows.collect()).await?;
    let rows = EXPERIENCES.iter().map(|experience| {
        vec![
            next().into(),
            experience.id.into(),
            experience.name.into(),
            experience.kind.into(),
            experience.steps.into(),
            at.into(),
        ]
    });
    store::insert_experiences(transaction, rows.collect()).await?;
    let rows = TAGS.iter().map(|(name, color, _)| {
        vec![next().into(), (*name).into(), shared::text::fold(name).into(), color.word().into(), at.into()]
    });
    store::insert_tags(transaction, rows.collect()).await?;

    let kinds = store::attributes(transaction).await?;
    for attribute in &ATTRIBUTES {
        if kinds.iter().any(|(_, key, kind)| key == attribute.key && kind != attribute.kind.word()) {
            return Err(format!("the attribute {} exists and is of another kind", attribute.key).into());
        }
    }
    let attributes: HashMap<_, _> = kinds.into_iter().map(|(id, key, _)| (key, id)).collect();
    let events = store::event_names(transaction).await?;
    let experiences = store::experiences(transaction).await?;
    let tags = store::tags(transaction).await?;
    let experiences = found(EXPERIENCES.iter().map(|experience| experience.id.to_owned()), &experiences)?;
    let questions = define_questions(transaction, &experiences, at, next).await?;
    Ok(Definitions {
        attributes: found(ATTRIBUTES.iter().map(|attribute| attribute.key.to_owned()), &attributes)?,
        events: found(EVENTS.iter().map(|event| event.name.to_owned()), &events)?,
        experiences,
        questions,
        tags: found(TAGS.iter().map(|(name, _, _)| shared::text::fold(name)), &tags)?,
    })
}

async fn define_questions(
    transaction: &mut Transaction,
    experiences: &[i64],
    at: i64,
    mut next: impl FnMut() -> i64,
) -> Result<Vec<Vec<i64>>, CommandError> {
    let all = || {
        EXPERIENCES
            .iter()
            .zip(experiences)
            .flat_map(|(experience, &key)| experience.questions.iter().map(move |question| (key, question)))
    };
    let rows = all().map(|(key, question)| {
        vec![next().into(), key.into(), question.id.into(), question.question.into(), question.kind.into(), at.into()]
    });
    store::insert_questions(transaction, rows.collect()).await?;
    let questions = store::questions(transaction, experiences).await?;
    let key_of = |key: i64, id: &str| questions.get(&(key, id.to_owned())).copied().ok_or("a question was not made");
    let mut options = Vec::new();
    for (key, question) in all() {
        let question_key = key_of(key, question.id)?;
        for (position, option) in question.answers.options().iter().enumerate() {
            options.push(vec![question_key.into(), (position as i64).into(), (*option).into()]);
        }
    }
    store::insert_question_options(transaction, options).await?;
    let by_experience = EXPERIENCES
        .iter()
        .zip(experiences)
        .map(|(experience, &key)| experience.questions.iter().map(|question| Ok(key_of(key, question.id)?)).collect());
    by_experience.collect()
}

fn found(names: impl Iterator<Item = String>, ids: &HashMap<String, i64>) -> Result<Vec<i64>, CommandError> {
    names.map(|name| ids.get(&name).copied().ok_or_else(|| format!("{name} was not made").into())).collect()
}

//! What exists: every definition of the workspace, and the one that a name leads to.

use crate::db::{Result, Transaction, sql};

/// A custom attribute.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(in crate::catalogue) struct AttributeRow {
    pub(in crate::catalogue) attribute_id: i64,
    pub(in crate::catalogue) key: String,
    pub(in crate::catalogue) name: String,
    pub(in crate::catalogue) kind: String,
    pub(in crate::catalogue) hidden: bool,
}

/// Every attribute, the hidden ones as well.
pub(in crate::catalogue) async fn attributes(snapshot: &mut Transaction) -> Result<Vec<AttributeRow>> {
    snapshot.all(sql("select attribute_id, key, name, kind, hidden from attributes")).await
}

/// Id and kind of an attribute, of a hidden one too: filters may name it.
pub(in crate::catalogue) async fn attribute(snapshot: &mut Transaction, key: &str) -> Result<Option<(i64, String)>> {
    snapshot.optional(sql("select attribute_id, kind from attributes where key = $1").bind(key)).await
}

/// Id and name of every event.
pub(in crate::catalogue) async fn events(snapshot: &mut Transaction) -> Result<Vec<(i64, String)>> {
    snapshot.all(sql("select event_name_id, name from event_names")).await
}

pub(in crate::catalogue) async fn event(snapshot: &mut Transaction, name: &str) -> Result<Option<i64>> {
    let row = snapshot.optional(sql("select event_name_id from event_names where name = $1").bind(name)).await?;
    Ok(row.map(|(id,)| id))
}

/// An experience.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(in crate::catalogue) struct ExperienceRow {
    pub(in crate::catalogue) experience_key: i64,
    pub(in crate::catalogue) experience_id: String,
    pub(in crate::catalogue) name: String,
    pub(in crate::catalogue) kind: String,
    pub(in crate::catalogue) steps: Option<i64>,
}

pub(in crate::catalogue) async fn experiences(snapshot: &mut Transaction) -> Result<Vec<ExperienceRow>> {
    snapshot.all(sql("select experience_key, experience_id, name, kind, steps from experiences")).await
}

/// A question.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(in crate::catalogue) struct QuestionRow {
    pub(in crate::catalogue) question_key: i64,
    pub(in crate::catalogue) experience_key: i64,
    pub(in crate::catalogue) question_id: String,
    pub(in crate::catalogue) question: String,
    pub(in crate::catalogue) kind: String,
}

/// Every question, in the order of their first answers.
pub(in crate::catalogue) async fn questions(snapshot: &mut Transaction) -> Result<Vec<QuestionRow>> {
    let text = "select question_key, experience_key, question_id, question, kind from questions \
                order by created_at, question_key";
    snapshot.all(sql(text)).await
}

/// Key and kind of a question, by the product's ids.
pub(in crate::catalogue) async fn question(
    snapshot: &mut Transaction,
    experience: &str,
    question: &str,
) -> Result<Option<(i64, String)>> {
    let text = "select questions.question_key, questions.kind from experiences \
                join questions on questions.experience_key = experiences.experience_key \
                where experiences.experience_id = $1 and questions.question_id = $2";
    snapshot.optional(sql(text).bind(experience).bind(question)).await
}

/// Every question's options: question and option, in the order of their first appearance.
pub(in crate::catalogue) async fn options(snapshot: &mut Transaction) -> Result<Vec<(i64, String)>> {
    snapshot.all(sql("select question_key, option from question_options order by question_key, position")).await
}

/// The options of one question.
pub(in crate::catalogue) async fn options_of(snapshot: &mut Transaction, question_key: i64) -> Result<Vec<String>> {
    let text = "select option from question_options where question_key = $1 order by position";
    let rows: Vec<(String,)> = snapshot.all(sql(text).bind(question_key)).await?;
    Ok(rows.into_iter().map(|(option,)| option).collect())
}

/// Id, name and colour of every tag.
pub(in crate::catalogue) async fn tags(snapshot: &mut Transaction) -> Result<Vec<(i64, String, String)>> {
    snapshot.all(sql("select tag_id, name, color from tags")).await
}

/// A segment.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(in crate::catalogue) struct SegmentRow {
    pub(in crate::catalogue) segment_id: i64,
    pub(in crate::catalogue) name: String,
    pub(in crate::catalogue) description: String,
    pub(in crate::catalogue) icon: String,
    pub(in crate::catalogue) color: String,
    /// The filter's document.
    pub(in crate::catalogue) filter: String,
}

pub(in crate::catalogue) async fn segments(snapshot: &mut Transaction) -> Result<Vec<SegmentRow>> {
    snapshot.all(sql("select segment_id, name, description, icon, color, filter from segments")).await
}

/// Id and name of every import, newest first.
pub(in crate::catalogue) async fn imports(snapshot: &mut Transaction) -> Result<Vec<(i64, String)>> {
    snapshot.all(sql("select import_id, name from imports order by created_at desc, import_id desc")).await
}

//! `GET /api/catalogue/values`.

use super::{
    field::Field,
    search::{self, Target},
    store::definitions,
};
use crate::{
    changes,
    db::Transaction,
    error::{ApiError, ApiResult},
    extract::Query,
    state::State,
};
use axum::Json;
use serde::Deserialize;
use shared::{
    api::catalogue::{AttributeKind, Values},
    filter::{QuestionKind, limits},
    problem::{Problem, ProblemAt},
    text::fold,
};

/// What the address asks for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    field: Option<String>,
    text: Option<String>,
}

/// Answers with values that users have in a field, at most 50: those that begin with a text go first, then those with
/// a word that begins with it, then those that hold it, whatever the case; in each the most common first.
///
/// It answers within a fraction of a second however many users there are. Where that is too little to look at all,
/// it answers with what it found, and `more` is true.
#[utoipa::path(get, path = "/api/catalogue/values", tag = "Catalogue",
    params(
        ("field" = String, Query, description = "`attribute:KEY`, `property:name` (or `email`, `user_id`, `language`), \
            `event:NAME:KEY` or `answer:EXPERIENCE:QUESTION`. Inside of a part a colon is written `%3A` and a percent \
            sign `%25`, before the address encodes the whole."),
        ("text" = Option<String>, Query, description = "What values are to hold; up to 1,024 characters")),
    responses((status = 200, body = Values), (status = 422, body = Problem)))]
pub(crate) async fn read(
    axum::extract::State(state): axum::extract::State<State>,
    Query(asked): Query<Asked>,
) -> ApiResult<Json<Values>> {
    let (field, part) = looked_at(asked)?;
    // Taken before the snapshot begins, so that the snapshot is no older.
    let earlier = state.changes.seen();
    let mut snapshot = state.database.snapshot().await?;
    let seen = changes::seen_in(&mut snapshot, earlier).await?;
    let target = target(&mut snapshot, field).await?;
    // Values are counted and searched for by other readers.
    drop(snapshot);
    let counts = state.catalogue.counts(seen).await;
    let found = search::search(&state.database, &counts, &target, &part).await?;
    Ok(Json(found.best(&part)))
}

/// The field, and the folded text.
fn looked_at(asked: Asked) -> ApiResult<(Field, String)> {
    let mut problems = Vec::new();
    let mut tell = |pointer: &str, detail: String| problems.push(ProblemAt { pointer: pointer.into(), detail });
    let text = asked.text.unwrap_or_default();
    if text.chars().count() > limits::TEXT {
        tell("/text", format!("A text has at most {} characters.", limits::TEXT));
    }
    match Field::read(&asked.field.unwrap_or_default()) {
        Ok(field) if problems.is_empty() => Ok((field, fold(text.trim()))),
        Ok(_) => Err(ApiError::Invalid(problems)),
        Err(detail) => {
            problems.push(ProblemAt { pointer: "/field".into(), detail });
            Err(ApiError::Invalid(problems))
        }
    }
}

/// Looks up what the field names.
async fn target(snapshot: &mut Transaction, field: Field) -> ApiResult<Target> {
    let unknown = |detail: String| ApiError::invalid("/field", detail);
    match field {
        Field::Property(property) => Ok(Target::Property(property)),
        Field::Attribute(key) => {
            let found = definitions::attribute(snapshot, &key).await?;
            let (id, kind) = found.ok_or_else(|| unknown(format!("There is no attribute “{key}”.")))?;
            match AttributeKind::from_word(&kind).ok_or(ApiError::Defect)? {
                AttributeKind::Text => Ok(Target::Texts(id)),
                AttributeKind::Number => Ok(Target::Numbers(id)),
                AttributeKind::Boolean => Ok(Target::Booleans(id)),
                AttributeKind::List => Ok(Target::Items(id)),
                AttributeKind::Time => Err(unknown(format!("“{key}” holds times, which are not suggested."))),
            }
        }
        Field::Event { name, key } => {
            let found = definitions::event(snapshot, &name).await?;
            let event_name_id = found.ok_or_else(|| unknown(format!("There is no event “{name}”.")))?;
            Ok(Target::EventProperty { event_name_id, key })
        }
        Field::Answer { experience, question } => {
            let found = definitions::question(snapshot, &experience, &question).await?;
            let unknown = || unknown(format!("The experience “{experience}” has no question “{question}”."));
            let (question_key, kind) = found.ok_or_else(unknown)?;
            Ok(match QuestionKind::from_word(&kind).ok_or(ApiError::Defect)? {
                QuestionKind::Nps | QuestionKind::Rating | QuestionKind::Number => {
                    Target::AnsweredNumbers(question_key)
                }
                QuestionKind::SingleChoice | QuestionKind::MultipleChoice => {
                    let options = definitions::options_of(snapshot, question_key).await?;
                    Target::Options { question_key, options }
                }
                QuestionKind::Text => Target::AnsweredTexts(question_key),
            })
        }
    }
}

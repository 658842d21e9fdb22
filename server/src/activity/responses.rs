//! `GET /api/users/{user_id}/responses`.

use super::{
    place::Place,
    same_answer::{Answered, same_answer},
    store::{self, AnswerRow},
};
use crate::{
    error::{ApiError, ApiResult},
    extract::{self, Query},
    state::State,
    users,
};
use axum::{
    Json,
    extract::{Path, RawQuery},
};
use serde::Deserialize;
use shared::{
    api::{
        activity::ActivityKind,
        responses::{Response, Responses},
    },
    filter::QuestionKind,
    ids::ActivityId,
    time::Instant,
};
use std::collections::HashMap;

const USUAL: u32 = 50;
const MOST: u32 = 200;

/// What the address asks for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    after: Option<String>,
    limit: Option<String>,
}

/// Answers with what a user answered, newest first, each with the filter that finds everyone who answered the same.
#[utoipa::path(get, path = "/api/users/{user_id}/responses", tag = "Users",
    params(("user_id" = String, Path, description = "Rollcall's number of the user"),
        ("after" = Option<String>, Query, description = "The place that the page follows: `next` of the page before"),
        ("limit" = Option<u32>, Query, description = "Responses on a page, 1 to 200; 50 when absent")),
    responses((status = 200, body = Responses), (status = 308, description = "Merged into the user that Location names"),
        (status = 404, body = shared::problem::Problem), (status = 422, body = shared::problem::Problem)))]
pub(crate) async fn read(
    axum::extract::State(state): axum::extract::State<State>,
    Path(user_id): Path<String>,
    RawQuery(query): RawQuery,
    Query(asked): Query<Asked>,
) -> ApiResult<Json<Responses>> {
    let after = Place::read(asked.after.as_deref())?;
    let limit = extract::number(asked.limit.as_deref(), USUAL, 1..=MOST, "/limit")?;
    let mut snapshot = state.database.snapshot().await?;
    let below = query.map_or_else(|| "/responses".to_owned(), |query| format!("/responses?{query}"));
    let user_id = users::locate(&mut snapshot, &user_id, &below).await?;
    let mut rows = store::answers(&mut snapshot, user_id, after, i64::from(limit) + 1).await?;
    let has_more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| has_more);
    let next = next.map(|row| Place(row.at, row.id, ActivityKind::Interaction).to_cursor());
    let mut options: HashMap<i64, Vec<String>> = HashMap::new();
    let answer_ids = rows.iter().map(|row| row.id).collect();
    for (answer_id, item) in store::items(&mut snapshot, user_id, answer_ids).await? {
        options.entry(answer_id).or_default().push(item);
    }
    let responses = rows.into_iter().map(|row| response(row, &options)).collect::<ApiResult<_>>()?;
    Ok(Json(Responses { responses, next }))
}

fn response(row: AnswerRow, options: &HashMap<i64, Vec<String>>) -> ApiResult<Response> {
    let kind = QuestionKind::from_word(&row.question_kind).ok_or(ApiError::Defect)?;
    let answered = Answered {
        experience: &row.experience_id,
        question: &row.question_id,
        kind,
        number: row.number_value,
        text: row.text_value.as_deref(),
        options: options.get(&row.id).map_or(&[], Vec::as_slice),
    };
    let filter = same_answer(&answered);
    Ok(Response {
        id: ActivityId(row.id),
        at: Instant(row.at),
        experience_id: row.experience_id,
        experience_name: row.experience_name,
        step: row.step.and_then(|step| u32::try_from(step).ok()),
        question_id: row.question_id,
        question: row.question,
        question_kind: kind,
        answer: serde_json::from_str(&row.raw).unwrap_or_else(|_| row.raw.into()),
        filter,
    })
}

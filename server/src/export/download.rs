//! `GET /api/users/export`.

use super::{
    columns::{self, Column},
    store, table,
};
use crate::{
    access::{AuditEntry, Principal, record_audit},
    db::Database,
    error::{ApiError, ApiResult},
    extract::Query,
    index::Reading,
    state::State,
    users::{self, Rows},
};
use axum::{
    body::{Body, Bytes},
    http::header,
    response::{IntoResponse, Response},
};
use futures_util::stream;
use serde::Deserialize;
use shared::{filter::Filter, problem::Problem, problem::ProblemAt};
use std::time::Duration;

/// Users that are read together, and written as one piece.
const TOGETHER: usize = 500;
/// How long finding the users may take.
const LONGEST: Duration = Duration::from_secs(60);

/// What the address asks for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    fid: Option<String>,
    text: Option<String>,
    job: Option<String>,
    columns: Option<String>,
}

/// Streams users as CSV: UTF-8 with its mark, lines as in RFC 4180.
///
/// Who is in the file is of one moment. Each row is of a moment while it was written; users who were deleted by then
/// are not in it. A text that a spreadsheet would take for a formula has an apostrophe in front.
#[utoipa::path(get, path = "/api/users/export", tag = "Users",
    params(("fid" = Option<String>, Query, description = "The id of a filter that `POST /api/filters` kept; everyone when absent"),
        ("text" = Option<String>, Query, description = "Only users whose name, e-mail, user id or visitor id contains it"),
        ("job" = Option<String>, Query, description = "The users of an export job instead"),
        ("columns" = Option<String>, Query, description = "Words of columns with commas between, `attribute:KEY` among them; all when absent")),
    responses((status = 200, content_type = "text/csv", body = String), (status = 403, body = Problem),
        (status = 422, body = Problem)))]
pub(crate) async fn download(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Query(asked): Query<Asked>,
) -> ApiResult<Response> {
    principal.require_owner()?;
    let now = state.clock.now();
    let mut reading = state.index.read(&state.database, &state.changes, Some(LONGEST)).await?;
    let columns = match &asked.columns {
        Some(words) => columns::read(words).map_err(|detail| ApiError::invalid("/columns", detail))?,
        None => {
            let keys = store::keys(&mut reading.snapshot).await?;
            Column::NATIVE.into_iter().chain(keys.into_iter().map(Column::Attribute)).collect()
        }
    };
    let user_ids = found(&mut reading, asked, now).await?;
    let keys =
        columns.iter().filter_map(|column| if let Column::Attribute(key) = column { Some(key.clone()) } else { None });
    let rows = Rows::with(&mut reading.snapshot, &keys.collect::<Vec<_>>()).await?;
    drop(reading);
    let detail = serde_json::json!({ "users": user_ids.len(), "columns": columns.len(), "key_id": principal.key_id() });
    let mut transaction = state.database.write().await?;
    let entry = AuditEntry { account_id: principal.account_id(), action: "users_exported", detail };
    record_audit(&mut transaction, &state.ids, entry, now).await?;
    transaction.commit().await?;
    let (year, month, day) = now.day_in_utc();
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"users-{year:04}-{month:02}-{day:02}.csv\"")),
    ];
    let file = File { database: state.database, columns, rows, user_ids, written: 0 };
    Ok((headers, file.into_body()).into_response())
}

/// Whose rows are asked for.
async fn found(reading: &mut Reading, asked: Asked, now: shared::time::Instant) -> ApiResult<Vec<i64>> {
    if let Some(job) = asked.job {
        if asked.fid.is_some() || asked.text.is_some() {
            return Err(ApiError::invalid("/job", "A job has its own filter and text: say one or the other."));
        }
        let job_id = job.parse().map_err(|_| no_job())?;
        if !store::is_done(&mut reading.snapshot, job_id).await? {
            return Err(no_job());
        }
        return Ok(store::users_of_job(&mut reading.snapshot, job_id).await?);
    }
    let filter = match &asked.fid {
        None => Filter::everyone(),
        Some(filter_id) => {
            let text = store::filter(&mut reading.snapshot, filter_id).await?;
            let filter = text.and_then(|text| Filter::parse(text.as_bytes()).ok());
            filter.ok_or_else(|| ApiError::invalid("/fid", "There is no such filter."))?
        }
    };
    let text = users::searched_text(asked.text)?;
    users::all_matching(reading, &filter, text.as_deref(), now).await.map_err(|error| match error {
        // The filter does not stand in the request: its id does.
        ApiError::Invalid(problems) => {
            let at_id = |problem: ProblemAt| ProblemAt { pointer: "/fid".into(), ..problem };
            ApiError::Invalid(problems.into_iter().map(at_id).collect())
        }
        other => other,
    })
}

fn no_job() -> ApiError {
    ApiError::invalid("/job", "There is no export of this number that is done.")
}

/// A file that is being written.
struct File {
    database: Database,
    columns: Vec<Column>,
    rows: Rows,
    user_ids: Vec<i64>,
    /// Users that are written; `user_ids` before them are done with.
    written: usize,
}

impl File {
    /// Pieces are made as the client takes them, and none when it goes away.
    fn into_body(self) -> Body {
        let head = Bytes::from(table::head(&self.columns));
        let pieces = stream::unfold((self, Some(head)), |(mut file, head)| async move {
            if let Some(head) = head {
                return Some((Ok(head), (file, None)));
            }
            match file.next_piece().await {
                Ok(Some(piece)) => Some((Ok(Bytes::from(piece)), (file, None))),
                Ok(None) => None,
                Err(_) => {
                    file.written = file.user_ids.len();
                    // The client sees that the file was cut short: it has no proper end.
                    Some((Err(std::io::Error::other("the export could not go on")), (file, None)))
                }
            }
        });
        Body::from_stream(pieces)
    }

    async fn next_piece(&mut self) -> ApiResult<Option<String>> {
        while self.written < self.user_ids.len() {
            let end = (self.written + TOGETHER).min(self.user_ids.len());
            // No snapshot lasts longer than its piece, however slow the client is.
            let mut snapshot = self.database.snapshot().await?;
            let rows = self.rows.of(&mut snapshot, &self.user_ids[self.written..end]).await?;
            drop(snapshot);
            self.written = end;
            let mut text = String::new();
            rows.iter().for_each(|row| table::push_row(&mut text, &self.columns, row));
            if !text.is_empty() {
                return Ok(Some(text));
            }
        }
        Ok(None)
    }
}

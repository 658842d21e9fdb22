//! `GET /api/jobs/{job_id}`.

use super::store::{self, jobs::Stored};
use crate::{
    db::Transaction,
    error::{ApiError, ApiResult},
    state::State,
};
use axum::{Json, extract::Path};
use shared::{api::jobs::Job, problem::Problem};

/// Answers with how far a job is.
#[utoipa::path(get, path = "/api/jobs/{job_id}", tag = "Jobs", params(("job_id" = String, Path)),
    responses((status = 200, body = Job), (status = 404, body = Problem)))]
pub(crate) async fn read(
    axum::extract::State(state): axum::extract::State<State>,
    Path(job_id): Path<String>,
) -> ApiResult<Json<Job>> {
    let job = find(&mut state.database.snapshot().await?, &job_id).await?;
    Ok(Json(job.told(state.clock.now())))
}

/// The job of an id in an address.
pub(super) async fn find(transaction: &mut Transaction, job_id: &str) -> ApiResult<Stored> {
    let gone = || ApiError::NotFound("There is no such job.".into());
    let job_id = job_id.parse().map_err(|_| gone())?;
    store::jobs::one(transaction, job_id).await?.ok_or_else(gone)
}

//! `DELETE /api/jobs/{job_id}`.

use super::{create::may, read::find, store};
use crate::{
    access::{AuditEntry, Principal, record_audit},
    error::{ApiError, ApiResult},
    state::State,
};
use axum::{Json, extract::Path};
use shared::{
    api::jobs::{Job, JobStatus},
    problem::Problem,
};

/// Stops a job. What it has done by now stays done.
#[utoipa::path(delete, path = "/api/jobs/{job_id}", tag = "Jobs", params(("job_id" = String, Path)),
    responses((status = 200, body = Job), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, description = "It is over already.", body = Problem)))]
pub(crate) async fn cancel(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Path(job_id): Path<String>,
) -> ApiResult<Json<Job>> {
    principal.require_editor()?;
    let now = state.clock.now();
    let mut transaction = state.database.write().await?;
    let mut job = find(&mut transaction, &job_id).await?;
    may(&principal, job.action)?;
    match job.status {
        JobStatus::Queued | JobStatus::Running => {}
        JobStatus::Cancelled => return Ok(Json(job.told(now))),
        JobStatus::Done | JobStatus::Failed => return Err(ApiError::Conflict("This job is over already.".into())),
    }
    job.status = JobStatus::Cancelled;
    job.finished = Some(now);
    job.plan.selection = None;
    store::users::delete_named(&mut transaction, job.job_id).await?;
    store::jobs::update(&mut transaction, &job).await?;
    let detail = serde_json::json!({ "job_id": job.job_id, "changed": job.changed, "key_id": principal.key_id() });
    let entry = AuditEntry { account_id: principal.account_id(), action: "job_cancelled", detail };
    record_audit(&mut transaction, &state.ids, entry, now).await?;
    transaction.commit().await?;
    state.jobs.tell(job.told(now));
    state.jobs.nudge();
    Ok(Json(job.told(now)))
}

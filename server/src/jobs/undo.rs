//! `POST /api/jobs/{job_id}/undo`.

use super::{
    create::{may, queued, started},
    plan::{Plan, Selection},
    read::find,
    store,
};
use crate::{
    access::{Principal, record_audit},
    error::{ApiError, ApiResult},
    state::State,
};
use axum::{Json, extract::Path, http::StatusCode};
use shared::{
    api::jobs::{Job, JobAction},
    ids::JobId,
    problem::Problem,
};

/// Starts the job that takes back what a `tag` or `untag` did: to the users that it changed, and to nobody else. Once.
#[utoipa::path(post, path = "/api/jobs/{job_id}/undo", tag = "Jobs", params(("job_id" = String, Path)),
    responses((status = 202, body = Job), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, description = "It cannot be undone, or not any more.", body = Problem)))]
pub(crate) async fn undo(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Path(job_id): Path<String>,
) -> ApiResult<(StatusCode, Json<Job>)> {
    principal.require_editor()?;
    let now = state.clock.now();
    let mut transaction = state.database.write().await?;
    let mut undone = find(&mut transaction, &job_id).await?;
    may(&principal, undone.action)?;
    let conflict = |detail: &str| Err(ApiError::Conflict(detail.into()));
    let action = match undone.action {
        JobAction::Tag => JobAction::Untag,
        JobAction::Untag => JobAction::Tag,
        JobAction::Delete | JobAction::Export => return conflict("Only a tag or untag can be undone."),
    };
    if !undone.status.is_over() {
        return conflict("The job is still under way. Stop it first.");
    }
    if !undone.can_undo(now) {
        return conflict("There is nothing to undo: it changed nobody, was undone already, or is too long ago.");
    }
    if let Some(tag_id) = undone.plan.tag_id
        && !store::tags::exists(&mut transaction, tag_id).await?
    {
        return conflict("The tag does not exist any more.");
    }
    let plan = Plan {
        tag_id: undone.plan.tag_id,
        columns: None,
        selection: Some(Selection::ChangedBy(undone.job_id)),
        expected: undone.changed,
    };
    let job = queued(JobId(state.ids.next()), action, plan, undone.changed, principal.account_id(), now);
    store::jobs::insert(&mut transaction, &job).await?;
    undone.undone = Some(now);
    store::jobs::update(&mut transaction, &undone).await?;
    record_audit(&mut transaction, &state.ids, started(&job, &principal), now).await?;
    transaction.commit().await?;
    state.jobs.nudge();
    Ok((StatusCode::ACCEPTED, Json(job.told(now))))
}

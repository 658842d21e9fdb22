//! `POST /api/jobs`.

use super::{
    plan::{Plan, Selection, is_agreed},
    select::without,
    store::{self, jobs::Stored},
};
use crate::{
    access::{AuditEntry, Principal, record_audit},
    error::{ApiError, ApiResult},
    export, extract,
    state::State,
    users,
};
use axum::{Json, http::StatusCode};
use shared::{
    api::jobs::{Job, JobAction, JobRequest, JobStatus},
    ids::{AccountId, JobId},
    problem::{Problem, ProblemAt},
    time::Instant,
};

/// Most users that a job names, to touch them alone or not at all.
const MOST_NAMED: usize = 10_000;

/// Starts a job, once the one before it is over, for the users that match now.
///
/// 409 when their number is not the expected one: by more than ten and one in a hundred, for a deletion by any.
#[utoipa::path(post, path = "/api/jobs", tag = "Jobs", request_body = JobRequest,
    responses((status = 202, body = Job), (status = 403, body = Problem), (status = 422, body = Problem),
        (status = 409, body = shared::api::jobs::OtherTotal)))]
pub(crate) async fn create(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    extract::Json(request): extract::Json<JobRequest>,
) -> ApiResult<(StatusCode, Json<Job>)> {
    may(&principal, request.action)?;
    look_at(&request)?;
    let filter = request.filter.read("/filter").map_err(ApiError::Invalid)?;
    let text = users::searched_text(request.text.clone())?;
    let now = state.clock.now();
    let mut named: Vec<i64> = request.users.as_ref().unwrap_or(&request.except).iter().map(|id| id.0).collect();
    named.sort_unstable();
    named.dedup();
    let mut reading = state.index.read(&state.database, &state.changes, None).await?;
    if let Some(tag_id) = request.tag_id
        && !store::tags::exists(&mut reading.snapshot, tag_id).await?
    {
        return Err(ApiError::invalid("/tag_id", "There is no such tag."));
    }
    let total = match request.users {
        None if text.is_none() && named.is_empty() => users::count_matching(&mut reading, &filter, now).await?,
        None => {
            let found = users::all_matching(&mut reading, &filter, text.as_deref(), now).await?;
            without(found, &named).len() as u64
        }
        Some(_) => users::matching_among(&mut reading, &filter, &named, now).await?.len() as u64,
    };
    drop(reading);
    if !is_agreed(request.action, request.expected, total) {
        return Err(ApiError::OtherTotal { total });
    }
    let selection = match request.users {
        Some(_) => Selection::Among { filter: request.filter },
        None => Selection::Filter { filter: request.filter, text },
    };
    let plan = Plan {
        tag_id: request.tag_id,
        columns: request.columns,
        selection: Some(selection),
        expected: request.expected,
    };
    let job = queued(JobId(state.ids.next()), request.action, plan, total, principal.account_id(), now);
    let mut transaction = state.database.write().await?;
    store::jobs::insert(&mut transaction, &job).await?;
    store::users::insert_named(&mut transaction, job.job_id, named).await?;
    record_audit(&mut transaction, &state.ids, started(&job, &principal), now).await?;
    transaction.commit().await?;
    state.jobs.nudge();
    Ok((StatusCode::ACCEPTED, Json(job.told(now))))
}

/// A job that waits for its turn.
pub(super) fn queued(
    job_id: JobId,
    action: JobAction,
    plan: Plan,
    total: u64,
    account_id: Option<AccountId>,
    created: Instant,
) -> Stored {
    Stored {
        job_id,
        action,
        status: JobStatus::Queued,
        plan,
        done: 0,
        total,
        changed: 0,
        account_id,
        created,
        finished: None,
        problem: None,
        position: i64::MIN,
        undone: None,
        worker: None,
        leased_until: Instant(0),
    }
}

/// The entry of a job that was asked for.
pub(super) fn started(job: &Stored, principal: &Principal) -> AuditEntry {
    let detail = serde_json::json!({ "job_id": job.job_id, "action": job.action, "users": job.total,
        "key_id": principal.key_id() });
    AuditEntry { account_id: job.account_id, action: "job_started", detail }
}

/// Editors tag; what cannot be undone, or leaves the house, is for owners.
pub(super) fn may(principal: &Principal, action: JobAction) -> ApiResult<()> {
    match action {
        JobAction::Tag | JobAction::Untag => principal.require_editor(),
        JobAction::Delete | JobAction::Export => principal.require_owner(),
    }
}

fn look_at(request: &JobRequest) -> ApiResult<()> {
    let mut problems = Vec::new();
    let mut wrong = |pointer: &str, detail: String| problems.push(ProblemAt { pointer: pointer.into(), detail });
    let needs_tag = match request.action {
        JobAction::Tag | JobAction::Untag => true,
        JobAction::Delete | JobAction::Export => false,
    };
    match request.tag_id {
        None if needs_tag => wrong("/tag_id", "Say which tag.".into()),
        Some(_) if !needs_tag => wrong("/tag_id", "Only tag and untag have a tag: remove it.".into()),
        Some(_) | None => {}
    }
    if request.except.len() > MOST_NAMED {
        wrong("/except", format!("At most {MOST_NAMED} users can be left out."));
    }
    if let Some(users) = &request.users {
        if users.len() > MOST_NAMED {
            wrong("/users", format!("At most {MOST_NAMED} users can be named: say by a filter who is meant."));
        }
        if !request.except.is_empty() {
            wrong("/except", "Users are named already: leave these out there.".into());
        }
        if request.text.is_some() {
            wrong("/text", "Users are named already: remove the text.".into());
        }
    }
    match &request.columns {
        Some(_) if request.action != JobAction::Export => {
            wrong("/columns", "Only an export has columns: remove them.".into());
        }
        Some(columns) => {
            if let Err(detail) = export::looked_at(columns) {
                wrong("/columns", detail);
            }
        }
        None => {}
    }
    if problems.is_empty() { Ok(()) } else { Err(ApiError::Invalid(problems)) }
}

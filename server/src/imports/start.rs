//! `POST /api/imports/{import_id}/check`, `/run`, `/cancel` and `/revert`.

use super::{
    requests::find,
    store::{
        self,
        imports::{Act, Stored},
    },
};
use crate::{
    access::{AuditEntry, Principal, record_audit},
    db::{self, Transaction},
    error::{ApiError, ApiResult},
    ids::IdSource,
    state::State,
};
use axum::{Json, extract::Path, http::StatusCode};
use shared::{
    api::imports::{Import, ImportStatus, Reverted},
    problem::Problem,
    time::Instant,
};

/// Begins to find out what a run would do: whom it would create and change, and which rows it would not take, and why.
/// Nobody is changed.
#[utoipa::path(post, path = "/api/imports/{import_id}/check", tag = "Imports", params(("import_id" = String, Path)),
    responses((status = 202, body = Import), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn check(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Path(import_id): Path<String>,
) -> ApiResult<(StatusCode, Json<Import>)> {
    principal.require_editor()?;
    let mut transaction = state.database.write().await?;
    let mut import = find(&mut transaction, &import_id).await?;
    if import.status != ImportStatus::Draft || import.started.is_some() {
        return Err(ApiError::Conflict("Only a draft can be checked.".into()));
    }
    look_at(&state, &mut transaction, &import).await?;
    import.status = ImportStatus::Checking;
    begin(&mut import, Act::Check);
    import.report = None;
    accepted(&state, transaction, import).await
}

/// Begins to apply the rows; an import that was stopped goes on where it was.
#[utoipa::path(post, path = "/api/imports/{import_id}/run", tag = "Imports", params(("import_id" = String, Path)),
    responses((status = 202, body = Import), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn run(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Path(import_id): Path<String>,
) -> ApiResult<(StatusCode, Json<Import>)> {
    principal.require_editor()?;
    let now = state.clock.now();
    let mut transaction = state.database.write().await?;
    let mut import = find(&mut transaction, &import_id).await?;
    if !import.told(true).can_run {
        return Err(ApiError::Conflict("It is under way, or over already.".into()));
    }
    look_at(&state, &mut transaction, &import).await?;
    begin_run(&mut import, now);
    record(&mut transaction, &state.ids, &import, "import_started", Some(&principal), now).await?;
    accepted(&state, transaction, import).await
}

/// Stops what is under way: a check leaves the draft as it was; what a run or a revert has done by then stays done.
#[utoipa::path(post, path = "/api/imports/{import_id}/cancel", tag = "Imports", params(("import_id" = String, Path)),
    responses((status = 202, body = Import), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub(crate) async fn cancel(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Path(import_id): Path<String>,
) -> ApiResult<(StatusCode, Json<Import>)> {
    principal.require_editor()?;
    let now = state.clock.now();
    let mut transaction = state.database.write().await?;
    let mut import = find(&mut transaction, &import_id).await?;
    match import.act {
        None => return Err(ApiError::Conflict("Nothing of it is under way.".into())),
        Some(Act::Check) => import.status = ImportStatus::Draft,
        Some(Act::Run | Act::Revert) => {
            import.status = ImportStatus::Cancelled;
            import.finished = Some(now);
            record(&mut transaction, &state.ids, &import, "import_cancelled", Some(&principal), now).await?;
        }
    }
    import.act = None;
    accepted(&state, transaction, import).await
}

/// Begins to take back what an import did. Values that nothing has changed since go back; users whom it created go,
/// unless a message, a tag or an edit has come since.
#[utoipa::path(post, path = "/api/imports/{import_id}/revert", tag = "Imports", params(("import_id" = String, Path)),
    responses((status = 202, body = Import), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub(crate) async fn revert(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Path(import_id): Path<String>,
) -> ApiResult<(StatusCode, Json<Import>)> {
    principal.require_editor()?;
    let now = state.clock.now();
    let mut transaction = state.database.write().await?;
    let mut import = find(&mut transaction, &import_id).await?;
    if !import.can_revert() {
        return Err(ApiError::Conflict("It is under way, was taken back already, or has changed nobody.".into()));
    }
    import.status = ImportStatus::Running;
    begin(&mut import, Act::Revert);
    // One that was stopped goes on.
    import.reverted.get_or_insert_with(Reverted::default);
    record(&mut transaction, &state.ids, &import, "import_revert_started", Some(&principal), now).await?;
    accepted(&state, transaction, import).await
}

fn begin(import: &mut Stored, act: Act) {
    import.act = Some(act);
    import.act_done = 0;
    import.problem = None;
    import.worker = None;
    import.leased_until = Instant(0);
}

/// The rows are to be applied, from now or on from where they were.
pub(super) fn begin_run(import: &mut Stored, now: Instant) {
    import.status = ImportStatus::Running;
    begin(import, Act::Run);
    import.report = None;
    import.started.get_or_insert(now);
    import.finished = None;
}

async fn accepted(
    state: &State,
    mut transaction: Transaction,
    import: Stored,
) -> ApiResult<(StatusCode, Json<Import>)> {
    store::imports::update(&mut transaction, &import).await?;
    transaction.commit().await?;
    state.imports.tell(&import);
    state.imports.nudge();
    Ok((StatusCode::ACCEPTED, Json(import.told(state.imports.files().has(import.import_id)))))
}

/// Whether the import can be carried out.
async fn look_at(state: &State, transaction: &mut Transaction, import: &Stored) -> ApiResult<()> {
    if !state.imports.files().has(import.import_id) {
        return Err(ApiError::Conflict("Its file is not here any more. Upload it again.".into()));
    }
    let kinds = store::values::kinds(transaction).await?;
    import.plan.course(&import.columns, &kinds).map_err(ApiError::Invalid)?;
    look_for_tag(transaction, import).await
}

pub(super) async fn look_for_tag(transaction: &mut Transaction, import: &Stored) -> ApiResult<()> {
    match import.plan.options.tag_id {
        Some(tag_id) if !store::tags::exists(transaction, tag_id).await? => {
            Err(ApiError::invalid("/options/tag_id", "There is no such tag."))
        }
        Some(_) | None => Ok(()),
    }
}

/// Notes in the audit log what is done with an import.
pub(super) async fn record(
    transaction: &mut Transaction,
    ids: &IdSource,
    import: &Stored,
    action: &'static str,
    by: Option<&Principal>,
    now: Instant,
) -> db::Result<()> {
    let counts = import.counts;
    let detail = serde_json::json!({ "import_id": import.import_id, "rows": import.rows, "created": counts.created,
        "updated": counts.updated, "rejected": counts.rejected, "status": import.status,
        "key_id": by.and_then(Principal::key_id) });
    let account_id = by.map_or(import.account_id, Principal::account_id);
    record_audit(transaction, ids, AuditEntry { account_id, action, detail }, now).await
}

//! `GET /api/imports`, and `GET`, `PATCH` and `DELETE /api/imports/{import_id}`.

use super::{
    files::aside,
    plan::Plan,
    read::{Survey, samples, survey_as},
    store::{self, imports::Stored},
    upload::told,
};
use crate::{
    access::Principal,
    db::Transaction,
    error::{ApiError, ApiResult},
    extract,
    names::tidy_name,
    state::State,
};
use axum::{Json, extract::Path, http::StatusCode};
use shared::{
    api::imports::{DELIMITERS, FileFormat, Import, ImportChanges, ImportStatus, Imports, NAME_LENGTH},
    problem::Problem,
};

/// Imports that are listed.
const MOST: i64 = 500;

/// Lists imports, the newest first: 500 at the most, without samples.
#[utoipa::path(get, path = "/api/imports", tag = "Imports", responses((status = 200, body = Imports)))]
pub(crate) async fn all(axum::extract::State(state): axum::extract::State<State>) -> ApiResult<Json<Imports>> {
    let imports = store::imports::all(&mut state.database.snapshot().await?, MOST).await?;
    let told = imports.iter().map(|import| import.told(state.imports.files().has(import.import_id)));
    Ok(Json(Imports { imports: told.collect(), most_bytes: state.imports.most_bytes() }))
}

/// Answers with an import, with samples of its columns while its file is there.
#[utoipa::path(get, path = "/api/imports/{import_id}", tag = "Imports", params(("import_id" = String, Path)),
    responses((status = 200, body = Import), (status = 404, body = Problem)))]
pub(crate) async fn one(
    axum::extract::State(state): axum::extract::State<State>,
    Path(import_id): Path<String>,
) -> ApiResult<Json<Import>> {
    let import = find(&mut state.database.snapshot().await?, &import_id).await?;
    Ok(Json(with_samples(&state, import).await?))
}

/// Changes a draft: its name, how its file is read, the column that identifies, what becomes of the others, and what may
/// happen.
#[utoipa::path(patch, path = "/api/imports/{import_id}", tag = "Imports", params(("import_id" = String, Path)),
    request_body = ImportChanges,
    responses((status = 200, body = Import), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, description = "It is under way, or has begun to run.", body = Problem),
        (status = 422, body = Problem)))]
pub(crate) async fn change(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Path(import_id): Path<String>,
    extract::Json(changes): extract::Json<ImportChanges>,
) -> ApiResult<Json<Import>> {
    principal.require_editor()?;
    let ImportChanges { name, format, identify_by, mapping, options } = changes;
    let found = match format {
        Some(format) => looked_at_again(&state, &import_id, format).await?,
        None => None,
    };
    let mut transaction = state.database.write().await?;
    let mut import = find(&mut transaction, &import_id).await?;
    if let Some(name) = name {
        let detail = || format!("A name has 1 to {NAME_LENGTH} characters, none of them a control character.");
        let name = tidy_name(&name, NAME_LENGTH).ok_or_else(|| ApiError::invalid("/name", detail()))?;
        name.clone_into(&mut import.name);
    }
    if found.is_some() || identify_by.is_some() || mapping.is_some() || options.is_some() {
        require_draft(&import)?;
        if let Some(found) = found {
            let kinds = store::values::kinds(&mut transaction).await?;
            let options = import.plan.options.clone();
            import.plan = Plan { options, ..Plan::suggested(found.format, &found.columns, &kinds) };
            (import.columns, import.rows) = (found.columns, found.rows);
            store::imports::update_found(&mut transaction, &import).await?;
        }
        import.plan.identify_by = identify_by.or(import.plan.identify_by);
        import.plan.mapping = mapping.unwrap_or(import.plan.mapping);
        import.plan.options = options.unwrap_or(import.plan.options);
        import.plan.arrange(&import.columns).map_err(ApiError::Invalid)?;
        let kinds = store::values::kinds(&mut transaction).await?;
        match import.plan.course(&import.columns, &kinds) {
            Ok(_) => {}
            // Who identifies may still be chosen.
            Err(problems) if problems.iter().all(|problem| problem.pointer == "/identify_by") => {}
            Err(problems) => return Err(ApiError::Invalid(problems)),
        }
        super::start::look_for_tag(&mut transaction, &import).await?;
        // What was found is not what would be found now.
        import.report = None;
        store::rejects::clear(&mut transaction, import.import_id.0).await?;
    }
    store::imports::update(&mut transaction, &import).await?;
    transaction.commit().await?;
    state.imports.tell(&import);
    Ok(Json(with_samples(&state, import).await?))
}

/// Removes a draft with its file. An import that has begun to run stays, with what it did.
#[utoipa::path(delete, path = "/api/imports/{import_id}", tag = "Imports", params(("import_id" = String, Path)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, description = "It is no draft.", body = Problem)))]
pub(crate) async fn delete(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Path(import_id): Path<String>,
) -> ApiResult<StatusCode> {
    principal.require_editor()?;
    let mut transaction = state.database.write().await?;
    let import = find(&mut transaction, &import_id).await?;
    if import.status != ImportStatus::Draft || import.started.is_some() {
        return Err(ApiError::Conflict("Only a draft can be removed.".into()));
    }
    store::rejects::clear(&mut transaction, import.import_id.0).await?;
    store::imports::delete(&mut transaction, import.import_id).await?;
    transaction.commit().await?;
    state.imports.files().remove(import.import_id);
    state.imports.forget(import.import_id);
    Ok(StatusCode::NO_CONTENT)
}

fn require_draft(import: &Stored) -> ApiResult<()> {
    let is_draft = import.status == ImportStatus::Draft && import.started.is_none();
    if is_draft { Ok(()) } else { Err(ApiError::Conflict("Only a draft can be changed.".into())) }
}

/// What is in a draft's file when it is read in another way; `None` where that is the way it is read. It can take as long
/// as the first look, so that no transaction waits for it.
async fn looked_at_again(state: &State, import_id: &str, format: FileFormat) -> ApiResult<Option<Survey>> {
    if !DELIMITERS.contains(&format.delimiter) {
        let detail = "Comma, semicolon, TAB or vertical bar can stand between cells.";
        return Err(ApiError::invalid("/format/delimiter", detail));
    }
    let import = find(&mut state.database.snapshot().await?, import_id).await?;
    require_draft(&import)?;
    if import.plan.format == format {
        return Ok(None);
    }
    let files = state.imports.files();
    if !files.has(import.import_id) {
        return Err(ApiError::Conflict("Its file is not here any more. Upload it again.".into()));
    }
    let path = files.path(import.import_id);
    let found = aside(move || survey_as(&path, format)).await?;
    found.map(Some).map_err(|error| told("/format", error))
}

/// The import of an id in an address.
pub(super) async fn find(transaction: &mut Transaction, import_id: &str) -> ApiResult<Stored> {
    let gone = || ApiError::NotFound("There is no such import.".into());
    let import_id = import_id.parse().map_err(|_| gone())?;
    store::imports::one(transaction, import_id).await?.ok_or_else(gone)
}

/// As clients see it, with samples of its columns.
pub(super) async fn with_samples(state: &State, import: Stored) -> ApiResult<Import> {
    let files = state.imports.files();
    let has_file = files.has(import.import_id);
    let mut told = import.told(has_file);
    if has_file {
        let (path, format, columns) = (files.path(import.import_id), import.plan.format, import.columns.len());
        // A file that cannot be read any more has no samples.
        let found = aside(move || samples(&path, format, columns)).await?.unwrap_or_default();
        told.columns.iter_mut().zip(found).for_each(|(column, samples)| column.samples = samples);
    }
    Ok(told)
}

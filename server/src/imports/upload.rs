//! `POST /api/imports`.

use super::{
    files::{Files, NewFile, aside, disk_failed},
    plan::Plan,
    read::{ReadError, Survey, survey},
    store::{self, imports::Stored},
};
use crate::{
    access::{AuditEntry, Principal, record_audit},
    error::{ApiError, ApiResult},
    names::tidy_name,
    state::State,
};
use axum::{
    Json,
    extract::{
        Multipart,
        multipart::{Field, MultipartRejection},
    },
    http::StatusCode,
};
use shared::{
    api::imports::{Import, ImportStatus, NAME_LENGTH},
    ids::{AccountId, ImportId},
    problem::Problem,
    time::Instant,
};
use tokio::io::{AsyncWriteExt, BufWriter};

/// Takes a file of CSV, looks at it, and answers with a draft: columns, and guesses at what they are.
///
/// Commas, semicolons, TABs or bars may stand between cells; UTF-8, UTF-16 and Windows-1252 are told apart.
#[utoipa::path(post, path = "/api/imports", tag = "Imports",
    request_body(content = String, content_type = "multipart/form-data", description = "The file, in the field `file`"),
    responses((status = 201, body = Import), (status = 403, body = Problem), (status = 413, body = Problem),
        (status = 422, body = Problem)))]
pub(crate) async fn create(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    form: Result<Multipart, MultipartRejection>,
) -> ApiResult<(StatusCode, Json<Import>)> {
    principal.require_editor()?;
    let mut form = form.map_err(|_| cut_short())?;
    let import_id = ImportId(state.ids.next());
    let files = state.imports.files();
    while let Some(field) = form.next_field().await.map_err(|_| cut_short())? {
        if field.name() != Some("file") {
            continue;
        }
        let name = file_name(field.file_name());
        let file = received(files, import_id, field, state.imports.most_bytes()).await?;
        let path = file.path().to_owned();
        let found = aside(move || survey(&path)).await?.map_err(|error| told("/file", error))?;
        let import = draft(&state, import_id, name, found, principal.account_id()).await?;
        file.keep();
        return Ok((StatusCode::CREATED, Json(super::requests::with_samples(&state, import).await?)));
    }
    Err(ApiError::invalid("/file", "Send the file as multipart/form-data, in the field file."))
}

fn cut_short() -> ApiError {
    ApiError::BadRequest("The upload was cut short, or is not multipart/form-data.".into())
}

/// What a client is told of a file that cannot be read.
pub(super) fn told(pointer: &str, error: ReadError) -> ApiError {
    match error {
        ReadError::File(detail) => ApiError::invalid(pointer, detail),
        ReadError::Disk(error) => disk_failed(&error),
    }
}

/// The file's own name, without folders.
pub(super) fn file_name(name: Option<&str>) -> String {
    let name = name.unwrap_or_default().rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = name.chars().filter(|character| !character.is_control()).take(200).collect();
    if plain.trim().is_empty() { "users.csv".into() } else { plain }
}

/// Writes the file as it comes.
async fn received(files: &Files, import_id: ImportId, mut field: Field<'_>, most: u64) -> ApiResult<NewFile> {
    let (kept, file) = files.make(import_id).map_err(|error| disk_failed(&error))?;
    let mut file = BufWriter::with_capacity(256 << 10, tokio::fs::File::from_std(file));
    let mut length = 0;
    while let Some(bytes) = field.chunk().await.map_err(|_| cut_short())? {
        length += bytes.len() as u64;
        if length > most {
            return Err(ApiError::TooLarge(format!("The file is larger than {most} bytes, the most that is taken.")));
        }
        file.write_all(&bytes).await.map_err(|error| disk_failed(&error))?;
    }
    file.flush().await.map_err(|error| disk_failed(&error))?;
    file.into_inner().sync_all().await.map_err(|error| disk_failed(&error))?;
    Ok(kept)
}

async fn draft(
    state: &State,
    import_id: ImportId,
    file: String,
    found: Survey,
    account_id: Option<AccountId>,
) -> ApiResult<Stored> {
    let now = state.clock.now();
    let mut transaction = state.database.write().await?;
    let kinds = store::values::kinds(&mut transaction).await?;
    let plan = Plan::suggested(found.format, &found.columns, &kinds);
    let import = new(import_id, file, found, plan, account_id, now);
    store::imports::insert(&mut transaction, &import).await?;
    let detail = serde_json::json!({ "import_id": import_id, "rows": import.rows });
    let entry = AuditEntry { account_id, action: "import_uploaded", detail };
    record_audit(&mut transaction, &state.ids, entry, now).await?;
    transaction.commit().await?;
    super::requests::find(&mut state.database.snapshot().await?, &import_id.to_string()).await
}

/// An import that has done nothing yet.
pub(super) fn new(
    import_id: ImportId,
    file: String,
    found: Survey,
    plan: Plan,
    account_id: Option<AccountId>,
    now: Instant,
) -> Stored {
    let shortened: String = file.trim_end_matches(".csv").chars().take(NAME_LENGTH).collect();
    let name = tidy_name(&shortened, NAME_LENGTH).unwrap_or("Import").to_owned();
    Stored {
        import_id,
        name,
        file,
        status: ImportStatus::Draft,
        plan,
        columns: found.columns,
        position: 0,
        rows: found.rows,
        counts: store::imports::Counts::default(),
        account_id,
        by: None,
        started: None,
        finished: None,
        created_at: now,
        act: None,
        act_done: 0,
        problem: None,
        report: None,
        reverted: None,
        segment_id: None,
        worker: None,
        leased_until: Instant(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_a_name_without_folders() {
        assert_eq!(file_name(Some("C:\\Users\\ann\\people.csv")), "people.csv");
        assert_eq!(file_name(Some("../../etc/passwd")), "passwd");
        assert_eq!(file_name(Some("a\nb.csv")), "ab.csv");
        assert_eq!((file_name(None), file_name(Some("/"))), ("users.csv".into(), "users.csv".into()));
    }
}

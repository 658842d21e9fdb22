//! Imports.

use super::{
    failure::Failure,
    request::{delete, get, patch, post},
    upload::{Upload, upload},
};
use shared::{
    api::imports::{Import, ImportChanges, Imports},
    ids::ImportId,
};
use web_sys::File;

/// What is done with an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportAct {
    /// Finds out what a run would do.
    Check,
    /// Applies the rows, or goes on with it.
    Run,
    /// Stops what is under way.
    Cancel,
    /// Takes back what a run did.
    Revert,
}

/// All imports, the newest first.
pub async fn imports() -> Result<Imports, Failure> {
    get("/api/imports", None).await
}

/// An import, with samples of its columns.
pub async fn import(import_id: ImportId) -> Result<Import, Failure> {
    get(&format!("/api/imports/{import_id}"), None).await
}

/// Sends a file; the answer is a draft. `told` hears which part of it has been sent.
pub async fn upload_import(file: &File, sending: &Upload, told: impl Fn(f64) + 'static) -> Result<Import, Failure> {
    upload("/api/imports", file, sending, told).await
}

/// Changes a draft.
pub async fn change_import(import_id: ImportId, changes: &ImportChanges) -> Result<Import, Failure> {
    patch(&format!("/api/imports/{import_id}"), changes).await
}

/// Removes a draft.
pub async fn delete_import(import_id: ImportId) -> Result<(), Failure> {
    delete(&format!("/api/imports/{import_id}")).await
}

/// Does something with an import.
pub async fn act_on_import(import_id: ImportId, act: ImportAct) -> Result<Import, Failure> {
    let word = match act {
        ImportAct::Check => "check",
        ImportAct::Run => "run",
        ImportAct::Cancel => "cancel",
        ImportAct::Revert => "revert",
    };
    post(&format!("/api/imports/{import_id}/{word}"), &(), None).await
}

/// Where the rows are that could not be taken.
pub fn rejects_address(import_id: ImportId) -> String {
    format!("/api/imports/{import_id}/rejects.csv")
}

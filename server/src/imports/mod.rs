//! Imports: files of CSV whose rows become users, or say something of users who are there.
//!
//! A file comes in (`upload`), is looked at (`read`), and waits as a draft whose columns are given a meaning (`plan`,
//! `suggest`, `requests`). Then it is checked, run, or taken back (`start`), in the background (`runner`, `work`): rows
//! are read ahead (`feed`), understood (`parse`), applied in memory (`apply`) and written in short transactions (`batch`).
//! Invariants: a check and a run decide by the same code; a batch, the import's place and its numbers are committed
//! together, so that after a restart it goes on where it was; all values of an import have the time of its start, by which
//! taking it back (`revert`) knows what nothing has changed since; an import is never activity.

mod apply;
mod batch;
mod before;
mod command;
mod feed;
mod files;
#[cfg(test)]
mod mutations;
mod parse;
mod plan;
mod read;
pub(crate) mod rejects;
mod report;
pub(crate) mod requests;
mod revert;
mod runner;
pub(crate) mod start;
mod store;
mod suggest;
pub(crate) mod upload;
mod work;

pub use command::{By, ImportOptions, import};
pub use runner::Imports;

use crate::state::State;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

/// The slice's routes.
pub fn router() -> Router<State> {
    Router::new()
        // The upload counts its bytes itself, as they come.
        .route("/api/imports", get(requests::all).post(upload::create).layer(DefaultBodyLimit::disable()))
        .route("/api/imports/{import_id}", get(requests::one).patch(requests::change).delete(requests::delete))
        .route("/api/imports/{import_id}/check", post(start::check))
        .route("/api/imports/{import_id}/run", post(start::run))
        .route("/api/imports/{import_id}/cancel", post(start::cancel))
        .route("/api/imports/{import_id}/revert", post(start::revert))
        .route("/api/imports/{import_id}/rejects.csv", get(rejects::download))
}

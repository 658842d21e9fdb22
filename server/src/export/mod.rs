//! Users as CSV: `GET /api/users/export`.
//!
//! Invariants: a million rows take no more memory than a thousand, but for eight bytes a user; who is in the file is
//! of one moment, and each row is of one moment while it is written; no cell is a formula to a spreadsheet. And whole
//! tables as files of CSV, for other programs: `rollcall export`.

mod cell;
mod columns;
mod command;
pub(crate) mod download;
mod files;
mod store;
mod table;

pub(crate) use cell::{push_plain, push_text};
pub(crate) use columns::looked_at;
pub use command::{ExportOptions, export};
pub use files::{Error as ExportError, write_files};

use crate::state::State;
use axum::{Router, routing::get};

/// The slice's routes.
pub fn router() -> Router<State> {
    Router::new().route("/api/users/export", get(download::download))
}

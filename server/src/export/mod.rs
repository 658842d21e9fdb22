//! Users as CSV: `GET /api/users/export`.
//!
//! Invariants: a million rows take no more memory than a thousand, but for eight bytes a user; who is in the file is
//! of one moment, and each row is of one moment while it is written; no cell is a formula to a spreadsheet.

mod cell;
mod columns;
pub(crate) mod download;
mod store;
mod table;

pub(crate) use cell::{push_plain, push_text};
pub(crate) use columns::looked_at;

use crate::state::State;
use axum::{Router, routing::get};

/// The slice's routes.
pub fn router() -> Router<State> {
    Router::new().route("/api/users/export", get(download::download))
}

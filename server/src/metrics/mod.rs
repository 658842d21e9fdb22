//! Numbers for monitoring, on an address of their own: `GET /metrics`, in the text form of OpenMetrics, which
//! Prometheus and its like read.
//!
//! Requests are counted as they are answered (`requests`); everything else is looked up when somebody asks (`read`).
//! Invariants: no label holds a user's data, and each has few values; nobody but the operator's network gets here, for
//! nobody has to sign in.

mod class;
mod listen;
mod read;
mod requests;
mod store;

pub use listen::Listening;
pub use requests::{Requests, observe};

use crate::state::State;
use axum::{Router, routing::get};

/// The only route of the address.
pub fn router() -> Router<State> {
    Router::new().route("/metrics", get(read::read))
}

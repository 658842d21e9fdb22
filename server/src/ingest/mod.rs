//! How data gets in: the Segment protocol.

use crate::{changes::Changes, clock::Clock, db::Database, ids::IdSource, state::State};
use axum::Router;
use std::sync::Arc;

/// The queue that messages go through. Cheap to clone.
#[derive(Clone)]
pub struct Ingest {}

impl Ingest {
    /// Starts the writer.
    #[must_use]
    pub fn start(_database: Database, _clock: Clock, _ids: Arc<IdSource>, _changes: Changes) -> Self {
        Self {}
    }

    /// Takes no more messages, and ends when those taken are stored.
    pub async fn stop(&self) {}
}

/// The routes `/v1` and `/beacon`.
pub fn router() -> Router<State> {
    Router::new()
}

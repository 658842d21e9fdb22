//! What every handler has at hand.

use crate::{
    access::Guard, catalogue::Keeper, changes::Changes, clock::Clock, db::Database, ids::IdSource, imports::Imports,
    index::Index, ingest::Ingest, jobs::Jobs, metrics::Requests, openid::Provider, segments::SegmentNumbers,
};
use std::sync::Arc;

/// Shared by all handlers. Cheap to clone.
#[derive(Clone)]
pub struct State {
    /// The database.
    pub database: Database,
    /// The clock; read once a request.
    pub clock: Clock,
    /// New ids.
    pub ids: Arc<IdSource>,
    /// The sequence of changes.
    pub changes: Changes,
    /// What filters ask about, in memory.
    pub index: Index,
    /// How many users have what, counted in the background.
    pub catalogue: Keeper,
    /// The queue that messages go through.
    pub ingest: Ingest,
    /// Jobs that run in the background.
    pub jobs: Jobs,
    /// Imports that run in the background, and their files.
    pub imports: Imports,
    /// Requests so far, for monitoring.
    pub requests: Requests,
    /// How many users segments have, as counted last.
    pub segment_numbers: SegmentNumbers,
    /// Limits on signing in, whose word on addresses is believed, and what cookies look like.
    pub guard: Arc<Guard>,
    /// Whom else people may sign in with.
    pub openid: Option<Arc<Provider>>,
    /// The address under which this server is reached, without a slash at the end.
    pub public_url: Arc<str>,
}

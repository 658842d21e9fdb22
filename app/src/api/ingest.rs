//! What products sent lately.

use super::{failure::Failure, request::get};
use shared::api::ingest::{RecentMessages, Reject, Rejects};

/// The messages that came after a place.
pub async fn recent_messages(after: u64) -> Result<RecentMessages, Failure> {
    get(&format!("/api/ingest/messages?after={after}"), None).await
}

/// What could not be taken lately.
pub async fn rejects() -> Result<Vec<Reject>, Failure> {
    get::<Rejects>("/api/ingest/rejects", None).await.map(|answer| answer.rejects)
}

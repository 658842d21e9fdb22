//! Notes that sessions and keys are used, now and then, beside the requests that use them.

use super::store;
use crate::{db, state::State};
use shared::{ids::KeyId, time::Instant};
use std::sync::Arc;

/// What was used.
pub(super) enum Touch {
    /// The session with this digest.
    Session(String),
    /// A key.
    Key(KeyId),
}

impl Touch {
    /// How old the last note may be, in milliseconds.
    fn age(&self) -> i64 {
        match self {
            Self::Session(_) => 5 * 60_000,
            Self::Key(_) => 60_000,
        }
    }

    async fn write(&self, database: &db::Database, now: Instant) -> db::Result<()> {
        let mut transaction = database.write().await?;
        match self {
            Self::Session(token_hash) => store::touch_session(&mut transaction, token_hash, now).await?,
            Self::Key(key_id) => store::touch_key(&mut transaction, *key_id, now).await?,
        }
        transaction.commit().await
    }
}

/// Writes a new note when the last one is old. No request waits for it, and there is one at a time: a note that is
/// left out is made up for by the next request.
pub(super) fn if_old(state: &State, touch: Touch, last: Option<Instant>) {
    let now = state.clock.now();
    if last.is_some_and(|last| now.0 < last.0 + touch.age()) {
        return;
    }
    let Ok(permit) = Arc::clone(&state.guard.touching).try_acquire_owned() else { return };
    let database = state.database.clone();
    tokio::spawn(async move {
        if let Err(error) = touch.write(&database, now).await {
            tracing::warn!(%error, "the time of the last use could not be noted");
        }
        drop(permit);
    });
}

//! `GET /api/live`: server-sent events, at most two a second. The first tells where things stand, so that a client
//! that was away misses nothing.

use crate::{changes::Seen, state::State};
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{Stream, stream};
use shared::api::live::UsersChanged;
use std::{convert::Infallible, time::Duration};
use tokio::sync::watch;

/// Least time between two events.
const BETWEEN: Duration = Duration::from_millis(500);

/// Streams an event `users` now and after each change.
#[utoipa::path(get, path = "/api/live", tag = "Live", responses((status = 200, content_type = "text/event-stream",
    body = UsersChanged, description = "Events named `users`, each with the change seen last and the number of users")))]
pub(crate) async fn stream(
    axum::extract::State(state): axum::extract::State<State>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut seen = state.changes.subscribe();
    seen.mark_changed();
    let events = stream::unfold((seen, None), |(mut seen, last)| async move {
        let next = next_change(&mut seen, last).await?;
        let changed = UsersChanged { sequence: next.sequence, total: next.total };
        // Plain numbers always have a JSON.
        let event = Event::default().event("users").json_data(changed).unwrap_or_default();
        Some((Ok(event), (seen, Some(tokio::time::Instant::now()))))
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(20)))
}

async fn next_change(seen: &mut watch::Receiver<Seen>, last: Option<tokio::time::Instant>) -> Option<Seen> {
    seen.changed().await.ok()?;
    if let Some(last) = last {
        // What comes meanwhile is in the state that is read after the wait.
        tokio::time::sleep_until(last + BETWEEN).await;
    }
    Some(*seen.borrow_and_update())
}

//! `GET /api/live`: server-sent events, of each kind at most two a second. The first tells where things stand, so that
//! a client that was away misses nothing.

use super::jobs::Followed;
use crate::{changes::Seen, state::State};
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{Stream, StreamExt, stream};
use shared::api::live::UsersChanged;
use std::{convert::Infallible, time::Duration};
use tokio::sync::watch;

/// Least time between two events.
const BETWEEN: Duration = Duration::from_millis(500);

/// Streams an event `users` now and after each change, and an event `job` when a job is further than it was.
#[utoipa::path(get, path = "/api/live", tag = "Live", responses((status = 200, content_type = "text/event-stream",
    body = UsersChanged, description = "Events named `users`, each with the change seen last and the number of users, \
    and events named `job`, each with the job as `GET /api/jobs/{job_id}` tells it")))]
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
    let jobs = stream::unfold(Followed::new(state.jobs.follow()), |mut followed| async move {
        let job = followed.next().await?;
        // As plain.
        Some((Ok(Event::default().event("job").json_data(job).unwrap_or_default()), followed))
    });
    // When the server stops, the users' events end, and with them the stream.
    let users = events.map(Some).chain(stream::once(std::future::ready(None)));
    let events = stream::select(users, jobs.map(Some)).take_while(|event| std::future::ready(event.is_some()));
    let events = events.filter_map(std::future::ready);
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

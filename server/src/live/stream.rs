//! `GET /api/live`: server-sent events, of each kind at most two a second. The first tell where things stand, so that
//! a client that was away misses nothing.

use super::followed::Followed;
use crate::{changes::Seen, state::State};
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{Stream, StreamExt, stream};
use shared::api::live::{DefinitionsChanged, UsersChanged};
use std::{convert::Infallible, time::Duration};
use tokio::sync::watch;

/// Least time between two events of a kind.
const BETWEEN: Duration = Duration::from_millis(500);

/// Streams an event `users` now and after each change, an event `segment` now and after each change to what users are
/// described with, such as segments, tags and settings, an event `job` when a job is further than it was, and an event
/// `import` when an import is.
#[utoipa::path(get, path = "/api/live", tag = "Live", responses((status = 200, content_type = "text/event-stream",
    body = UsersChanged, description = "Events named `users`, each with the change seen last and the number of users, \
        events named `segment`, each with the `sequence` of the change to a definition that was seen last, \
        events named `job`, each with the job as `GET /api/jobs/{job_id}` tells it, and events named `import`, each with \
        the import as `GET /api/imports` tells it")))]
pub(crate) async fn stream(
    axum::extract::State(state): axum::extract::State<State>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut seen = state.changes.subscribe();
    seen.mark_changed();
    let following = Following { seen, last: None, definitions: None, waiting: None };
    let events = stream::unfold(following, |mut following| async move {
        let event = following.next().await?;
        Some((Ok(event), following))
    });
    let jobs = stream::unfold(Followed::new(state.jobs.follow()), |mut followed| async move {
        let job = followed.next().await?;
        Some((Ok(event("job", job)), followed))
    });
    let imports = stream::unfold(Followed::new(state.imports.follow()), |mut followed| async move {
        let import = followed.next().await?;
        Some((Ok(event("import", import)), followed))
    });
    // When the server stops, the users' events end, and with them the stream.
    let users = events.map(Some).chain(stream::once(std::future::ready(None)));
    let events = stream::select(users, stream::select(jobs, imports).map(Some))
        .take_while(|event| std::future::ready(event.is_some()));
    let events = events.filter_map(std::future::ready);
    Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(20)))
}

/// One client's place in the changes.
struct Following {
    seen: watch::Receiver<Seen>,
    /// When a change was last told.
    last: Option<tokio::time::Instant>,
    /// The change to a definition that was last told.
    definitions: Option<u64>,
    /// The event that follows the one before at once.
    waiting: Option<Event>,
}

impl Following {
    async fn next(&mut self) -> Option<Event> {
        if let Some(event) = self.waiting.take() {
            return Some(event);
        }
        let Seen { sequence, total, definitions } = self.next_change().await?;
        self.last = Some(tokio::time::Instant::now());
        if self.definitions.replace(definitions) != Some(definitions) {
            self.waiting = Some(event("segment", DefinitionsChanged { sequence: definitions }));
        }
        Some(event("users", UsersChanged { sequence, total }))
    }

    async fn next_change(&mut self) -> Option<Seen> {
        self.seen.changed().await.ok()?;
        if let Some(last) = self.last {
            // What comes meanwhile is in the state that is read after the wait.
            tokio::time::sleep_until(last + BETWEEN).await;
        }
        Some(*self.seen.borrow_and_update())
    }
}

fn event(name: &str, data: impl serde::Serialize) -> Event {
    // Plain data always has a JSON.
    Event::default().event(name).json_data(data).unwrap_or_default()
}

//! `GET /api/catalogue/events` and `GET /api/catalogue/experiences`.

use super::{
    counts::{Counted, Counts, Happened},
    definitions::Definitions,
};
use crate::{changes, error::ApiResult, filter::Uses, state::State};
use axum::Json;
use shared::{
    api::{
        events::{Event, Events},
        experiences::{Experience, Experiences},
    },
    filter::Mention,
    time::Instant,
};
use std::sync::Arc;

/// Lists the events by name, each with how often it happened and which segments name it.
///
/// Numbers and properties are counted now and then in large workspaces, and are `null` or absent until they were counted
/// once.
#[utoipa::path(get, path = "/api/catalogue/events", tag = "Catalogue", responses((status = 200, body = Events)))]
pub(crate) async fn events(axum::extract::State(state): axum::extract::State<State>) -> ApiResult<Json<Events>> {
    let (definitions, uses, counts) = read(&state).await?;
    let mut told = Vec::new();
    for (id, name) in definitions.events_by_name() {
        let Happened { times, first, last } = counts.happened(Counted::Event(id));
        told.push(Event {
            times,
            users: counts.users(Counted::Event(id)),
            first: first.map(Instant),
            last: last.map(Instant),
            properties: counts.event_properties.get(&id).cloned().unwrap_or_default(),
            segments: uses.of(&Mention::Event(name.clone())).to_vec(),
            name,
        });
    }
    Ok(Json(Events { events: told }))
}

/// Lists the experiences by name, each with how often users had to do with it and which segments name it.
///
/// Numbers are counted now and then in large workspaces, and are `null` until they were counted once.
#[utoipa::path(get, path = "/api/catalogue/experiences", tag = "Catalogue",
    responses((status = 200, body = Experiences)))]
pub(crate) async fn experiences(
    axum::extract::State(state): axum::extract::State<State>,
) -> ApiResult<Json<Experiences>> {
    let (definitions, uses, counts) = read(&state).await?;
    let mut told = Vec::new();
    for (key, field) in definitions.experiences_by_name(&counts)? {
        let Happened { times, first, last } = counts.happened(Counted::Experience(key));
        told.push(Experience {
            steps: field.steps,
            times,
            users: field.users,
            first: first.map(Instant),
            last: last.map(Instant),
            segments: uses.of(&Mention::Experience(field.id.clone())).to_vec(),
            id: field.id,
            name: field.name,
            kind: field.kind,
            questions: field.questions,
        });
    }
    Ok(Json(Experiences { experiences: told }))
}

async fn read(state: &State) -> ApiResult<(Definitions, Uses, Arc<Counts>)> {
    // Taken before the snapshot begins, so that the snapshot is no older.
    let earlier = state.changes.seen();
    let mut snapshot = state.database.snapshot().await?;
    let seen = changes::seen_in(&mut snapshot, earlier).await?;
    let definitions = Definitions::load(&mut snapshot).await?;
    let uses = Uses::load(&mut snapshot).await?;
    // Numbers are counted by other readers.
    drop(snapshot);
    Ok((definitions, uses, state.catalogue.counts(seen).await))
}

//! `GET /api/users/{user_id}/activity`.

use super::{
    place::Place,
    progress::Progress,
    store::{self, EventRow, InteractionRow},
};
use crate::{
    db::Transaction,
    error::{ApiError, ApiResult},
    extract::{self, Query},
    state::State,
    users,
};
use axum::{
    Json,
    extract::{Path, RawQuery},
};
use serde::Deserialize;
use shared::{
    api::activity::{Activity, ActivityEntry, ActivityKind},
    ids::ActivityId,
    time::Instant,
};

const USUAL: u32 = 50;
const MOST: u32 = 200;

/// What the address asks for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    after: Option<String>,
    kinds: Option<String>,
    limit: Option<String>,
}

/// Answers with what a user did, newest first: interactions with experiences, and events where they are asked for.
#[utoipa::path(get, path = "/api/users/{user_id}/activity", tag = "Users",
    params(("user_id" = String, Path, description = "Rollcall's number of the user"),
        ("after" = Option<String>, Query, description = "The place that the page follows: `next` of the page before"),
        ("kinds" = Option<String>, Query, description = "`interaction`, `event`, or both with a comma; `interaction` when absent"),
        ("limit" = Option<u32>, Query, description = "Entries on a page, 1 to 200; 50 when absent")),
    responses((status = 200, body = Activity), (status = 308, description = "Merged into the user that Location names"),
        (status = 404, body = shared::problem::Problem), (status = 422, body = shared::problem::Problem)))]
pub(crate) async fn read(
    axum::extract::State(state): axum::extract::State<State>,
    Path(user_id): Path<String>,
    RawQuery(query): RawQuery,
    Query(asked): Query<Asked>,
) -> ApiResult<Json<Activity>> {
    let after = Place::read(asked.after.as_deref())?;
    let kinds = kinds(asked.kinds.as_deref())?;
    let limit = extract::number(asked.limit.as_deref(), USUAL, 1..=MOST, "/limit")?;
    let mut snapshot = state.database.snapshot().await?;
    let below = query.map_or_else(|| "/activity".to_owned(), |query| format!("/activity?{query}"));
    let user_id = users::locate(&mut snapshot, &user_id, &below).await?;
    let most = i64::from(limit) + 1;
    let mut found: Vec<(Place, ActivityEntry)> = Vec::new();
    for kind in kinds {
        match kind {
            ActivityKind::Interaction => {
                let rows = store::interactions(&mut snapshot, user_id, after, most).await?;
                found.extend(interactions(&mut snapshot, user_id, rows).await?);
            }
            ActivityKind::Event => {
                found.extend(store::events(&mut snapshot, user_id, after, most).await?.into_iter().map(event));
            }
        }
    }
    found.sort_by_key(|(place, _)| std::cmp::Reverse(*place));
    let has_more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| has_more).map(|(place, _)| place.to_cursor());
    Ok(Json(Activity { entries: found.into_iter().map(|(_, entry)| entry).collect(), next }))
}

/// Each kind once.
fn kinds(text: Option<&str>) -> ApiResult<Vec<ActivityKind>> {
    let Some(text) = text else { return Ok(vec![ActivityKind::Interaction]) };
    let kinds: Option<Vec<_>> = text.split(',').map(ActivityKind::from_word).collect();
    let mut kinds =
        kinds.ok_or_else(|| ApiError::invalid("/kinds", "Give interaction, event, or both with a comma."))?;
    kinds.sort_unstable();
    kinds.dedup();
    Ok(kinds)
}

async fn interactions(
    snapshot: &mut Transaction,
    user_id: i64,
    rows: Vec<InteractionRow>,
) -> ApiResult<Vec<(Place, ActivityEntry)>> {
    let mut keys: Vec<i64> = rows.iter().map(|row| row.experience_key).collect();
    keys.sort_unstable();
    keys.dedup();
    let progress = Progress::new(store::steps(snapshot, user_id, keys).await?);
    let entries = rows.into_iter().map(|row| {
        let is_completed = row.action == "completed";
        let (step, steps) = progress.at(row.experience_key, (row.at, row.id), is_completed, row.steps);
        let entry = ActivityEntry {
            id: ActivityId(row.id),
            at: Instant(row.at),
            kind: ActivityKind::Interaction,
            name: row.name,
            experience_id: Some(row.experience_id),
            experience_kind: Some(row.kind),
            action: Some(row.action),
            step,
            steps,
            properties: None,
        };
        (Place(row.at, row.id, ActivityKind::Interaction), entry)
    });
    Ok(entries.collect())
}

fn event(row: EventRow) -> (Place, ActivityEntry) {
    let entry = ActivityEntry {
        id: ActivityId(row.id),
        at: Instant(row.at),
        kind: ActivityKind::Event,
        name: row.name,
        experience_id: None,
        experience_kind: None,
        action: None,
        step: None,
        steps: None,
        // What is stored was written by us; were it not JSON, the event would still be told.
        properties: row.properties.and_then(|text| serde_json::from_str(&text).ok()),
    };
    (Place(row.at, row.id, ActivityKind::Event), entry)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_read() {
        use ActivityKind::{Event, Interaction};
        assert_eq!(kinds(None).unwrap(), [Interaction]);
        assert_eq!(kinds(Some("event,interaction,event")).unwrap(), [Interaction, Event]);
        for text in ["", "events", "event,", "event interaction"] {
            assert!(kinds(Some(text)).is_err(), "{text}");
        }
    }
}

//! `POST /api/segments`.

use super::{
    checked::{self, Checked, POINTER},
    read,
    revise::{self, Revision},
    store::{self, SegmentRow},
    told,
};
use crate::{
    access::Principal,
    error::{ApiError, ApiResult},
    extract,
    filter::Definitions,
    names::name_key,
    state::State,
};
use axum::{Json, http::StatusCode};
use shared::{
    api::segments::{ICONS, NewSegment, Segment, SegmentView},
    color::Color,
    filter::describe,
    ids::SegmentId,
    problem::Problem,
};

/// Makes a segment. What its filter names must exist, but for muted parts.
#[utoipa::path(post, path = "/api/segments", tag = "Segments", request_body = NewSegment,
    responses((status = 201, body = Segment), (status = 403, body = Problem),
        (status = 409, description = "Another segment has the name.", body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn create(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    extract::Json(request): extract::Json<NewSegment>,
) -> ApiResult<(StatusCode, Json<Segment>)> {
    principal.require_editor()?;
    let Checked { name, description, icon, color, filter, view } = checked::new_segment(request)?;
    let name = name.unwrap_or_default();
    let filter = filter.unwrap_or_else(told::no_one);
    let (now, segment_id) = (state.clock.now(), SegmentId(state.ids.next()));
    let mut transaction = state.database.write().await?;
    let definitions = Definitions::of(&mut transaction, &filter, now).await?;
    definitions.resolve(&filter).map_err(|error| ApiError::of_filter(error, POINTER))?;
    let row = SegmentRow {
        segment_id: segment_id.0,
        name_key: name_key(&name),
        description: description.unwrap_or_default(),
        icon: icon.unwrap_or_else(|| ICONS[0].0.to_owned()),
        color: color.unwrap_or_else(|| Color::of_name(&name)).word().to_owned(),
        filter: revise::stored(&filter),
        view: stored_view(view),
        created_at: now.0,
        updated_at: now.0,
        name,
    };
    if store::by_name_key(&mut transaction, &row.name_key).await?.is_some() {
        return Err(name_taken(&row.name));
    }
    store::insert(&mut transaction, row).await?;
    let sentence = describe(&filter, definitions.names());
    let revision = Revision { segment_id, filter: &filter, sentence: &sentence, by: &principal, now };
    revise::add_version(&mut transaction, revision).await?;
    revise::record(&mut transaction, &state.ids, &principal, "segment_created", segment_id, now).await?;
    transaction.commit().await?;
    state.changes.nudge();
    Ok((StatusCode::CREATED, Json(read::by_id(&state, segment_id).await?)))
}

/// A view as it is stored: one that says nothing is none.
pub(super) fn stored_view(view: Option<SegmentView>) -> Option<String> {
    let view = view.filter(|view| view.columns.is_some() || view.sort.is_some())?;
    serde_json::to_string(&view).ok()
}

pub(super) fn name_taken(name: &str) -> ApiError {
    ApiError::Conflict(format!("There is a segment “{name}” already. Choose another name."))
}

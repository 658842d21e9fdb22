//! `POST /api/attributes/{key}/kind`, and the same without doing it: `.../kind/check`.

use super::{
    convert::{self, Tally},
    delete::IMPORTING,
    read,
    record::{Deed, record},
    store::{self, Row},
};
use crate::{
    access::Principal,
    db::Transaction,
    error::{ApiError, ApiResult},
    extract,
    filter::{Definitions, Uses},
    names::several,
    state::State,
};
use axum::{Json, extract::Path};
use serde_json::json;
use shared::{
    api::{
        attributes::{Conversion, KindChange},
        catalogue::AttributeKind,
        tags::SegmentName,
    },
    filter::Mention,
    problem::Problem,
    time::Instant,
};

/// Tells what another kind would come to. Nothing changes.
///
/// Values are read anew as they were sent. Those that are of the new kind, or can be read as such in one way only, count
/// from then on; the others are kept as they are, and count as missing.
#[utoipa::path(post, path = "/api/attributes/{key}/kind/check", tag = "Attributes", request_body = KindChange,
    params(("key" = String, Path)),
    responses((status = 200, body = Conversion), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem), (status = 503, description = "It took too long.", body = Problem)))]
pub(crate) async fn check(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Path(key): Path<String>,
    extract::Json(request): extract::Json<KindChange>,
) -> ApiResult<Json<Conversion>> {
    principal.require_editor()?;
    let now = state.clock.now();
    let mut snapshot = state.database.snapshot_for(read::PATIENCE).await?;
    let row = read::find(&mut snapshot, &key).await?;
    let from = another(&row, request.kind)?;
    let segments = at_odds(&mut snapshot, &row.key, request.kind, now).await?;
    let mut tally = Tally::new(request.kind);
    store::for_each_value(&mut snapshot, row.attribute_id, |(raw,)| drop(tally.convert(&raw))).await?;
    Ok(Json(conversion(from, request.kind, tally, segments)))
}

/// Gives an attribute another kind, and reads all users' values anew, in one transaction.
///
/// Messages wait meanwhile. What comes later as another kind is kept as it was sent, as always.
#[utoipa::path(post, path = "/api/attributes/{key}/kind", tag = "Attributes", request_body = KindChange,
    params(("key" = String, Path)),
    responses((status = 200, body = Conversion), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, description = "Segments test it as another kind, or an import is under way.", body = Problem),
        (status = 422, body = Problem)))]
pub(crate) async fn change(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Path(key): Path<String>,
    extract::Json(request): extract::Json<KindChange>,
) -> ApiResult<Json<Conversion>> {
    principal.require_editor()?;
    let now = state.clock.now();
    let mut transaction = state.database.write().await?;
    let row = read::find(&mut transaction, &key).await?;
    let from = another(&row, request.kind)?;
    let segments = at_odds(&mut transaction, &row.key, request.kind, now).await?;
    if !segments.is_empty() {
        let names = several(segments.iter().map(|segment| segment.name.as_str()));
        let what = if segments.len() == 1 { "The segment" } else { "The segments" };
        let verb = if segments.len() == 1 { "tests" } else { "test" };
        let detail = format!("{what} {names} {verb} it as {}. Take it out there first.", from.word());
        return Err(ApiError::Conflict(detail));
    }
    if store::is_importing(&mut transaction).await? {
        return Err(ApiError::Conflict(IMPORTING.into()));
    }
    let (tally, user_ids) = convert::all(&mut transaction, row.attribute_id, request.kind).await?;
    store::set_kind(&mut transaction, row.attribute_id, request.kind).await?;
    let detail = json!({
        "from": from.word(), "to": request.kind.word(), "converted": tally.converted, "left": tally.left,
    });
    let (action, user_ids) = ("attribute_kind_changed", Some(user_ids));
    record(&mut transaction, &state.ids, Deed { action, row: &row, detail, user_ids, by: &principal, now }).await?;
    transaction.commit().await?;
    state.changes.nudge();
    Ok(Json(conversion(from, request.kind, tally, Vec::new())))
}

/// The kind before, which is another one.
fn another(row: &Row, kind: AttributeKind) -> ApiResult<AttributeKind> {
    let before = read::kind(row)?;
    if before == kind { Err(ApiError::invalid("/kind", "It has this kind already.")) } else { Ok(before) }
}

/// Segments that name the attribute, are in order, and would not be with this kind.
async fn at_odds(
    transaction: &mut Transaction,
    key: &str,
    kind: AttributeKind,
    now: Instant,
) -> ApiResult<Vec<SegmentName>> {
    let uses = Uses::load(transaction).await?;
    let before = Definitions::of_segments(transaction, &[], now).await?;
    let after = before.with_kind(key, kind);
    let is_at_odds = |segment: &&SegmentName| {
        before.resolve_segment(segment.segment_id).is_ok() && after.resolve_segment(segment.segment_id).is_err()
    };
    let segments = uses.of(&Mention::Attribute(key.to_owned()));
    Ok(segments.iter().filter(is_at_odds).cloned().collect())
}

fn conversion(from: AttributeKind, to: AttributeKind, tally: Tally, segments: Vec<SegmentName>) -> Conversion {
    Conversion { from, to, converted: tally.converted, left: tally.left, samples: tally.samples, segments }
}

//! `GET /api/segments/{segment_id}/history`.

use super::{read, store, told};
use crate::{error::ApiResult, filter::Calendar, state::State};
use axum::{Json, extract::Path};
use shared::{
    api::{
        filter::FilterDocument,
        segments::{SegmentHistory, SegmentSize, SegmentVersion, VersionBy},
    },
    filter::Filter,
    ids::AccountId,
    problem::Problem,
    time::Instant,
};

/// How many days sizes are told of.
const DAYS: i64 = 90;

/// Answers with the filters that a segment had, newest first, and with its sizes at the ends of the last 90 days, as
/// far as they were noted; that of today is as of a moment ago.
#[utoipa::path(get, path = "/api/segments/{segment_id}/history", tag = "Segments",
    params(("segment_id" = String, Path)),
    responses((status = 200, body = SegmentHistory), (status = 404, body = Problem)))]
pub(crate) async fn history(
    axum::extract::State(state): axum::extract::State<State>,
    Path(segment_id): Path<String>,
) -> ApiResult<Json<SegmentHistory>> {
    let segment_id = read::id(&segment_id)?;
    let mut snapshot = state.database.snapshot().await?;
    store::one(&mut snapshot, segment_id.0).await?.ok_or_else(read::gone)?;
    let versions = store::versions(&mut snapshot, segment_id.0).await?.into_iter().map(version).collect();
    let (today, _) = Calendar::of_workspace(&mut snapshot, state.clock.now()).await?.today();
    let sizes = store::sizes(&mut snapshot, segment_id.0, today - DAYS + 1).await?.into_iter();
    let sizes = sizes.map(|(day, users)| SegmentSize { day: date(day), users: users.unsigned_abs() }).collect();
    Ok(Json(SegmentHistory { versions, sizes }))
}

fn version(row: store::VersionRow) -> SegmentVersion {
    let filter = Filter::parse(row.filter.as_bytes()).unwrap_or_else(|_| told::no_one());
    SegmentVersion {
        version: row.version.unsigned_abs(),
        at: Instant(row.at),
        by: row.account_id.map(|id| VersionBy { account_id: AccountId(id), name: row.account_name }),
        filter: FilterDocument::new(&filter),
        sentence: row.sentence,
    }
}

/// The date of a day, counted from 1970-01-01.
fn date(day: i64) -> String {
    let (year, month, day) = Instant(day.saturating_mul(86_400_000)).day_in_utc();
    format!("{year:04}-{month:02}-{day:02}")
}

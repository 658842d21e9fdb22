//! Segments.

use super::{
    failure::Failure,
    request::{Abort, delete, get, patch, post},
};
use shared::{
    api::segments::{Impact, ImpactRequest, NewSegment, Segment, SegmentChange, SegmentHistory, Segments},
    ids::SegmentId,
};

/// All segments, with the numbers of their users where they are wanted: these may take a while.
pub async fn segments(with_users: bool) -> Result<Segments, Failure> {
    get(if with_users { "/api/segments" } else { "/api/segments?users=false" }, None).await
}

/// The filters that a segment had, and its sizes.
pub async fn segment_history(segment_id: SegmentId) -> Result<SegmentHistory, Failure> {
    get(&format!("/api/segments/{segment_id}/history"), None).await
}

/// A segment.
pub async fn segment(segment_id: SegmentId) -> Result<Segment, Failure> {
    get(&format!("/api/segments/{segment_id}"), None).await
}

/// Makes a segment.
pub async fn create_segment(segment: &NewSegment) -> Result<Segment, Failure> {
    post("/api/segments", segment, None).await
}

/// Changes a segment.
pub async fn change_segment(segment_id: SegmentId, change: &SegmentChange) -> Result<Segment, Failure> {
    patch(&format!("/api/segments/{segment_id}"), change).await
}

/// Deletes a segment.
pub async fn delete_segment(segment_id: SegmentId) -> Result<(), Failure> {
    delete(&format!("/api/segments/{segment_id}")).await
}

/// What another filter would do to a segment.
pub async fn impact(segment_id: SegmentId, request: &ImpactRequest, abort: &Abort) -> Result<Impact, Failure> {
    post(&format!("/api/segments/{segment_id}/impact"), request, Some(abort)).await
}

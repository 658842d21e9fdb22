//! Segments.

use super::{
    failure::Failure,
    request::{Abort, delete, get, patch, post},
};
use shared::{
    api::segments::{Impact, ImpactRequest, NewSegment, Segment, SegmentChange},
    ids::SegmentId,
};

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

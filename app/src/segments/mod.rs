//! Segments.

mod page;

pub use page::{NewSegmentPage, SegmentsPage};

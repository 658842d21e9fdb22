//! Dragging with mouse, pen and touch: pointer events only, so that all of them work alike.

mod engine;
mod gesture;
mod rect;
mod scroll;

pub use engine::{Drag, Dragging};
pub use rect::{Point, Rect};

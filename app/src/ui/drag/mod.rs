//! Dragging with mouse, pen and touch: pointer events only, so that all of them work alike.

mod engine;
mod gesture;
mod hearing;
mod listener;
mod rect;
mod scroll;

pub use engine::{Drag, Dragging};
pub use rect::{Point, Rect};
pub use scroll::seen;

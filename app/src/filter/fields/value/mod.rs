//! Editors of values, one for each shape that an operator can be given.

mod case;
mod editor;
mod number;
mod tags;
mod text;
mod texts;
mod time;

pub use editor::{Editor, editor};
pub use number::{json_of, typed_of};

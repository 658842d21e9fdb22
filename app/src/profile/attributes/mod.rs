//! The attributes of a user: searched, shown by their kind, and edited in place.

mod adding;
mod editor;
mod input;
mod lines;
mod row;
mod save;
mod section;
mod shown;

pub use section::attributes;

//! Keeping the filter as a segment: a new one, or in the place of the one that it began with.

mod button;
mod checks;
mod form;
mod look;
mod update;

pub use button::{ListView, SaveAsButton};
pub use form::SaveForm;
pub use look::icon_of;
pub use update::UpdateSegment;

//! Keeping the filter as a segment: a new one, or in the place of the one that it began with.

mod button;
mod checks;
mod form;
mod impact;
mod look;
mod update;

pub use button::{ListView, SaveAsButton, unfinished_list};
pub use checks::{check, told as muted_told};
pub use form::{SaveForm, at_name, refusal as name_refusal};
pub use impact::impact_list;
pub use look::{IconChoice, icon_of};
pub use update::UpdateSegment;

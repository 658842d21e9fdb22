//! The command palette: wherever one can go, whatever a condition can be about, whoever is found, by a few letters.

mod commands;
mod context;
mod view;

pub use context::{PageActs, Palette};
pub use view::PaletteDialog;

//! A button and its menu.

mod button;
mod entry;
mod items;
mod keys;
mod state;

pub use button::MenuButton;
pub use entry::{MenuEntry, MenuItem};

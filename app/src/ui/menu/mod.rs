//! A button and its menu.

mod button;
mod context;
mod entry;
mod items;
mod keys;
mod state;

pub use button::MenuButton;
pub use context::{ContextMenu, ContextMenuList};
pub use entry::{MenuEntry, MenuItem};

//! Moving conditions and groups: by dragging, by menu and by key.

mod acts;
mod aim;
mod asking;
mod entries;
mod grip;
mod hover;
mod keys;
mod layer;
mod layout;
mod mark;
mod messages;
mod move_dialog;
mod names;
mod paste_dialog;
mod places;
mod rename_dialog;
#[cfg(test)]
mod sketch;
mod state;
#[cfg(test)]
mod trees;
mod zones;

pub use acts::{group_name, name, remove, ungroup};
pub use grip::{Grip, NodeMenu};
pub use keys::on_key;
pub use layer::DragLayer;
pub use names::{group_number, quantity};
pub use state::Moving;

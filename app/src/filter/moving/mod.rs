//! Moving conditions and groups: by dragging, by menu and by key.

mod hover;
mod layout;
mod mark;
mod messages;
mod names;
#[cfg(test)]
mod sketch;
#[cfg(test)]
mod trees;
mod zones;

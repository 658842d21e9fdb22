//! What the product tells of its users: attributes, where their values come from, and what is done to them.

mod acts;
mod delete;
mod dialog;
mod kind;
mod list;
mod rename;
mod words;

pub use list::attributes;

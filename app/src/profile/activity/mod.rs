//! What a user did: the timeline, its filters, and the user's events on a switch.

mod chosen;
mod entry;
mod timeline;
mod words;

pub use timeline::Activity;

//! The sequence of committed changes: what every answer is dated by, and what the live stream follows.
//!
//! Invariants: whoever writes users' data records one change in the same transaction; sequences rise by one in the
//! order of commits; the sum of `users_delta` is the number of users; no change names a user who was deleted.

mod follow;
mod news;
mod store;

pub use follow::{Changes, Seen};
pub use news::{EventNews, InteractionNews, News, NewsBoard, UserNews};
pub use store::{Change, MOST_NAMED, NAMING, Topic, forget, prune, record, seen_in};

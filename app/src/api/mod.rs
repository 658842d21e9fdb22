//! The only place that asks the server.

mod catalogue;
mod failure;
mod filters;
mod live;
mod live_event;
mod lock;
mod request;
mod segments;
mod session;
mod users;

pub use catalogue::{catalogue, connect, settings, values};
pub use failure::Failure;
pub use filters::{count, keep_filter, kept_filter, sql_of};
pub use live::LiveStream;
pub use live_event::LiveEvent;
pub use request::{Abort, on_signed_out};
pub use segments::{change_segment, create_segment, delete_segment, impact, segment, segment_history, segments};
pub use session::{session, set_up, sign_in, sign_in_by_link, sign_out};
pub use users::{profile, search};

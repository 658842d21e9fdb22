//! The only place that asks the server.

mod catalogue;
mod failure;
mod filters;
mod live;
mod lock;
mod profile;
mod request;
mod segments;
mod session;
mod tags;
mod users;

pub use catalogue::{catalogue, connect, settings, values};
pub use failure::Failure;
pub use filters::{count, keep_filter, kept_filter, sql_of};
pub use live::LiveStream;
pub use profile::{activity, explain, profile, responses, set_attribute};
pub use request::{Abort, on_signed_out};
pub use segments::{change_segment, create_segment, delete_segment, impact, segment};
pub use session::{session, set_up, sign_in, sign_in_by_link, sign_out};
pub use tags::{change_tag, create_tag, delete_tag, give_tag, merge_tag, tags, take_tag};
pub use users::search;

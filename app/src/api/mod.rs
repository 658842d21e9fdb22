//! The only place that asks the server.

mod accounts;
mod attributes;
mod catalogue;
mod failure;
mod filters;
mod imports;
mod ingest;
mod jobs;
mod live;
mod live_event;
mod lock;
mod profile;
mod request;
mod segments;
mod session;
mod tags;
mod upload;
mod users;

pub use accounts::{
    about, accept, accounts, audit_log, change_name, change_password, change_role, create_identity_secret, create_key,
    end_other_sessions, end_session, identity_secrets, invite, keys, look_at_invitation, remove_account,
    revoke_identity_secret, revoke_invitation, revoke_key, sessions,
};
pub use attributes::{attribute, attributes, change_attribute, change_kind, check_kind, delete_attribute};
pub use catalogue::{catalogue, change_settings, connect, events, experiences, settings, values};
pub use failure::Failure;
pub use filters::{count, keep_filter, kept_filter, sql_of};
pub use imports::{
    ImportAct, act_on_import, change_import, delete_import, import, imports, rejects_address, upload_import,
};
pub use ingest::{recent_messages, rejects};
pub use jobs::{cancel_job, download, export_address, job, start_job, undo_job};
pub use live::LiveStream;
pub use live_event::LiveEvent;
pub use profile::{activity, explain, profile, responses, set_attribute};
pub use request::{Abort, on_signed_out};
pub use segments::{change_segment, create_segment, delete_segment, impact, segment, segment_history, segments};
pub use session::{session, set_up, sign_in, sign_in_by_link, sign_out, ways_in};
pub use tags::{change_tag, create_tag, delete_tag, give_tag, merge_tag, tags, take_tag};
pub use upload::Upload;
pub use users::{delete_user, search};

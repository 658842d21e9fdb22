//! `/settings`: the workspace, its keys, attributes, events, experiences, tags and accounts, one's own account, what was done, what runs here.
//!
//! Every part asks for what it shows when it is opened. What an account may not change is shown as it is, with the
//! reason beside it.

mod about;
mod accounts;
mod attributes;
mod audit;
mod audit_query;
mod confirm;
mod connect;
mod debugger;
mod events;
mod experiences;
mod identity;
mod invitations;
mod keys;
mod page;
mod part;
mod saving;
mod search;
mod sessions;
mod signing;
mod tags;
mod workspace;
mod you;

pub use page::settings_page;

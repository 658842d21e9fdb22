//! `/settings`: the workspace, its keys and accounts, one's own account, what was done, what runs here.
//!
//! Every part asks for what it shows when it is opened. What an account may not change is shown as it is, with the
//! reason beside it.

mod about;
mod accounts;
mod audit;
mod audit_query;
mod confirm;
mod connect;
mod invitations;
mod keys;
mod page;
mod part;
mod saving;
mod sessions;
mod workspace;
mod you;

pub use page::settings_page;

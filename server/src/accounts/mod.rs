//! Who may do what: accounts, sessions, keys.

mod keys;
mod store;

pub use keys::create_key;

use crate::{
    cli::CommandResult,
    clock::Clock,
    config::{ServeOptions, StorageOptions},
    db::Database,
    state::State,
};
use axum::Router;
use clap::Subcommand;

/// Routes that need a caller who is known.
pub fn guarded_router() -> Router<State> {
    Router::new()
}

/// Routes that anybody may call: signing in and setting up.
pub fn open_router() -> Router<State> {
    Router::new()
}

/// `rollcall key ...`
#[derive(Subcommand, Debug)]
pub enum KeyCommand {}

/// `rollcall admin ...`
#[derive(Subcommand, Debug)]
pub enum AdminCommand {}

/// Runs `rollcall key`.
///
/// # Errors
/// What the operator is to be told.
pub async fn run_key(_storage: &StorageOptions, _command: &KeyCommand) -> CommandResult {
    Ok(())
}

/// Runs `rollcall admin`.
///
/// # Errors
/// What the operator is to be told.
pub async fn run_admin(_storage: &StorageOptions, _command: &AdminCommand) -> CommandResult {
    Ok(())
}

/// Secrets, the first write key and the headless owner.
///
/// # Errors
/// What the operator is to be told.
pub async fn first_start(_database: &Database, _clock: &Clock, _options: &ServeOptions) -> CommandResult {
    Ok(())
}

/// The one-time link that makes the first owner; `None` once there is one.
///
/// # Errors
/// What the operator is to be told.
pub async fn set_up_link(
    _database: &Database,
    _clock: &Clock,
    _public_url: &str,
) -> Result<Option<String>, Box<dyn std::error::Error + Send + Sync>> {
    Ok(None)
}

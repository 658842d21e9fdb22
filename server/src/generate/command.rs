//! `rollcall generate`, and the population of `rollcall serve --demo`.

use super::{
    plan::Plan,
    populate::{Loading, populate},
    store,
};
use crate::{
    cli::CommandResult,
    clock::Clock,
    config::StorageOptions,
    db::{Database, DatabaseUrl, Options},
};
use clap::Args;
use shared::time::Instant;

/// Users from which on loading without indexes is quicker.
const MANY: u64 = 20_000;

/// `rollcall generate ...`
#[derive(Args, Clone, Debug)]
pub struct GenerateOptions {
    /// How many users.
    #[arg(long)]
    pub users: u64,
    /// How many events, shared out among them.
    #[arg(long)]
    pub events: u64,
    /// The same seed gives the same people.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// The instant up to which they are active, such as 2026-11-23T12:00:00Z; the present when absent.
    #[arg(long, value_parser = instant)]
    pub now: Option<Instant>,
    /// Add to the users that are there; without it a database that has users is left alone.
    #[arg(long)]
    pub add: bool,
}

fn instant(text: &str) -> Result<Instant, String> {
    Instant::parse(text).ok_or_else(|| "an instant is written like 2026-11-23T12:00:00Z".into())
}

/// Runs `rollcall generate`.
///
/// # Errors
/// What the operator is to be told.
pub async fn generate(storage: &StorageOptions, options: &GenerateOptions) -> CommandResult {
    storage.make_data_folder()?;
    let url = storage.database_url()?;
    let began = std::time::Instant::now();
    generate_into(&url, options, &Clock::System, true).await?;
    let seconds = began.elapsed().as_secs_f64();
    println!("{} users with {} events in {seconds:.1} s", options.users, options.events);
    Ok(())
}

/// Generates into the database of this address.
///
/// # Errors
/// What the operator is to be told.
pub async fn generate_into(url: &DatabaseUrl, options: &GenerateOptions, clock: &Clock, shown: bool) -> CommandResult {
    let now = options.now.unwrap_or_else(|| clock.now());
    let plan = Plan { users: options.users, events: options.events, seed: options.seed, now };
    if plan.users == 0 && plan.events > 0 {
        return Err("events need users".into());
    }
    let database = Database::open(url, Options::default()).await?;
    let has_users = store::has_users(&database).await?;
    if has_users && !options.add {
        database.close().await;
        return Err("the database has users already; --add adds to them".into());
    }
    if has_users || plan.users < MANY {
        let done = populate(&database, &plan, Loading { without_indexes: false, shown }).await;
        database.close().await;
        return done;
    }
    database.close().await;
    let database = Database::open_to_load(url, Options::default()).await?;
    populate(&database, &plan, Loading { without_indexes: true, shown }).await?;
    database.close_loaded(url).await?;
    Ok(())
}

/// Fills an empty workspace with a small population that looks real; leaves a filled one alone.
///
/// # Errors
/// What the operator is to be told.
pub async fn demo(database: &Database, clock: &Clock) -> CommandResult {
    if store::has_users(database).await? {
        return Ok(());
    }
    let plan = Plan { users: 1_284, events: 40_000, seed: 1_284, now: clock.now() };
    populate(database, &plan, Loading { without_indexes: false, shown: false }).await
}

//! The address under which this server is reached, as links and code are written with it.

use super::store;
use crate::db::{Result, Transaction};

/// The address that an owner gave it, or the one that it was `started` with. Cookies and the look at where a change
/// comes from go by the latter alone.
///
/// # Errors
/// When the database fails.
pub async fn public_url(transaction: &mut Transaction, started: &str) -> Result<String> {
    Ok(store::public_url(transaction).await?.unwrap_or_else(|| started.to_owned()))
}

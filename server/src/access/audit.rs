//! What was done to accounts, keys and users' data, for the owner to read. Without personal data.

use super::store;
use crate::{
    db::{Result, Transaction},
    ids::IdSource,
};
use shared::{ids::AccountId, time::Instant};

/// One thing that was done.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditEntry {
    /// Who did it; `None` for keys and the command line.
    pub account_id: Option<AccountId>,
    /// What: noun and verb, such as `key_created`.
    pub action: &'static str,
    /// With what: ids and kinds, never a name or an address.
    pub detail: serde_json::Value,
}

/// Records it in the transaction that does it.
///
/// # Errors
/// When the database fails.
pub async fn record_audit(
    transaction: &mut Transaction,
    ids: &IdSource,
    entry: AuditEntry,
    now: Instant,
) -> Result<()> {
    store::insert_audit(transaction, ids.next(), &entry, now).await
}

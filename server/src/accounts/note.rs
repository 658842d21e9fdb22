//! Notes in the audit log what is done with accounts and keys.

use crate::{
    access::{AuditEntry, Principal, record_audit},
    db::{Result, Transaction},
    ids::IdSource,
};
use serde_json::{Value, json};
use shared::time::Instant;

/// Notes it, with the account or the key that does it; without either it is the command line.
pub(super) async fn note(
    transaction: &mut Transaction,
    ids: &IdSource,
    by: Option<&Principal>,
    (action, mut detail): (&'static str, Value),
    now: Instant,
) -> Result<()> {
    if let Some(by_key) = by.and_then(Principal::key_id) {
        detail["by_key"] = json!(by_key);
    }
    let account_id = by.and_then(Principal::account_id);
    record_audit(transaction, ids, AuditEntry { account_id, action, detail }, now).await
}

//! What is noted of a change to an attribute: in the audit log, and for everyone who follows.

use super::store::Row;
use crate::{
    access::{AuditEntry, Principal, record_audit},
    changes::{self, Change, Topic},
    db::{Result, Transaction},
    ids::IdSource,
};
use serde_json::Value;
use shared::time::Instant;

/// Something that was done to an attribute.
pub(super) struct Deed<'a> {
    pub action: &'static str,
    pub row: &'a Row,
    /// With what beside the attribute: kinds and numbers.
    pub detail: Value,
    /// Users who have other values than before; `None` where no value is another.
    pub user_ids: Option<Vec<i64>>,
    pub by: &'a Principal,
    pub now: Instant,
}

/// Notes it.
pub(super) async fn record(transaction: &mut Transaction, ids: &IdSource, deed: Deed<'_>) -> Result<()> {
    let mut detail = deed.detail;
    detail["attribute_id"] = deed.row.attribute_id.to_string().into();
    if let Some(key_id) = deed.by.key_id() {
        detail["by_key"] = key_id.to_string().into();
    }
    let entry = AuditEntry { account_id: deed.by.account_id(), action: deed.action, detail };
    record_audit(transaction, ids, entry, deed.now).await?;
    let change = Change { topic: Topic::Definitions, users_delta: 0, user_ids: Some(Vec::new()) };
    changes::record(transaction, deed.now, &change).await?;
    if let Some(user_ids) = deed.user_ids.filter(|user_ids| !user_ids.is_empty()) {
        let change = Change { topic: Topic::Users, users_delta: 0, user_ids: Some(user_ids) };
        changes::record(transaction, deed.now, &change).await?;
    }
    Ok(())
}

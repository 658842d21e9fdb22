//! What is noted of a change to tags: in the audit log, and for everyone who follows.

use crate::{
    access::{AuditEntry, Principal, record_audit},
    changes::{self, Change, Topic},
    db::{Result, Transaction},
    ids::IdSource,
};
use serde_json::json;
use shared::{ids::TagId, time::Instant};

/// Something that was done to a tag.
pub(super) struct Deed<'a> {
    pub action: &'static str,
    pub tag_id: TagId,
    /// The tag that it became a part of.
    pub into: Option<TagId>,
    /// Whether rows of users look otherwise than before.
    pub touches_users: bool,
    /// Users who have other tags than before.
    pub user_ids: Vec<i64>,
    pub by: &'a Principal,
    pub now: Instant,
}

/// Notes a change of a definition.
pub(super) async fn record(transaction: &mut Transaction, ids: &IdSource, deed: Deed<'_>) -> Result<()> {
    let mut detail = json!({ "tag_id": deed.tag_id });
    if let Some(into) = deed.into {
        detail["into"] = json!(into);
    }
    if let Some(key_id) = deed.by.key_id() {
        detail["by_key"] = json!(key_id);
    }
    let entry = AuditEntry { account_id: deed.by.account_id(), action: deed.action, detail };
    record_audit(transaction, ids, entry, deed.now).await?;
    let change = Change { topic: Topic::Definitions, users_delta: 0, user_ids: Some(Vec::new()) };
    changes::record(transaction, deed.now, &change).await?;
    if deed.touches_users {
        let change = Change { topic: Topic::Users, users_delta: 0, user_ids: Some(deed.user_ids) };
        changes::record(transaction, deed.now, &change).await?;
    }
    Ok(())
}

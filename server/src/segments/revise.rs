//! Giving a segment a filter: the version in the history that goes with each, and the entry in the audit log.

use super::store;
use crate::{
    access::{AuditEntry, Principal, record_audit},
    changes::{self, Change, Topic},
    db::{Result, Transaction},
    ids::IdSource,
};
use serde_json::json;
use shared::{filter::Filter, ids::SegmentId, time::Instant};

/// A filter that a segment gets.
#[derive(Clone, Copy)]
pub struct Revision<'a> {
    /// The segment.
    pub segment_id: SegmentId,
    /// Its new filter, which resolves.
    pub filter: &'a Filter,
    /// Its sentence.
    pub sentence: &'a str,
    /// Who gives it.
    pub by: &'a Principal,
    /// The moment.
    pub now: Instant,
}

/// Stores a segment's new filter with a version of its history.
///
/// # Errors
/// When the database fails.
pub async fn revise(transaction: &mut Transaction, revision: Revision<'_>) -> Result<()> {
    if let Some(row) = store::one(transaction, revision.segment_id.0).await? {
        let filter = stored(revision.filter);
        store::update(transaction, store::SegmentRow { filter, updated_at: revision.now.0, ..row }).await?;
        add_version(transaction, revision).await?;
    }
    Ok(())
}

/// Notes a segment's filter in its history.
pub(super) async fn add_version(transaction: &mut Transaction, revision: Revision<'_>) -> Result<()> {
    let version = store::NewVersion {
        segment_id: revision.segment_id.0,
        at: revision.now.0,
        account_id: revision.by.account_id().map(|account| account.0),
        filter: &stored(revision.filter),
        sentence: revision.sentence,
    };
    store::insert_version(transaction, version).await
}

/// A filter as it is stored.
pub(super) fn stored(filter: &Filter) -> String {
    filter.to_value().to_string()
}

/// Notes what was done to a segment, in the audit log and for everyone who follows.
pub(super) async fn record(
    transaction: &mut Transaction,
    ids: &IdSource,
    by: &Principal,
    action: &'static str,
    segment_id: SegmentId,
    now: Instant,
) -> Result<()> {
    let mut detail = json!({ "segment_id": segment_id });
    if let Some(key_id) = by.key_id() {
        detail["by_key"] = json!(key_id);
    }
    let entry = AuditEntry { account_id: by.account_id(), action, detail };
    record_audit(transaction, ids, entry, now).await?;
    let change = Change { topic: Topic::Definitions, users_delta: 0, user_ids: Some(Vec::new()) };
    changes::record(transaction, now, &change).await.map(drop)
}

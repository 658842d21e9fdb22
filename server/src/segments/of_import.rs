//! The segment of everyone whom an import created or changed.

use super::store::{self, SegmentRow};
use crate::{
    access::{AuditEntry, record_audit},
    changes::{self, Change, Topic},
    db::Transaction,
    error::{ApiError, ApiResult},
    filter::Definitions,
    ids::IdSource,
    names::name_key,
};
use serde_json::json;
use shared::{
    api::segments::{ICONS, NAME_LENGTH},
    color::Color,
    filter::{Filter, describe},
    ids::{AccountId, ImportId, SegmentId},
    time::Instant,
};

/// Makes it, with the import's name, or a number behind it where another segment has that.
///
/// # Errors
/// When the database fails.
pub(crate) async fn create_of_import(
    transaction: &mut Transaction,
    ids: &IdSource,
    import_id: ImportId,
    name: &str,
    account_id: Option<AccountId>,
    now: Instant,
) -> ApiResult<SegmentId> {
    let document = json!({"version": 1, "root": {"all": [{"import": {"id": import_id}}]}});
    let filter = Filter::parse(document.to_string().as_bytes()).map_err(ApiError::Invalid)?;
    let definitions = Definitions::of(transaction, &filter, now).await?;
    let sentence = describe(&filter, definitions.names());
    let mut number = 1;
    let mut free = name.to_owned();
    while store::by_name_key(transaction, &name_key(&free)).await?.is_some() {
        number += 1;
        let behind = format!(" ({number})");
        let beginning: String = name.chars().take(NAME_LENGTH - behind.len()).collect();
        free = format!("{beginning}{behind}");
    }
    let segment_id = SegmentId(ids.next());
    let stored = filter.to_value().to_string();
    let row = SegmentRow {
        segment_id: segment_id.0,
        name_key: name_key(&free),
        description: String::new(),
        icon: ICONS[0].0.to_owned(),
        color: Color::of_name(&free).word().to_owned(),
        filter: stored.clone(),
        view: None,
        created_at: now.0,
        updated_at: now.0,
        name: free,
    };
    store::insert(transaction, row).await?;
    let account = account_id.map(|account_id| account_id.0);
    let version = store::NewVersion {
        segment_id: segment_id.0,
        at: now.0,
        account_id: account,
        filter: &stored,
        sentence: &sentence,
    };
    store::insert_version(transaction, version).await?;
    let detail = json!({ "segment_id": segment_id, "import_id": import_id });
    record_audit(transaction, ids, AuditEntry { account_id, action: "segment_created", detail }, now).await?;
    let change = Change { topic: Topic::Definitions, users_delta: 0, user_ids: Some(Vec::new()) };
    changes::record(transaction, now, &change).await?;
    Ok(segment_id)
}

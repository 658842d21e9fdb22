//! The audit log: what was done, by whom and when.

use crate::{api::accounts::AccountName, ids::AuditId, page::Cursor, time::Instant};
use serde::{Deserialize, Serialize};

/// The answer of `GET /api/audit`: a page, the newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditLog {
    /// The entries.
    pub entries: Vec<AuditEntry>,
    /// The place that the next page follows; `null` at the end.
    pub next: Option<Cursor>,
    /// Whoever did anything, by name, for the choice of one.
    pub accounts: Vec<AccountName>,
    /// Whatever was done, for the choice of one.
    pub actions: Vec<String>,
}

/// One thing that was done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEntry {
    /// The entry.
    pub audit_id: AuditId,
    /// When.
    pub at: Instant,
    /// Which account; `null` for keys and the command line.
    pub by: Option<AccountName>,
    /// The name of the key, for programs; `null` where there is none.
    pub key: Option<String>,
    /// What: noun and verb, such as `key_created`.
    pub action: String,
    /// What that was done to is called now; `null` where it has no name, or is gone.
    pub about: Option<String>,
    /// With what: ids, kinds and numbers.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub detail: serde_json::Value,
}

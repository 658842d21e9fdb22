//! Making the first owner.

use super::{email::Email, store};
use crate::{
    access::{AuditEntry, record_audit},
    db::{Result, Transaction},
    ids::IdSource,
};
use shared::{
    api::session::{Account, Role},
    ids::AccountId,
    time::Instant,
};

/// Makes an owner in a workspace that has none; `None` where there is one already.
pub(super) async fn create_first(
    transaction: &mut Transaction,
    ids: &IdSource,
    name: &str,
    email: &Email,
    password_hash: &str,
    now: Instant,
) -> Result<Option<Account>> {
    if store::accounts::has_owner(transaction).await? {
        return Ok(None);
    }
    let account_id = AccountId(ids.next());
    let account = Account { account_id, name: name.into(), email: email.text.clone(), role: Role::Owner };
    store::accounts::insert(transaction, &account, &email.key, password_hash, now).await?;
    store::links::delete_all(transaction, store::links::Kind::SetUp).await?;
    let detail = serde_json::json!({ "account_id": account_id, "role": Role::Owner });
    let entry = AuditEntry { account_id: Some(account_id), action: "account_created", detail };
    record_audit(transaction, ids, entry, now).await?;
    Ok(Some(account))
}

//! The table `audit_log`, and the names of what it speaks of.

use crate::db::{Result, Sql, Transaction, Value, sql};
use shared::{api::accounts::AccountName, ids::AccountId};
use std::collections::HashMap;

/// Which entries are asked for; what is absent asks for nothing.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub(super) account_id: Option<i64>,
    /// Done by keys and the command line.
    pub(super) by_program: bool,
    pub(super) action: Option<String>,
    pub(super) from: i64,
    pub(super) until: i64,
    /// Time and id of the entry that the page follows.
    pub(super) after: (i64, i64),
    pub(super) most: i64,
}

/// An entry as it stands in the table.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Row {
    pub(super) audit_id: i64,
    pub(super) at: i64,
    pub(super) account_id: Option<i64>,
    pub(super) account_name: Option<String>,
    pub(super) action: String,
    pub(super) detail: String,
}

/// A page, the newest first.
pub(super) async fn page(transaction: &mut Transaction, asked: &Asked) -> Result<Vec<Row>> {
    let text = "select l.audit_id, l.at, l.account_id, a.name as account_name, l.action, l.detail \
                from audit_log l left join accounts a on a.account_id = l.account_id \
                where l.at >= $1 and l.at <= $2 and (l.at < $3 or (l.at = $3 and l.audit_id < $4)) \
                and (l.account_id = $5 or $5 is null) and (l.account_id is null or $6 = 0) \
                and (l.action = $7 or $7 is null) order by l.at desc, l.audit_id desc limit $8";
    let query = sql(text)
        .bind(asked.from)
        .bind(asked.until)
        .bind(asked.after.0)
        .bind(asked.after.1)
        .bind(Value::Integer(asked.account_id))
        .bind(i64::from(asked.by_program))
        .bind(Value::Text(asked.action.clone()))
        .bind(asked.most);
    transaction.all(query).await
}

/// Whoever did anything, by name.
pub(super) async fn accounts(transaction: &mut Transaction) -> Result<Vec<AccountName>> {
    let text = "select account_id, name from accounts \
                where account_id in (select account_id from audit_log where account_id is not null) \
                order by name, account_id";
    let rows: Vec<(i64, String)> = transaction.all(sql(text)).await?;
    Ok(rows.into_iter().map(|(id, name)| AccountName { account_id: AccountId(id), name }).collect())
}

/// Whatever was done.
pub(super) async fn actions(transaction: &mut Transaction) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = transaction.all(sql("select distinct action from audit_log order by action")).await?;
    Ok(rows.into_iter().map(|(action,)| action).collect())
}

/// What a detail of this name points at; `None` for those that point at nothing with a name.
pub(super) fn names_of(key: &str) -> Option<Sql> {
    match key {
        "account_id" => Some(sql("select account_id, name from accounts where account_id = any($1)")),
        "key_id" | "by_key" => Some(sql("select key_id, name from api_keys where key_id = any($1)")),
        "tag_id" | "into" => Some(sql("select tag_id, name from tags where tag_id = any($1)")),
        "attribute_id" => Some(sql("select attribute_id, name from attributes where attribute_id = any($1)")),
        "segment_id" => Some(sql("select segment_id, name from segments where segment_id = any($1)")),
        "import_id" => Some(sql("select import_id, name from imports where import_id = any($1)")),
        _ => None,
    }
}

/// The names of things by their ids.
pub(super) async fn names(transaction: &mut Transaction, query: Sql, ids: Vec<i64>) -> Result<HashMap<i64, String>> {
    let rows: Vec<(i64, String)> = transaction.all(query.bind(ids)).await?;
    Ok(rows.into_iter().collect())
}

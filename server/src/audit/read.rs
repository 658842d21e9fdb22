//! `GET /api/audit`.

use super::store::{self, Asked, Row};
use crate::{
    access::Principal,
    db::Transaction,
    error::{ApiError, ApiResult},
    extract::{self, Query},
    state::State,
};
use axum::Json;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Deserialize;
use serde_json::Value;
use shared::{
    api::{
        accounts::AccountName,
        audit::{AuditEntry, AuditLog},
    },
    ids::{AccountId, AuditId},
    page::Cursor,
    problem::Problem,
    time::Instant,
};
use std::collections::{BTreeMap, HashMap};

const USUAL: u32 = 50;
const MOST: u32 = 200;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Address {
    account_id: Option<String>,
    action: Option<String>,
    from: Option<String>,
    until: Option<String>,
    after: Option<String>,
    limit: Option<String>,
}

/// Answers with what was done to accounts, keys, settings, definitions and users' data, the newest first.
#[utoipa::path(get, path = "/api/audit", tag = "Settings",
    params(("account_id" = Option<String>, Query, description = "Only what this account did; `none` for keys and the command line"),
        ("action" = Option<String>, Query, description = "Only this, such as `key_created`"),
        ("from" = Option<String>, Query, description = "Not before this instant"),
        ("until" = Option<String>, Query, description = "Not after this instant"),
        ("after" = Option<String>, Query, description = "The place that the page follows: `next` of the page before"),
        ("limit" = Option<u32>, Query, description = "Entries on a page, 1 to 200; 50 when absent")),
    responses((status = 200, body = AuditLog), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn read(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Query(address): Query<Address>,
) -> ApiResult<Json<AuditLog>> {
    principal.require_owner()?;
    let asked = asked(address)?;
    let mut snapshot = state.database.snapshot().await?;
    let mut rows = store::page(&mut snapshot, &asked).await?;
    // One more was asked for than is shown.
    let next = (rows.len() as i64 == asked.most).then(|| {
        rows.pop();
        rows.last().map(|last| place(last.at, last.audit_id))
    });
    let names = Names::read(&mut snapshot, &rows).await?;
    let entries = rows.into_iter().map(|row| entry(row, &names)).collect();
    let accounts = store::accounts(&mut snapshot).await?;
    let actions = store::actions(&mut snapshot).await?;
    Ok(Json(AuditLog { entries, next: next.flatten(), accounts, actions }))
}

fn asked(address: Address) -> ApiResult<Asked> {
    let limit = extract::number(address.limit.as_deref(), USUAL, 1..=MOST, "/limit")?;
    let time = |text: Option<String>, usual: i64, pointer: &str| match text {
        None => Ok(usual),
        Some(text) => Instant::parse(&text)
            .map(|at| at.0)
            .ok_or_else(|| ApiError::invalid(pointer, "Give an instant, such as 2026-11-28T09:30:00.000Z.")),
    };
    let by_program = address.account_id.as_deref() == Some("none");
    let account_id = address.account_id.filter(|_| !by_program).map(|id| id.parse::<i64>()).transpose();
    Ok(Asked {
        account_id: account_id.map_err(|_| ApiError::invalid("/account_id", "Give the id of an account, or none."))?,
        by_program,
        action: address.action,
        from: time(address.from, i64::MIN, "/from")?,
        until: time(address.until, i64::MAX, "/until")?,
        after: read_place(address.after.as_deref())?,
        most: i64::from(limit) + 1,
    })
}

fn place(at: i64, audit_id: i64) -> Cursor {
    Cursor(URL_SAFE_NO_PAD.encode(format!("{at} {audit_id}")))
}

fn read_place(text: Option<&str>) -> ApiResult<(i64, i64)> {
    let Some(text) = text else { return Ok((i64::MAX, i64::MAX)) };
    let decoded = URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let read = |text: String| {
        let (at, id) = text.split_once(' ')?;
        Some((at.parse().ok()?, id.parse().ok()?))
    };
    decoded
        .and_then(read)
        .ok_or_else(|| ApiError::invalid("/after", "There is no such place. Start from the first page."))
}

/// What the entries of a page speak of, by the name of the detail and the id.
struct Names(HashMap<String, HashMap<i64, String>>);

impl Names {
    async fn read(snapshot: &mut Transaction, rows: &[Row]) -> ApiResult<Self> {
        let mut ids: BTreeMap<String, Vec<i64>> = BTreeMap::new();
        for row in rows {
            for (key, value) in detail(row).as_object().into_iter().flatten() {
                ids.entry(key.clone()).or_default().extend(id(value));
            }
        }
        let mut names = HashMap::new();
        for (key, ids) in ids {
            if let Some(query) = store::names_of(&key) {
                names.insert(key, store::names(snapshot, query, ids).await?);
            }
        }
        Ok(Self(names))
    }

    fn get(&self, key: &str, detail: &Value) -> Option<String> {
        self.0.get(key)?.get(&id(detail.get(key)?)?).cloned()
    }
}

fn detail(row: &Row) -> Value {
    // Every entry is written as JSON.
    serde_json::from_str(&row.detail).unwrap_or_default()
}

fn id(value: &Value) -> Option<i64> {
    value.as_str()?.parse().ok()
}

fn entry(row: Row, names: &Names) -> AuditEntry {
    let detail = detail(&row);
    // Entries of imports name the key that did it as others name a key that something was done to.
    let is_of_key = row.action.starts_with("key_");
    let key = names.get("by_key", &detail).or_else(|| names.get("key_id", &detail).filter(|_| !is_of_key));
    let about = ["account_id", "tag_id", "attribute_id", "segment_id", "import_id"];
    let about = about.iter().find_map(|key| names.get(key, &detail));
    let name = row.account_name.unwrap_or_default();
    AuditEntry {
        audit_id: AuditId(row.audit_id),
        at: Instant(row.at),
        by: row.account_id.map(|account_id| AccountName { account_id: AccountId(account_id), name }),
        key,
        about: about.or_else(|| names.get("key_id", &detail).filter(|_| is_of_key)),
        action: row.action,
        detail,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_back_as_they_went() {
        let Cursor(text) = place(-7, 9);
        assert_eq!(read_place(Some(&text)).unwrap(), (-7, 9));
        assert_eq!(read_place(None).unwrap(), (i64::MAX, i64::MAX));
        for wrong in ["", "x", "eA", "!"] {
            assert!(read_place(Some(wrong)).is_err(), "{wrong}");
        }
    }
}

//! Searching: each order, pages, text, one client and several.

use super::{
    command::Setting,
    measure::{Call, repeat},
    report::{Line, Report},
};
use crate::cli::CommandError;
use serde_json::{Value, json};
use shared::api::users::SearchAnswer;

const PATH: &str = "/api/users/search";
/// Users on a page, as the targets have it.
const LIMIT: u32 = 50;

/// A search.
pub(super) fn call(body: &Value) -> Call {
    Call { path: PATH.to_owned(), body: Some(body.to_string()) }
}

/// The answer to a search.
///
/// # Errors
/// When the request fails.
pub(super) async fn answer(setting: &Setting, body: &Value) -> Result<SearchAnswer, CommandError> {
    let mut client = setting.target.connect().await?;
    Ok(serde_json::from_slice(&call(body).send(&mut client).await?)?)
}

/// How many users there are.
///
/// # Errors
/// When the request fails.
pub(super) async fn total(setting: &Setting) -> Result<u64, CommandError> {
    answer(setting, &json!({"limit": 1})).await?.total.ok_or_else(|| "an answer without a total".into())
}

/// Runs the section.
///
/// # Errors
/// When a request fails.
pub(super) async fn run(setting: &Setting, report: &mut Report) -> Result<Vec<Line>, CommandError> {
    let first = call(&json!({"limit": LIMIT}));
    let mut lines = vec![repeat(setting, "search: first page", 1, std::slice::from_ref(&first)).await?];
    lines.push(repeat(setting, "search: first page, 4 clients", 4, &[first]).await?);
    lines.push(repeat(setting, "search: page 40", 1, &[call(&json!({"limit": LIMIT, "page": 40}))]).await?);
    let page = answer(setting, &json!({"limit": LIMIT, "page": 3})).await?;
    let next = call(&json!({"limit": LIMIT, "after": page.next}));
    lines.push(repeat(setting, "search: after a cursor", 1, &[next]).await?);
    for by in ["last_activity", "first_seen", "created", "name", "email", "sessions", "user_id"] {
        for descending in [false, true] {
            let body = json!({"limit": LIMIT, "sort": {"by": by, "descending": descending}});
            let name = format!("search: by {by}{}", if descending { ", descending" } else { "" });
            lines.push(repeat(setting, &name, 1, &[call(&body)]).await?);
        }
    }
    for attribute in attributes(setting).await? {
        let body = json!({"limit": LIMIT, "sort": {"by": format!("attribute:{attribute}"), "descending": true}});
        lines.push(repeat(setting, &format!("search: by attribute {attribute}"), 1, &[call(&body)]).await?);
    }
    let with = json!({"limit": LIMIT, "attributes": attributes(setting).await?});
    lines.push(repeat(setting, "search: with attributes in the rows", 1, &[call(&with)]).await?);
    let texts: Vec<_> = texts(&page).into_iter().map(|text| call(&json!({"limit": LIMIT, "text": text}))).collect();
    lines.push(repeat(setting, "search: text that some have", 1, &texts).await?);
    let rare = call(&json!({"limit": LIMIT, "text": "qqzzqq"}));
    lines.push(repeat(setting, "search: text that nobody has", 1, &[rare]).await?);
    report.note("searches", lines.iter().map(|line| line.requests as u64).sum());
    Ok(lines)
}

/// Beginnings of names and addresses on the page.
fn texts(page: &SearchAnswer) -> Vec<String> {
    let whole = page.users.iter().flat_map(|user| [user.name.clone(), user.email.clone()]).flatten();
    let mut texts: Vec<_> = whole.map(|text| text.chars().take(6).collect::<String>()).take(12).collect();
    texts.push("an".to_owned());
    texts
}

/// At most four attributes that exist.
async fn attributes(setting: &Setting) -> Result<Vec<String>, CommandError> {
    let mut client = setting.target.connect().await?;
    let catalogue: Value = serde_json::from_slice(&client.get("/api/catalogue").await?)?;
    let all = catalogue["attributes"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut keys: Vec<_> = all.iter().filter_map(|one| Some((one["kind"].as_str()?, one["key"].as_str()?))).collect();
    keys.retain(|(kind, _)| *kind != "list");
    keys.sort_unstable();
    keys.dedup_by_key(|(kind, _)| *kind);
    Ok(keys.into_iter().take(4).map(|(_, key)| key.to_owned()).collect())
}

//! Filters: their counts, with and without those of their nodes, and their first pages.

use super::{
    command::Setting,
    measure::{Call, repeat},
    report::Line,
    search,
    thirteen::{TAG, thirteen},
};
use crate::cli::CommandError;
use serde_json::{Value, json};
use shared::api::catalogue::Catalogue;

/// Users on a page, as the targets have it.
const LIMIT: u32 = 50;

/// Runs the section.
///
/// # Errors
/// When a request fails, or the database was not made by `rollcall generate`.
pub(super) async fn run(setting: &Setting) -> Result<Vec<Line>, CommandError> {
    let mut lines = Vec::new();
    for (name, root) in thirteen(&tag_id(setting).await?) {
        let filter = json!({"version": 1, "root": root});
        let count = count(&json!({"filter": filter}));
        let each = self::count(&json!({"filter": filter, "each": true}));
        let rows = search::call(&json!({"filter": filter, "limit": LIMIT, "total": "later"}));
        let page = search::call(&json!({"filter": filter, "limit": LIMIT}));
        lines.push(repeat(setting, &format!("count: {name}"), 1, &[count]).await?);
        lines.push(repeat(setting, &format!("each: {name}"), 1, &[each]).await?);
        // As the page asks: by SQL its rows come first, and are asked for again with their number.
        lines.push(repeat(setting, &format!("rows: {name}"), 1, &[rows]).await?);
        lines.push(repeat(setting, &format!("page: {name}"), 1, &[page]).await?);
    }
    Ok(lines)
}

/// Questions for all numbers of each of the thirteen.
///
/// # Errors
/// As [`run`].
pub(super) async fn each(setting: &Setting) -> Result<Vec<Call>, CommandError> {
    let thirteen = thirteen(&tag_id(setting).await?);
    let calls =
        thirteen.into_iter().map(|(_, root)| count(&json!({"filter": {"version": 1, "root": root}, "each": true})));
    Ok(calls.collect())
}

fn count(body: &Value) -> Call {
    Call { path: "/api/users/count".to_owned(), body: Some(body.to_string()) }
}

async fn tag_id(setting: &Setting) -> Result<String, CommandError> {
    let mut client = setting.target.connect().await?;
    let catalogue: Catalogue = serde_json::from_slice(&client.get("/api/catalogue").await?)?;
    let tag = catalogue.tags.into_iter().find(|tag| tag.name == TAG);
    Ok(tag.ok_or("filters are measured in what `rollcall generate` makes, which this is not")?.tag_id.to_string())
}

//! Profiles by id.

use super::{
    command::Setting,
    measure::{Call, repeat},
    report::Line,
    search,
};
use crate::cli::CommandError;
use serde_json::json;

/// Runs the section.
///
/// # Errors
/// When a request fails.
pub(super) async fn run(setting: &Setting) -> Result<Vec<Line>, CommandError> {
    let mut calls = Vec::new();
    // People who do much and people from all over the table.
    for by in ["last_activity", "sessions", "created", "email"] {
        let page = search::answer(setting, &json!({"limit": 100, "sort": {"by": by, "descending": true}})).await?;
        calls.extend(page.users.iter().map(|user| Call { path: format!("/api/users/{}", user.user_id), body: None }));
    }
    if calls.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![
        repeat(setting, "profile by id", 1, &calls).await?,
        repeat(setting, "profile by id, 4 clients", 4, &calls).await?,
    ])
}

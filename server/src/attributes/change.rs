//! `PATCH /api/attributes/{key}`.

use super::{
    read,
    record::{Deed, record},
    store,
};
use crate::{
    access::Principal,
    error::{ApiError, ApiResult},
    extract,
    names::tidy_name,
    state::State,
};
use axum::{Json, extract::Path};
use serde_json::json;
use shared::{
    api::attributes::{Attribute, AttributeChange},
    problem::Problem,
};

/// Most characters of a name, as of a key.
const LONGEST_NAME: usize = 200;

/// Renames, hides or shows an attribute; what is absent stays.
///
/// A hidden one is offered nowhere. Users keep its values, and filters that name it go on as before.
#[utoipa::path(patch, path = "/api/attributes/{key}", tag = "Attributes", request_body = AttributeChange,
    params(("key" = String, Path)),
    responses((status = 200, body = Attribute), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub(crate) async fn change(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    Path(key): Path<String>,
    extract::Json(request): extract::Json<AttributeChange>,
) -> ApiResult<Json<Attribute>> {
    principal.require_editor()?;
    let name = request.name.as_deref().map(name).transpose()?;
    let now = state.clock.now();
    let mut transaction = state.database.write().await?;
    let before = read::find(&mut transaction, &key).await?;
    let after = store::Row {
        name: name.unwrap_or_else(|| before.name.clone()),
        hidden: request.hidden.unwrap_or(before.hidden),
        ..before.clone()
    };
    if after == before {
        drop(transaction);
    } else {
        store::update(&mut transaction, &after).await?;
        for (action, is_done) in [
            ("attribute_renamed", after.name != before.name),
            ("attribute_hidden", after.hidden && !before.hidden),
            ("attribute_shown", before.hidden && !after.hidden),
        ] {
            if is_done {
                let deed = Deed { action, row: &after, detail: json!({}), user_ids: None, by: &principal, now };
                record(&mut transaction, &state.ids, deed).await?;
            }
        }
        transaction.commit().await?;
        state.changes.nudge();
    }
    // Counted outside of the transaction, which keeps all writers waiting.
    let mut snapshot = state.database.snapshot_for(read::PATIENCE).await?;
    let row = read::find(&mut snapshot, &key).await?;
    read::told(&state, &mut snapshot, row).await.map(Json)
}

fn name(text: &str) -> ApiResult<String> {
    let detail = || format!("A name has 1 to {LONGEST_NAME} characters, none of them a control character.");
    tidy_name(text, LONGEST_NAME).map(str::to_owned).ok_or_else(|| ApiError::invalid("/name", detail()))
}

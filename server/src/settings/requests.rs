//! `/api/settings`.

use super::{change::Change, store};
use crate::{
    access::{self, AuditEntry, Principal, record_audit},
    changes::{self, Topic},
    db::{Result, Transaction},
    error::{ApiError, ApiResult},
    extract,
    ingest::has_identity_secret,
    state::State,
};
use axum::Json;
use serde_json::json;
use shared::{
    api::settings::{Settings, SettingsChange},
    problem::Problem,
};

const PUBLIC_URL: &str = "public_url";
const TIME_ZONE: &str = "time_zone";
const IDENTITY_REQUIRED: &str = "identity_required";

/// Answers with the settings of the workspace.
#[utoipa::path(get, path = "/api/settings", tag = "Settings", responses((status = 200, body = Settings)))]
pub(crate) async fn read(axum::extract::State(state): axum::extract::State<State>) -> ApiResult<Json<Settings>> {
    Ok(Json(settings(&mut state.database.snapshot().await?, &state.public_url).await?))
}

/// Changes settings. What is absent stays.
#[utoipa::path(patch, path = "/api/settings", tag = "Settings", request_body = SettingsChange,
    responses((status = 200, body = Settings), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn change(
    axum::extract::State(state): axum::extract::State<State>,
    principal: Principal,
    extract::Json(request): extract::Json<SettingsChange>,
) -> ApiResult<Json<Settings>> {
    principal.require_owner()?;
    let change = Change::from_request(request)?;
    let now = state.clock.now();
    let mut transaction = state.database.write().await?;
    let before = settings(&mut transaction, &state.public_url).await?;
    let zone = change.time_zone.filter(|zone| *zone != before.time_zone);
    let name = change.name.filter(|name| *name != before.name);
    let own_url = store::value(&mut transaction, PUBLIC_URL).await?.unwrap_or_default();
    let public_url = change.public_url.filter(|public_url| *public_url != own_url);
    let identity_required = change.identity_required.filter(|required| *required != before.identity_required);
    if identity_required == Some(true) && !has_identity_secret(&mut transaction).await? {
        return Err(ApiError::invalid("/identity_required", "Make a secret first: without one nobody can be proven."));
    }
    if zone.is_none() && name.is_none() && public_url.is_none() && identity_required.is_none() {
        return Ok(Json(before));
    }
    let mut detail = json!({});
    for (key, value) in [(store::NAME, name), (TIME_ZONE, zone), (PUBLIC_URL, public_url)] {
        if let Some(value) = value {
            store::set(&mut transaction, key, &value).await?;
            detail[key] = json!(value);
        }
    }
    if let Some(required) = identity_required {
        store::set(&mut transaction, IDENTITY_REQUIRED, &required.to_string()).await?;
        detail[IDENTITY_REQUIRED] = json!(required);
    }
    if let Some(key_id) = principal.key_id() {
        detail["by_key"] = json!(key_id);
    }
    let entry = AuditEntry { account_id: principal.account_id(), action: "settings_changed", detail };
    record_audit(&mut transaction, &state.ids, entry, now).await?;
    // Days begin at other instants now, so that filters and segments may match others.
    let change = changes::Change { topic: Topic::Definitions, users_delta: 0, user_ids: Some(Vec::new()) };
    changes::record(&mut transaction, now, &change).await?;
    let after = settings(&mut transaction, &state.public_url).await?;
    transaction.commit().await?;
    state.ingest.forget_verification();
    state.changes.nudge();
    Ok(Json(after))
}

async fn settings(transaction: &mut Transaction, started: &str) -> Result<Settings> {
    let time_zone = store::value(transaction, TIME_ZONE).await?.unwrap_or_else(|| "UTC".into());
    let identity_required = store::value(transaction, IDENTITY_REQUIRED).await?.as_deref() == Some("true");
    let name = store::name(transaction).await?;
    let public_url = access::public_url(transaction, started).await?;
    Ok(Settings { name, time_zone, public_url, started_url: started.into(), identity_required })
}

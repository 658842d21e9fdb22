//! `GET /api/catalogue`.

use super::store;
use crate::{
    error::{ApiError, ApiResult},
    state::State,
};
use axum::Json;
use shared::api::catalogue::{AttributeField, AttributeKind, Catalogue};

/// Answers with the custom attributes that users have, by name.
#[utoipa::path(get, path = "/api/catalogue", tag = "Catalogue", responses((status = 200, body = Catalogue)))]
pub(crate) async fn read(axum::extract::State(state): axum::extract::State<State>) -> ApiResult<Json<Catalogue>> {
    let mut snapshot = state.database.snapshot().await?;
    let attributes = store::attributes(&mut snapshot).await?.into_iter().map(|(key, name, kind)| {
        let kind = AttributeKind::from_word(&kind).ok_or(ApiError::Defect)?;
        Ok(AttributeField { key, name, kind, users: None, samples: Vec::new() })
    });
    Ok(Json(Catalogue { attributes: attributes.collect::<ApiResult<_>>()?, ..Catalogue::default() }))
}

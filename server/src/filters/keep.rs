//! `POST /api/filters` and `GET /api/filters/{filter_id}`.

use super::store;
use crate::{
    error::{ApiError, ApiResult},
    extract,
    state::State,
};
use axum::{Json, extract::Path};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use shared::{
    api::filter::{FilterDocument, StoredFilter, StoredFilterId},
    filter::Filter,
    problem::Problem,
};

/// Bytes of the digest that make an id.
const ID: usize = 16;

/// Keeps a filter, for an address that would be too long with it. Filters that are written alike have the same id.
///
/// Names are not looked up: the address may be opened when they exist again.
#[utoipa::path(post, path = "/api/filters", tag = "Filters", request_body = StoredFilter,
    responses((status = 200, body = StoredFilterId), (status = 422, body = Problem)))]
pub(crate) async fn keep(
    axum::extract::State(state): axum::extract::State<State>,
    extract::Json(request): extract::Json<StoredFilter>,
) -> ApiResult<Json<StoredFilterId>> {
    let filter = request.filter.read("/filter").map_err(ApiError::Invalid)?;
    let text = filter.to_value().to_string();
    let filter_id = filter_id(&text);
    // Most are kept already, and then nobody has to wait for the writer.
    if store::one(&mut state.database.snapshot().await?, &filter_id).await?.is_none() {
        let now = state.clock.now();
        let mut transaction = state.database.write().await?;
        store::insert(&mut transaction, &filter_id, &text, now).await?;
        transaction.commit().await?;
    }
    Ok(Json(StoredFilterId { filter_id }))
}

/// Answers with a filter that was kept.
#[utoipa::path(get, path = "/api/filters/{filter_id}", tag = "Filters", params(("filter_id" = String, Path)),
    responses((status = 200, body = StoredFilter), (status = 404, body = Problem)))]
pub(crate) async fn read(
    axum::extract::State(state): axum::extract::State<State>,
    Path(filter_id): Path<String>,
) -> ApiResult<Json<StoredFilter>> {
    let gone = || ApiError::NotFound("There is no such filter.".into());
    if filter_id.len() != filter_id_length() || filter_id.contains('\0') {
        return Err(gone());
    }
    let text = store::one(&mut state.database.snapshot().await?, &filter_id).await?.ok_or_else(gone)?;
    let filter = Filter::parse(text.as_bytes()).map_err(|_| gone())?;
    Ok(Json(StoredFilter { filter: FilterDocument::new(&filter) }))
}

/// An id that nobody guesses who does not have the filter.
fn filter_id(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(&Sha256::digest(text.as_bytes())[..ID])
}

fn filter_id_length() -> usize {
    (ID * 4).div_ceil(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_follow_from_the_text() {
        assert_eq!(filter_id("a"), "ypeBEsobvcr6wjGzmiPcTQ");
        assert_eq!(filter_id("a").len(), filter_id_length());
        assert_ne!(filter_id("a"), filter_id("b"));
    }
}

//! `POST /api/users/search`: a page of users, and how many there are.

use super::{filtering, page::find_page, query::Query, rows, store};
use crate::{
    changes,
    error::ApiResult,
    extract,
    filter::{Compiled, Scope},
    state::State,
};
use axum::Json;
use shared::api::users::{SearchAnswer, SearchRequest};

/// Answers with a page of users in an order.
///
/// Total, page and rows are of one state of the database, the one that `sequence` names.
#[utoipa::path(post, path = "/api/users/search", tag = "Users", request_body = SearchRequest,
    responses((status = 200, body = SearchAnswer), (status = 422, body = shared::problem::Problem)))]
pub(crate) async fn search(
    axum::extract::State(state): axum::extract::State<State>,
    extract::Json(request): extract::Json<SearchRequest>,
) -> ApiResult<Json<SearchAnswer>> {
    let query = Query::from_request(request)?;
    // Taken before the snapshot begins, so that the snapshot is no older.
    let earlier = state.changes.seen();
    let mut snapshot = state.database.snapshot().await?;
    let seen = changes::seen_in(&mut snapshot, earlier).await?;
    let attributes = store::attributes_by_key(&mut snapshot, &query.attributes).await?;
    let order = query.order(&mut snapshot).await?;
    let compiled = match &query.filter {
        Some(filter) => Some(filtering::compile(&mut snapshot, filter, state.clock.now(), Scope::Everyone).await?),
        None => None,
    };
    let predicate = compiled.as_ref().map(Compiled::predicate);
    let found = find_page(&mut snapshot, &query, &order, predicate.as_ref()).await?;
    let total = match (&query.text, &compiled) {
        (None, None) => seen.total,
        (None, Some(compiled)) => compiled.total(&mut snapshot, seen.total).await?,
        (Some(text), _) => store::count_with_text(&mut snapshot, text, predicate.as_ref()).await?,
    };
    let users = rows::rows(&mut snapshot, &found.user_ids, &attributes).await?;
    Ok(Json(SearchAnswer { total, sequence: seen.sequence, users, next: found.next, previous: found.previous }))
}

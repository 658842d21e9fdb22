//! `POST /api/users/search`: a page of users, and how many there are.

use super::{filtering::compile_by, matching::Matching, page::find_page, query::Query, rows, store};
use crate::{
    changes::{self, Seen},
    db::Transaction,
    error::ApiResult,
    extract,
    filter::{Definitions, Scope},
    state::State,
};
use axum::Json;
use shared::{
    api::users::{SearchAnswer, SearchRequest},
    time::Instant,
};

/// Answers with a page of users in an order.
///
/// Total, page and rows are of one state of the database, the one that `sequence` names.
#[utoipa::path(post, path = "/api/users/search", tag = "Users", request_body = SearchRequest,
    responses((status = 200, body = SearchAnswer), (status = 422, body = shared::problem::Problem)))]
pub(crate) async fn search(
    axum::extract::State(state): axum::extract::State<State>,
    extract::Json(request): extract::Json<SearchRequest>,
) -> ApiResult<Json<SearchAnswer>> {
    // Taken before the snapshot begins, so that the snapshot is no older.
    let earlier = state.changes.seen();
    let query = Query::from_request(request)?;
    let mut snapshot = state.database.snapshot().await?;
    let seen = changes::seen_in(&mut snapshot, earlier).await?;
    Ok(Json(answer(&mut snapshot, seen, &query, state.clock.now()).await?))
}

/// The answer to a request by what a snapshot holds; `seen` is how far it sees.
///
/// # Errors
/// Every fault of the request; or the database's failure.
pub async fn search_in(
    snapshot: &mut Transaction,
    seen: Seen,
    request: SearchRequest,
    now: Instant,
) -> ApiResult<SearchAnswer> {
    answer(snapshot, seen, &Query::from_request(request)?, now).await
}

async fn answer(snapshot: &mut Transaction, seen: Seen, query: &Query, now: Instant) -> ApiResult<SearchAnswer> {
    let attributes = store::attributes_by_key(snapshot, &query.attributes).await?;
    let order = query.order(snapshot).await?;
    let filtered = match &query.filter {
        Some(filter) => {
            let definitions = Definitions::of(snapshot, filter, now).await?;
            let compiled = compile_by(snapshot, &definitions, filter, Scope::Everyone).await?;
            Some((filter, definitions, compiled))
        }
        None => None,
    };
    let predicate = filtered.as_ref().map(|(_, _, compiled)| compiled.predicate());
    let total = match (&query.text, &filtered) {
        (None, None) => seen.total,
        (None, Some((_, _, compiled))) => compiled.total(snapshot, seen.total).await?,
        (Some(text), _) => store::count_with_text(snapshot, text, predicate.as_ref()).await?,
    };
    let matching = filtered.as_ref().zip(predicate.as_ref()).map(|((filter, definitions, _), predicate)| Matching {
        filter,
        definitions,
        predicate,
        total,
        everyone: seen.total,
    });
    let found = find_page(snapshot, query, &order, matching).await?;
    let users = rows::rows(snapshot, &found.user_ids, &attributes).await?;
    Ok(SearchAnswer { total, sequence: seen.sequence, users, next: found.next, previous: found.previous })
}

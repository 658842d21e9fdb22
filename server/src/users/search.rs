//! `POST /api/users/search`: a page of users, and how many there are.

use super::{
    filtering,
    matching::Matching,
    order::Order,
    page::{Finder, Found, find_page, sorted_by},
    query::Query,
    rows, store,
};
use crate::{
    error::ApiResult,
    extract,
    filter::{Compiled, Definitions, Scope},
    index::{Asked, Evaluator, Members, Reading},
    state::State,
};
use axum::Json;
use shared::{
    api::users::{SearchAnswer, SearchRequest, TotalBy},
    filter::Filter,
    time::Instant,
};

/// Answers with a page of users in an order.
///
/// Total, page and rows are of one state of the database, the one that `sequence` names. The header
/// `x-rollcall-evaluator` says who counted: `index` or `sql`.
#[utoipa::path(post, path = "/api/users/search", tag = "Users", request_body = SearchRequest,
    responses((status = 200, body = SearchAnswer), (status = 422, body = shared::problem::Problem)))]
pub(crate) async fn search(
    axum::extract::State(state): axum::extract::State<State>,
    extract::Json(request): extract::Json<SearchRequest>,
) -> ApiResult<([(&'static str, &'static str); 1], Json<SearchAnswer>)> {
    let query = Query::from_request(request)?;
    let mut reading = if query.is_for_index() {
        state.index.read(&state.database, &state.changes, None).await?
    } else {
        state.index.read_sql(&state.database, &state.changes, None).await?
    };
    let (answer, by) = answer(&mut reading, &query, state.clock.now()).await?;
    Ok((by.told(), Json(answer)))
}

/// The answer to a request by what a reading holds.
///
/// # Errors
/// Every fault of the request; or the database's failure.
pub async fn search_in(reading: &mut Reading, request: SearchRequest, now: Instant) -> ApiResult<SearchAnswer> {
    Ok(answer(reading, &Query::from_request(request)?, now).await?.0)
}

async fn answer(reading: &mut Reading, query: &Query, now: Instant) -> ApiResult<(SearchAnswer, Evaluator)> {
    let attributes = store::attributes_by_key(&mut reading.snapshot, &query.attributes).await?;
    let order = query.order(&mut reading.snapshot).await?;
    let (total, found, by) = match &query.filter {
        Some(filter) => filtered(reading, query, filter, &order, now).await?,
        None => unfiltered(reading, query, &order).await?,
    };
    let users = rows::rows(&mut reading.snapshot, &found.user_ids, &attributes).await?;
    let Found { next, previous, .. } = found;
    Ok((SearchAnswer { total, sequence: reading.seen.sequence, users, next, previous }, by))
}

/// How many a text finds, or all, and who of them is on the page. The number is missing only where it may come later and
/// SQL would count.
async fn unfiltered(reading: &mut Reading, query: &Query, order: &Order) -> ApiResult<(Option<u64>, Found, Evaluator)> {
    let (members, known) = match &query.text {
        Some(text) => of_the_searched(reading.searched(text, None)),
        None => (reading.everyone(), Some(reading.seen.total)),
    };
    if let Some((members, key)) = members.zip(sorted_by(query, order))
        && let Some(walker) = reading.walker(&members, key, order.descending)
    {
        return Ok((known, find_page(query, order, Finder::Index(walker)).await?, Evaluator::Index));
    }
    reading.release();
    let total = match &query.text {
        Some(text) if known.is_none() && query.total == TotalBy::Now => {
            Some(store::count_with_text(&mut reading.snapshot, text, None).await?)
        }
        Some(_) | None => known,
    };
    let by = if query.text.is_some() && known.is_some() { Evaluator::Index } else { Evaluator::Sql };
    let finder = Finder::Sql { snapshot: &mut reading.snapshot, matching: None };
    Ok((total, find_page(query, order, finder).await?, by))
}

/// Whom a text found, with their number.
fn of_the_searched(members: Option<Members>) -> (Option<Members>, Option<u64>) {
    let total = members.as_ref().map(Members::total);
    (members, total)
}

/// How many match a filter, and the text where there is one, and who of them is on the page. The number is missing
/// only where it may come later and SQL would count.
async fn filtered(
    reading: &mut Reading,
    query: &Query,
    filter: &Filter,
    order: &Order,
    now: Instant,
) -> ApiResult<(Option<u64>, Found, Evaluator)> {
    let definitions = Definitions::of(&mut reading.snapshot, filter, now).await?;
    let resolved = definitions.resolve(filter).map_err(filtering::told)?;
    let everyone = reading.seen.total;
    if query.total == TotalBy::Later && reading.evaluator() == Evaluator::Sql {
        let matching = Matching { filter, definitions: &definitions, predicate: None, total: None, everyone };
        let finder = Finder::Sql { snapshot: &mut reading.snapshot, matching: Some(matching) };
        return Ok((None, find_page(query, order, finder).await?, Evaluator::Sql));
    }
    // SQL counts those with the text at once.
    let (compiled, known, by) = if query.text.is_some() && reading.evaluator() == Evaluator::Sql {
        (Compiled::new(&mut reading.snapshot, resolved, Scope::Everyone).await?, None, Evaluator::Sql)
    } else {
        let counted = reading.count(resolved, Asked::Total).await?;
        let (members, known) = match &query.text {
            Some(text) => of_the_searched(reading.searched(text, Some(&counted))),
            None => (counted.members.clone(), Some(counted.totals.total)),
        };
        let by = if known.is_some() { counted.by } else { Evaluator::Sql };
        if let Some((members, key)) = members.zip(sorted_by(query, order))
            && let Some(walker) = reading.walker(&members, key, order.descending)
        {
            return Ok((known, find_page(query, order, Finder::Index(walker)).await?, by));
        }
        (counted.into_compiled(reading).await?, known, by)
    };
    let predicate = compiled.predicate();
    let total = match (known, &query.text) {
        (None, Some(text)) => Some(store::count_with_text(&mut reading.snapshot, text, Some(&predicate)).await?),
        (known, _) => known,
    };
    let predicate = Some(&predicate);
    let matching = Matching { filter, definitions: &definitions, predicate, total, everyone };
    let finder = Finder::Sql { snapshot: &mut reading.snapshot, matching: Some(matching) };
    Ok((total, find_page(query, order, finder).await?, by))
}

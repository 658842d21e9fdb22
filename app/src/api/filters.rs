//! Filters that the server keeps for addresses, and how they count.

use super::{
    failure::Failure,
    request::{Abort, get, post},
};
use shared::{
    api::{
        count::{CountAnswer, CountRequest},
        filter::{FilterDocument, SqlAnswer, StoredFilter, StoredFilterId},
    },
    filter::Filter,
};

/// Keeps a filter; its id is the same for filters that are written alike.
pub async fn keep_filter(filter: &Filter) -> Result<StoredFilterId, Failure> {
    post("/api/filters", &StoredFilter { filter: FilterDocument::new(filter) }, None).await
}

/// A filter that is kept.
pub async fn kept_filter(filter_id: &str) -> Result<Filter, Failure> {
    let filter_id = String::from(js_sys::encode_uri_component(filter_id));
    let stored: StoredFilter = get(&format!("/api/filters/{filter_id}"), None).await?;
    stored.filter.read("").map_err(|_| Failure::Unreadable)
}

/// The statement that counts the users of a filter.
pub async fn sql_of(filter: &Filter) -> Result<SqlAnswer, Failure> {
    post("/api/filters/sql", &StoredFilter { filter: FilterDocument::new(filter) }, None).await
}

/// How many users match.
pub async fn count(request: &CountRequest, abort: &Abort) -> Result<CountAnswer, Failure> {
    post("/api/users/count", request, Some(abort)).await
}

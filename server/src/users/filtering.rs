//! Filters of requests: read, resolved and compiled, their problems told with pointers into the request.

use crate::{
    db::Transaction,
    error::{ApiError, ApiResult},
    filter::{self, Compiled, Definitions, Scope},
};
use shared::filter::Filter;

/// Where filters stand in requests.
pub(super) const POINTER: &str = "/filter";

/// Compiles a request's filter by what was loaded for it.
pub(super) async fn compile_by(
    snapshot: &mut Transaction,
    definitions: &Definitions,
    filter: &Filter,
    scope: Scope<'_>,
) -> ApiResult<Compiled> {
    let resolved = definitions.resolve(filter).map_err(told)?;
    Ok(Compiled::new(snapshot, resolved, scope).await?)
}

/// Problems with pointers into the request.
pub(super) fn told(error: filter::Error) -> ApiError {
    ApiError::of_filter(error, POINTER)
}

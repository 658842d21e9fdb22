//! Filters of requests: read, resolved and compiled, their problems told with pointers into the request.

use crate::{
    db::Transaction,
    error::{ApiError, ApiResult},
    filter::{self, Compiled, Scope, resolve},
};
use shared::{filter::Filter, problem::ProblemAt, time::Instant};

/// Where filters stand in requests.
pub(super) const POINTER: &str = "/filter";

/// Compiles a request's filter at the moment of the request.
pub(super) async fn compile(
    snapshot: &mut Transaction,
    filter: &Filter,
    now: Instant,
    scope: Scope<'_>,
) -> ApiResult<Compiled> {
    let below = |problem: ProblemAt| ProblemAt { pointer: format!("{POINTER}{}", problem.pointer), ..problem };
    let resolved = resolve(snapshot, filter, now).await.map_err(|error| match error {
        filter::Error::Invalid(problems) => ApiError::Invalid(problems.into_iter().map(below).collect()),
        filter::Error::Database(error) => error.into(),
    })?;
    Ok(Compiled::new(snapshot, resolved, scope).await?)
}

//! `POST /api/filters/sql`: a filter's statement, to read.

use crate::{
    error::{ApiError, ApiResult},
    extract,
    filter::{Compiled, Definitions, Scope, ShownSql},
    state::State,
};
use axum::Json;
use shared::{
    api::filter::{SqlAnswer, SqlRequest},
    problem::Problem,
};

/// Answers with the statement that counts the users of a filter, and with the values that it binds.
#[utoipa::path(post, path = "/api/filters/sql", tag = "Filters", request_body = SqlRequest,
    responses((status = 200, body = SqlAnswer), (status = 422, body = Problem),
        (status = 503, description = "It took too long.", body = Problem)))]
pub(crate) async fn shown(
    axum::extract::State(state): axum::extract::State<State>,
    extract::Json(request): extract::Json<SqlRequest>,
) -> ApiResult<Json<SqlAnswer>> {
    const POINTER: &str = "/filter";
    let filter = request.filter.read(POINTER).map_err(ApiError::Invalid)?;
    let mut snapshot = state.database.snapshot().await?;
    let definitions = Definitions::of(&mut snapshot, &filter, state.clock.now()).await?;
    let resolved = definitions.resolve(&filter).map_err(|error| ApiError::of_filter(error, POINTER))?;
    let compiled = Compiled::new(&mut snapshot, resolved, Scope::Everyone).await?;
    let dialect = state.database.dialect();
    let ShownSql { text, values } = compiled.shown(dialect);
    Ok(Json(SqlAnswer { dialect: dialect.name().to_owned(), sql: text, values }))
}

//! `GET /api/attributes` and `GET /api/attributes/{key}`.

use super::store::{self, Row};
use crate::{
    catalogue::{self, Sources},
    changes,
    db::Transaction,
    error::{ApiError, ApiResult},
    filter::Uses,
    state::State,
};
use axum::{Json, extract::Path};
use shared::{
    api::{
        attributes::{Attribute, Attributes},
        catalogue::AttributeKind,
    },
    filter::Mention,
    problem::Problem,
    text::fold,
    time::Instant,
};
use std::time::Duration;

/// How long everything that users have of one attribute may be looked through.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);

/// Lists the attributes by name, each with where its values come from and which segments name it.
///
/// What exists is of the moment. Numbers are counted now and then in large workspaces, and are `null` until they were
/// counted once.
#[utoipa::path(get, path = "/api/attributes", tag = "Attributes", responses((status = 200, body = Attributes)))]
pub(crate) async fn all(axum::extract::State(state): axum::extract::State<State>) -> ApiResult<Json<Attributes>> {
    // Taken before the snapshot begins, so that the snapshot is no older.
    let earlier = state.changes.seen();
    let mut snapshot = state.database.snapshot().await?;
    let seen = changes::seen_in(&mut snapshot, earlier).await?;
    let rows = store::all(&mut snapshot).await?;
    let uses = Uses::load(&mut snapshot).await?;
    // Numbers are counted by other readers.
    drop(snapshot);
    let numbers = state.catalogue.of_attributes(seen).await;
    let told = |row: Row| {
        let (sources, samples) = (numbers.sources(row.attribute_id), numbers.samples(row.attribute_id));
        attribute(row, sources, samples, &uses)
    };
    let mut attributes = rows.into_iter().map(told).collect::<ApiResult<Vec<_>>>()?;
    attributes.sort_by_cached_key(|attribute| (fold(&attribute.name), attribute.name.clone(), attribute.key.clone()));
    Ok(Json(Attributes { attributes }))
}

/// Answers with one attribute, whose users are counted now.
#[utoipa::path(get, path = "/api/attributes/{key}", tag = "Attributes", params(("key" = String, Path)),
    responses((status = 200, body = Attribute), (status = 404, body = Problem),
        (status = 503, description = "It took too long.", body = Problem)))]
pub(crate) async fn one(
    axum::extract::State(state): axum::extract::State<State>,
    Path(key): Path<String>,
) -> ApiResult<Json<Attribute>> {
    let mut snapshot = state.database.snapshot_for(PATIENCE).await?;
    let row = find(&mut snapshot, &key).await?;
    told(&state, &mut snapshot, row).await.map(Json)
}

/// An attribute as it is in this transaction.
pub(super) async fn told(state: &State, transaction: &mut Transaction, row: Row) -> ApiResult<Attribute> {
    let sources = catalogue::sources_now(transaction, row.attribute_id).await?;
    let uses = Uses::load(transaction).await?;
    let samples = state.catalogue.latest().samples(row.attribute_id);
    attribute(row, Some(sources), samples, &uses)
}

/// The attribute of a key.
pub(super) async fn find(transaction: &mut Transaction, key: &str) -> ApiResult<Row> {
    // Postgres cannot look for NUL, and no key holds it.
    let row = if key.contains('\0') { None } else { store::one(transaction, key).await? };
    row.ok_or_else(|| ApiError::NotFound("There is no such attribute.".into()))
}

/// The kind of a stored word.
pub(super) fn kind(row: &Row) -> ApiResult<AttributeKind> {
    AttributeKind::from_word(&row.kind).ok_or(ApiError::Defect)
}

fn attribute(row: Row, sources: Option<Sources>, samples: Vec<String>, uses: &Uses) -> ApiResult<Attribute> {
    let kind = kind(&row)?;
    let users = sources.as_ref().map(Sources::users);
    let Sources { sources, last_set } = sources.unwrap_or_default();
    let mention = Mention::Attribute(row.key.clone());
    Ok(Attribute {
        kind,
        users,
        last_set,
        sources,
        samples,
        segments: uses.of(&mention).to_vec(),
        created: Instant(row.created_at),
        hidden: row.hidden,
        name: row.name,
        key: row.key,
    })
}

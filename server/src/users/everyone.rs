//! All users that match a filter, for what is done to many: jobs and exports.

use super::{filtering, query::looked_at, rows, store};
use crate::{
    db::Transaction,
    error::{ApiError, ApiResult},
    filter::Definitions,
    index::{Asked, Found, Reading, Wanted},
};
use shared::{api::users::UserRow, filter::Filter, time::Instant};

/// Text to search for, folded as in a search; `None` for blank text.
///
/// # Errors
/// 422 at `/text` for one that is too long.
pub(crate) fn searched_text(text: Option<String>) -> ApiResult<Option<String>> {
    looked_at(text).map_err(|detail| ApiError::invalid("/text", detail))
}

/// The ids of all users that match a filter, and a folded text where there is one, rising.
///
/// # Errors
/// 422 with pointers below `/filter` for what the filter names and nobody knows.
pub(crate) async fn all_matching(
    reading: &mut Reading,
    filter: &Filter,
    text: Option<&str>,
    now: Instant,
) -> ApiResult<Vec<i64>> {
    if text.is_some() {
        // Here the database searches for texts: what is done to many takes its time.
        reading.release();
    }
    match found(reading, filter, Wanted::All, now).await? {
        Found::Users(user_ids) => Ok(user_ids),
        Found::Compiled(compiled) => Ok(store::every_match(&mut reading.snapshot, text, &compiled.predicate()).await?),
    }
}

async fn found(reading: &mut Reading, filter: &Filter, wanted: Wanted<'_>, now: Instant) -> ApiResult<Found> {
    let definitions = Definitions::of(&mut reading.snapshot, filter, now).await?;
    let resolved = definitions.resolve(filter).map_err(filtering::told)?;
    Ok(reading.find(resolved, wanted).await?)
}

/// How many users match a filter.
///
/// # Errors
/// 422 with pointers below `/filter` for what the filter names and nobody knows.
pub(crate) async fn count_matching(reading: &mut Reading, filter: &Filter, now: Instant) -> ApiResult<u64> {
    let definitions = Definitions::of(&mut reading.snapshot, filter, now).await?;
    let resolved = definitions.resolve(filter).map_err(filtering::told)?;
    Ok(reading.count(resolved, Asked::Total).await?.totals.total)
}

/// Those of some users, whose ids rise, that match a filter, rising.
///
/// # Errors
/// 422 with pointers below `/filter` for what the filter names and nobody knows.
pub(crate) async fn matching_among(
    reading: &mut Reading,
    filter: &Filter,
    user_ids: &[i64],
    now: Instant,
) -> ApiResult<Vec<i64>> {
    match found(reading, filter, Wanted::Among(user_ids), now).await? {
        Found::Users(user_ids) => Ok(user_ids),
        Found::Compiled(compiled) => {
            let mut found = store::matching_among(&mut reading.snapshot, user_ids, &compiled.predicate()).await?;
            found.sort_unstable();
            Ok(found)
        }
    }
}

/// Rows of users with chosen attributes, some users at a time.
pub(crate) struct Rows(Vec<store::AttributeRow>);

impl Rows {
    /// Rows that carry these attributes; keys that nobody knows are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn with(snapshot: &mut Transaction, keys: &[String]) -> ApiResult<Self> {
        Ok(Self(store::attributes_by_key(snapshot, keys).await?))
    }

    /// The rows of these users, in this order, without those who are gone by now.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn of(&self, snapshot: &mut Transaction, user_ids: &[i64]) -> ApiResult<Vec<UserRow>> {
        rows::rows_still_there(snapshot, user_ids, &self.0).await
    }
}

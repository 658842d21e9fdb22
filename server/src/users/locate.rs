//! The user that an address names.

use super::store;
use crate::{
    db::Transaction,
    error::{ApiError, ApiResult},
};
use shared::ids::UserId;

/// The user of an id in an address. `below` is what follows the id there, with its query: an id that was merged into
/// another leads on to the same of the survivor.
///
/// # Errors
/// 404 for an id that nobody has, 308 for one that was merged away.
pub async fn locate(snapshot: &mut Transaction, user_id: &str, below: &str) -> ApiResult<i64> {
    let gone = || ApiError::NotFound("There is no such user.".into());
    let UserId(user_id) = user_id.parse().map_err(|_| gone())?;
    if store::exists(snapshot, user_id).await? {
        return Ok(user_id);
    }
    let survivor = store::survivor(snapshot, user_id).await?.ok_or_else(gone)?;
    Err(ApiError::Moved(format!("/api/users/{survivor}{below}")))
}

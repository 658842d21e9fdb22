//! Pages of users.

use super::{
    failure::Failure,
    request::{Abort, delete, post},
};
use shared::{
    api::users::{SearchAnswer, SearchRequest},
    ids::UserId,
};

/// A page of users and how many there are on all pages.
pub async fn search(request: &SearchRequest, abort: Option<&Abort>) -> Result<SearchAnswer, Failure> {
    post("/api/users/search", request, abort).await
}

/// Deletes a user for good.
pub async fn delete_user(user_id: UserId) -> Result<(), Failure> {
    delete(&format!("/api/users/{user_id}")).await
}

//! Pages of users, and one user.

use super::{
    failure::Failure,
    request::{Abort, delete, get, post},
};
use shared::{
    api::{
        profile::Profile,
        users::{SearchAnswer, SearchRequest},
    },
    ids::UserId,
};

/// A page of users and how many there are on all pages.
pub async fn search(request: &SearchRequest, abort: Option<&Abort>) -> Result<SearchAnswer, Failure> {
    post("/api/users/search", request, abort).await
}

/// One user in full. A user that was merged away answers with the survivor.
pub async fn profile(user_id: UserId, abort: Option<&Abort>) -> Result<Profile, Failure> {
    get(&format!("/api/users/{user_id}"), abort).await
}

/// Deletes a user for good.
pub async fn delete_user(user_id: UserId) -> Result<(), Failure> {
    delete(&format!("/api/users/{user_id}")).await
}

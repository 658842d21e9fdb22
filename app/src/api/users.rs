//! Pages of users.

use super::{
    failure::Failure,
    request::{Abort, post},
};
use shared::api::users::{SearchAnswer, SearchRequest};

/// A page of users and how many there are on all pages.
pub async fn search(request: &SearchRequest, abort: Option<&Abort>) -> Result<SearchAnswer, Failure> {
    post("/api/users/search", request, abort).await
}

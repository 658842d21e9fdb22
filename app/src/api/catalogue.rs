//! What is known of the product's users, and what a product needs to send them.

use super::{failure::Failure, request::get};
use shared::api::{catalogue::Catalogue, session::Connect};

/// The custom attributes that exist.
pub async fn catalogue() -> Result<Catalogue, Failure> {
    get("/api/catalogue", None).await
}

/// The host and the write key for the product's clients.
pub async fn connect() -> Result<Connect, Failure> {
    get("/api/connect", None).await
}

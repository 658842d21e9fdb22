//! What is known of the product's users, and what a product needs to send them.

use super::{
    failure::Failure,
    request::{Abort, get, patch},
};
use shared::api::{
    catalogue::{Catalogue, Values},
    events::{Event, Events},
    experiences::{Experience, Experiences},
    session::Connect,
    settings::{Settings, SettingsChange},
};

/// Everything that conditions can name.
pub async fn catalogue() -> Result<Catalogue, Failure> {
    get("/api/catalogue", None).await
}

/// Every event, with how often it happened and which segments name it.
pub async fn events() -> Result<Vec<Event>, Failure> {
    get::<Events>("/api/catalogue/events", None).await.map(|answer| answer.events)
}

/// Every experience, with how often users had to do with it and which segments name it.
pub async fn experiences() -> Result<Vec<Experience>, Failure> {
    get::<Experiences>("/api/catalogue/experiences", None).await.map(|answer| answer.experiences)
}

/// Values that users have in a field, those that hold a text; the most common first.
pub async fn values(field: &str, text: &str, abort: &Abort) -> Result<Values, Failure> {
    let encode = |text: &str| String::from(js_sys::encode_uri_component(text));
    get(&format!("/api/catalogue/values?field={}&text={}", encode(field), encode(text)), Some(abort)).await
}

/// The settings of the workspace.
pub async fn settings() -> Result<Settings, Failure> {
    get("/api/settings", None).await
}

/// Changes settings of the workspace.
pub async fn change_settings(change: &SettingsChange) -> Result<Settings, Failure> {
    patch("/api/settings", change).await
}

/// The host and the write key for the product's clients.
pub async fn connect() -> Result<Connect, Failure> {
    get("/api/connect", None).await
}

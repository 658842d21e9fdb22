//! Attributes themselves.

use super::{
    failure::Failure,
    request::{delete, get, patch, post},
};
use shared::api::{
    attributes::{Attribute, AttributeChange, Attributes, Conversion, KindChange},
    catalogue::AttributeKind,
};

fn path(key: &str) -> String {
    format!("/api/attributes/{}", String::from(js_sys::encode_uri_component(key)))
}

/// Every attribute, with where its values come from and which segments name it.
pub async fn attributes() -> Result<Vec<Attribute>, Failure> {
    get::<Attributes>("/api/attributes", None).await.map(|answer| answer.attributes)
}

/// One attribute, whose users are counted now.
pub async fn attribute(key: &str) -> Result<Attribute, Failure> {
    get(&path(key), None).await
}

/// Renames, hides or shows an attribute.
pub async fn change_attribute(key: &str, change: &AttributeChange) -> Result<Attribute, Failure> {
    patch(&path(key), change).await
}

/// Deletes an attribute; refused while segments name it.
pub async fn delete_attribute(key: &str) -> Result<(), Failure> {
    delete(&path(key)).await
}

/// What another kind would come to.
pub async fn check_kind(key: &str, kind: AttributeKind) -> Result<Conversion, Failure> {
    post(&format!("{}/kind/check", path(key)), &KindChange { kind }, None).await
}

/// Gives an attribute another kind.
pub async fn change_kind(key: &str, kind: AttributeKind) -> Result<Conversion, Failure> {
    post(&format!("{}/kind", path(key)), &KindChange { kind }, None).await
}

//! Tags, and which users have them.

use super::{
    failure::Failure,
    request::{delete, get, patch, post, put},
};
use shared::{
    api::tags::{NewTag, Tag, TagChange, TagMerge, Tags},
    ids::{TagId, UserId},
};

/// Every tag, with how many users have it and which segments name it.
pub async fn tags() -> Result<Vec<Tag>, Failure> {
    get::<Tags>("/api/tags", None).await.map(|answer| answer.tags)
}

/// Makes a tag. Where there is one of the name already, the answer is that one.
pub async fn create_tag(name: &str) -> Result<Tag, Failure> {
    post("/api/tags", &NewTag { name: name.to_owned(), color: None }, None).await
}

/// Renames or recolours a tag.
pub async fn change_tag(tag_id: TagId, change: &TagChange) -> Result<Tag, Failure> {
    patch(&format!("/api/tags/{tag_id}"), change).await
}

/// Deletes a tag; refused while segments name it.
pub async fn delete_tag(tag_id: TagId) -> Result<(), Failure> {
    delete(&format!("/api/tags/{tag_id}")).await
}

/// Makes one tag of two; the answer is the one that stays.
pub async fn merge_tag(tag_id: TagId, into: TagId) -> Result<Tag, Failure> {
    post(&format!("/api/tags/{tag_id}/merge"), &TagMerge { into }, None).await
}

/// Gives a user a tag; one that has it keeps it.
pub async fn give_tag(user_id: UserId, tag_id: TagId) -> Result<(), Failure> {
    put(&format!("/api/users/{user_id}/tags/{tag_id}")).await
}

/// Takes a tag from a user.
pub async fn take_tag(user_id: UserId, tag_id: TagId) -> Result<(), Failure> {
    delete(&format!("/api/users/{user_id}/tags/{tag_id}")).await
}

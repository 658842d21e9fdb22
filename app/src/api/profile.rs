//! One user: what is known, what was done and answered, and why a filter matches.

use super::{
    failure::Failure,
    request::{Abort, get, patch, post},
};
use serde_json::{Map, Value};
use shared::{
    api::{
        activity::{Activity, ActivityKind},
        attributes::AttributeChanges,
        explain::{ExplainAnswer, ExplainRequest},
        filter::FilterDocument,
        profile::Profile,
        responses::Responses,
    },
    filter::Filter,
    ids::UserId,
    page::Cursor,
};

/// One user in full. A user that was merged away answers with the survivor.
pub async fn profile(user_id: UserId, abort: Option<&Abort>) -> Result<Profile, Failure> {
    get(&format!("/api/users/{user_id}"), abort).await
}

fn after(cursor: Option<&Cursor>) -> String {
    cursor.map_or_else(String::new, |cursor| format!("&after={}", js_sys::encode_uri_component(&cursor.0)))
}

/// What a user did, of these kinds.
pub async fn activity(
    user_id: UserId,
    kinds: &[ActivityKind],
    cursor: Option<&Cursor>,
    abort: &Abort,
) -> Result<Activity, Failure> {
    let kinds: Vec<_> = kinds.iter().map(|kind| kind.word()).collect();
    get(&format!("/api/users/{user_id}/activity?kinds={}{}", kinds.join(","), after(cursor)), Some(abort)).await
}

/// What a user answered.
pub async fn responses(user_id: UserId, cursor: Option<&Cursor>, abort: &Abort) -> Result<Responses, Failure> {
    get(&format!("/api/users/{user_id}/responses?limit=50{}", after(cursor)), Some(abort)).await
}

/// Sets one value of a user; `null` removes it.
pub async fn set_attribute(user_id: UserId, key: &str, value: Value) -> Result<Profile, Failure> {
    let changes = AttributeChanges(Map::from_iter([(key.to_owned(), value)]));
    patch(&format!("/api/users/{user_id}/attributes"), &changes).await
}

/// Why a filter matches a user, or does not.
pub async fn explain(user_id: UserId, filter: &Filter) -> Result<ExplainAnswer, Failure> {
    post(&format!("/api/users/{user_id}/explain"), &ExplainRequest { filter: FilterDocument::new(filter) }, None).await
}

//! `POST /api/users/{user_id}/explain`: why a filter matches a user, or does not.

use super::{filtering, store};
use crate::{
    changes,
    error::{ApiError, ApiResult},
    extract,
    filter::Scope,
    state::State,
};
use axum::{Json, extract::Path};
use shared::{
    api::explain::{ExplainAnswer, ExplainRequest, Explained},
    filter::{Names, Node, describe_node},
    ids::UserId,
};
use std::collections::HashMap;

/// Answers with every node of the filter and whether the user matches it.
#[utoipa::path(post, path = "/api/users/{user_id}/explain", tag = "Users", request_body = ExplainRequest,
    params(("user_id" = String, Path, description = "Rollcall's number of the user")),
    responses((status = 200, body = ExplainAnswer), (status = 404, body = shared::problem::Problem),
        (status = 422, body = shared::problem::Problem)))]
pub(crate) async fn explain(
    axum::extract::State(state): axum::extract::State<State>,
    Path(user_id): Path<String>,
    extract::Json(request): extract::Json<ExplainRequest>,
) -> ApiResult<Json<ExplainAnswer>> {
    let gone = || ApiError::NotFound("There is no such user.".into());
    let UserId(user_id) = user_id.parse().map_err(|_| gone())?;
    let filter = request.filter.read(filtering::POINTER).map_err(ApiError::Invalid)?;
    let earlier = state.changes.seen();
    let mut snapshot = state.database.snapshot().await?;
    let seen = changes::seen_in(&mut snapshot, earlier).await?;
    if store::users(&mut snapshot, &[user_id]).await?.is_empty() {
        return Err(gone());
    }
    let compiled = filtering::compile(&mut snapshot, &filter, state.clock.now(), Scope::One(user_id)).await?;
    let matches = compiled.matches(&mut snapshot, user_id).await?;
    let root = explained(&filter.root, "/root".into(), &matches, compiled.names());
    Ok(Json(ExplainAnswer { root, sequence: seen.sequence }))
}

/// What is muted has no answer, and neither has anything in it.
fn explained(node: &Node, pointer: String, matches: &HashMap<String, bool>, names: &dyn Names) -> Explained {
    let child = |node: &Node, step: &str| explained(node, format!("{pointer}/{step}"), matches, names);
    let all = |nodes: &[Node], word: &str| -> Vec<Explained> {
        nodes.iter().enumerate().map(|(index, node)| child(node, &format!("{word}/{index}"))).collect()
    };
    let (kind, children) = match node {
        Node::All(nodes) => ("all", all(nodes, "all")),
        Node::Any(nodes) => ("any", all(nodes, "any")),
        Node::Not(node) => ("not", vec![child(node, "not")]),
        Node::Muted(node) => ("muted", vec![child(node, "muted")]),
        Node::Named(named) => ("named", vec![child(&named.node, "named/node")]),
        Node::Condition(condition) => (condition.word(), Vec::new()),
    };
    let (sentence, matches) = (describe_node(node, names), matches.get(&pointer).copied());
    Explained { pointer, kind: kind.to_owned(), sentence, matches, children }
}

//! `POST /api/users/{user_id}/explain`: why a filter matches a user, or does not.

use super::{filtering, locate::locate};
use crate::{
    error::{ApiError, ApiResult},
    extract,
    filter::Definitions,
    state::State,
};
use axum::{Json, extract::Path};
use serde_json::Value;
use shared::{
    api::explain::{ExplainAnswer, ExplainRequest, Explained},
    filter::{Condition, Names, Node, describe_node},
};
use std::collections::HashMap;

/// Answers with every node of the filter, whether the user matches it, and the user's own value beside each condition.
///
/// The header `x-rollcall-evaluator` says who found out what matches: `index` or `sql`.
#[utoipa::path(post, path = "/api/users/{user_id}/explain", tag = "Users", request_body = ExplainRequest,
    params(("user_id" = String, Path, description = "Rollcall's number of the user")),
    responses((status = 200, body = ExplainAnswer),
        (status = 308, description = "Merged into the user that Location names"),
        (status = 404, body = shared::problem::Problem), (status = 422, body = shared::problem::Problem)))]
pub(crate) async fn explain(
    axum::extract::State(state): axum::extract::State<State>,
    Path(user_id): Path<String>,
    extract::Json(request): extract::Json<ExplainRequest>,
) -> ApiResult<([(&'static str, &'static str); 1], Json<ExplainAnswer>)> {
    let filter = request.filter.read(filtering::POINTER).map_err(ApiError::Invalid)?;
    let mut reading = state.index.read_for_one(&state.database, &state.changes).await?;
    let user_id = locate(&mut reading.snapshot, &user_id, "/explain").await?;
    let definitions = Definitions::of(&mut reading.snapshot, &filter, state.clock.now()).await?;
    let resolved = definitions.resolve(&filter).map_err(filtering::told)?;
    let (matches, by) = reading.matches(resolved, user_id).await?;
    let values = definitions.values(&mut reading.snapshot, &filter, user_id).await?;
    let about = About { matches, values, names: definitions.names() };
    let root = about.explained(&filter.root, "/root".into());
    Ok((by.told(), Json(ExplainAnswer { root, sequence: reading.seen.sequence })))
}

/// What is known of the user, by the pointers of nodes.
struct About<'a> {
    matches: HashMap<String, bool>,
    values: HashMap<String, Value>,
    names: &'a dyn Names,
}

impl About<'_> {
    /// What is muted has no answer, and neither has anything in it.
    fn explained(&self, node: &Node, pointer: String) -> Explained {
        let child = |node: &Node, step: &str| self.explained(node, format!("{pointer}/{step}"));
        let all = |nodes: &[Node], word: &str| -> Vec<Explained> {
            nodes.iter().enumerate().map(|(index, node)| child(node, &format!("{word}/{index}"))).collect()
        };
        let matches = self.matches.get(&pointer).copied();
        let value = match node {
            Node::Condition(Condition::Segment(condition)) => {
                matches.map(|matches| Value::from(matches == condition.member))
            }
            Node::Condition(_) | Node::All(_) | Node::Any(_) | Node::Not(_) | Node::Muted(_) | Node::Named(_) => {
                self.values.get(&pointer).cloned()
            }
        };
        let children = match node {
            Node::All(nodes) => all(nodes, "all"),
            Node::Any(nodes) => all(nodes, "any"),
            Node::Not(node) => vec![child(node, "not")],
            Node::Muted(node) => vec![child(node, "muted")],
            Node::Named(named) => vec![child(&named.node, "named/node")],
            Node::Condition(_) => Vec::new(),
        };
        let (kind, sentence) = (node.word().to_owned(), describe_node(node, self.names));
        Explained { pointer, kind, sentence, matches, value, children }
    }
}

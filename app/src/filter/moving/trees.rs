//! Drafts for tests: conditions are names of events, an array is the main group.

use serde_json::{Value, json};
use shared::filter::{
    Filter,
    edit::{Content, Draft, DraftCondition, DraftNode, NodeId},
};

fn node(sketch: &Value) -> Value {
    match sketch {
        Value::String(name) => json!({"event": {"name": name}}),
        Value::Array(children) => json!({"all": children.iter().map(node).collect::<Vec<_>>()}),
        Value::Object(group) => {
            let children = |children: &Value| children.as_array().unwrap().iter().map(node).collect::<Vec<_>>();
            group.iter().map(|(word, inside)| json!({ word.clone(): children(inside) })).next().unwrap()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => panic!("{sketch} is no tree"),
    }
}

/// `["a", {"any": ["b", "c"]}]`.
pub fn draft(sketch: Value) -> Draft {
    Draft::from(&Filter::read(&json!({"version": 1, "root": node(&sketch)})).unwrap())
}

/// The words of a condition: the name of its event.
pub fn words(condition: &DraftCondition) -> String {
    condition.0["event"]["name"].as_str().unwrap_or("New condition").to_owned()
}

/// The condition with a name.
pub fn at(draft: &Draft, name: &str) -> NodeId {
    fn search(node: &DraftNode, name: &str) -> Option<NodeId> {
        match &node.content {
            Content::Condition(condition) => (words(condition) == name).then_some(node.id),
            Content::Group { children, .. } => children.iter().find_map(|child| search(child, name)),
        }
    }
    search(draft.root(), name).unwrap()
}

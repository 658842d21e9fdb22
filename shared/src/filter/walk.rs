//! Every node of a filter with its pointer, in the order of the document.

use super::{
    condition::Condition,
    node::{Filter, Node},
};

/// A node on the way through the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Visit<'a> {
    /// The JSON pointer to it in the document.
    pub pointer: String,
    /// The node.
    pub node: &'a Node,
    /// Whether it is muted, or inside of what is.
    pub is_muted: bool,
}

impl Filter {
    /// Every node, parents before children.
    #[must_use]
    pub fn visits(&self) -> Vec<Visit<'_>> {
        let mut visits = Vec::new();
        visit(&self.root, "/root".to_owned(), false, &mut visits);
        visits
    }

    /// Every node that takes part in the evaluation: those whose totals are told.
    #[must_use]
    pub fn live_visits(&self) -> Vec<Visit<'_>> {
        self.visits().into_iter().filter(|visit| !visit.is_muted).collect()
    }

    /// Every condition that takes part in the evaluation.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        self.live_visits().into_iter().filter_map(|visit| match visit.node {
            Node::Condition(condition) => Some(condition),
            Node::All(_) | Node::Any(_) | Node::Not(_) | Node::Muted(_) | Node::Named(_) => None,
        })
    }
}

fn visit<'a>(node: &'a Node, pointer: String, is_muted: bool, visits: &mut Vec<Visit<'a>>) {
    let is_muted = is_muted || matches!(node, Node::Muted(_));
    visits.push(Visit { pointer: pointer.clone(), node, is_muted });
    match node {
        Node::All(children) => visit_all(children, &format!("{pointer}/all"), is_muted, visits),
        Node::Any(children) => visit_all(children, &format!("{pointer}/any"), is_muted, visits),
        Node::Not(child) => visit(child, format!("{pointer}/not"), is_muted, visits),
        Node::Muted(child) => visit(child, format!("{pointer}/muted"), is_muted, visits),
        Node::Named(named) => visit(&named.node, format!("{pointer}/named/node"), is_muted, visits),
        Node::Condition(_) => {}
    }
}

fn visit_all<'a>(children: &'a [Node], pointer: &str, is_muted: bool, visits: &mut Vec<Visit<'a>>) {
    for (index, child) in children.iter().enumerate() {
        visit(child, format!("{pointer}/{index}"), is_muted, visits);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn pointers_lead_to_the_nodes_of_the_document() {
        let leaf = json!({"segment": {"id": "7", "member": true}});
        let document = json!({"version": 1, "root": {"any": [
            {"named": {"name": "n", "node": {"all": [leaf, {"muted": {"not": leaf}}]}}},
            {"not": leaf},
        ]}});
        let filter = Filter::read(&document).unwrap();
        for visit in filter.visits() {
            let found = document.pointer(&visit.pointer).unwrap();
            assert_eq!(found, &serde_json::to_value(visit.node).unwrap(), "{}", visit.pointer);
        }
        let live: Vec<_> = filter.live_visits().into_iter().map(|visit| visit.pointer).collect();
        let expected = [
            "/root",
            "/root/any/0",
            "/root/any/0/named/node",
            "/root/any/0/named/node/all/0",
            "/root/any/1",
            "/root/any/1/not",
        ];
        assert_eq!(live, expected);
        assert_eq!(filter.visits().len(), 9);
        assert_eq!(filter.conditions().count(), 2);
    }
}

//! Numbers of users: of the whole filter, of every node, and of the filter without a node.

use super::{
    compile::{Compiled, Set, UNITED, count_of, united},
    fragment::Fragment,
    resolve::{NodeKind, ResolvedNode},
};
use crate::db::{Result, Sql, Transaction};
use std::collections::HashMap;

/// Users of one node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeTotal {
    /// Where the node stands in the document.
    pub pointer: String,
    /// Users that match it.
    pub total: u64,
    /// Users that would match the whole filter if this node were muted; `None` where it cannot be, or nobody asked.
    pub without: Option<u64>,
}

/// Users of a filter and of its nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    /// Users that match.
    pub total: u64,
    /// Every node that is not muted, in the order of the document.
    pub nodes: Vec<NodeTotal>,
}

/// A node that is told about.
pub(crate) struct Told<'a> {
    pub pointer: &'a str,
    pub node: &'a ResolvedNode,
    /// Whether its parent is `all` or `any`.
    pub may_be_muted: bool,
}

impl Compiled {
    /// How many users match, of `everyone`.
    ///
    /// # Errors
    /// When the database fails, or takes too long.
    pub async fn total(&self, snapshot: &mut Transaction, everyone: u64) -> Result<u64> {
        self.count(snapshot, &self.root, everyone, &HashMap::new()).await
    }

    /// How many users match each node. `without` asks for what each one keeps away, too.
    ///
    /// # Errors
    /// As [`Compiled::total`].
    pub async fn totals(&self, snapshot: &mut Transaction, everyone: u64, without: bool) -> Result<Totals> {
        let told = told(&self.root);
        let mut known: HashMap<&str, u64> = HashMap::new();
        // Children come before their parents, whose numbers often follow from theirs.
        for one in told.iter().rev() {
            let total = self.count(snapshot, one.node, everyone, &known).await?;
            known.insert(one.pointer, total);
        }
        let mut nodes = Vec::with_capacity(told.len());
        for one in &told {
            let without = if without && one.may_be_muted {
                let predicate = self.predicate_of(&self.root, Some(one.pointer));
                Some(count_users(snapshot, predicate).await?)
            } else {
                None
            };
            let total = known.get(one.pointer).copied().unwrap_or_default();
            nodes.push(NodeTotal { pointer: one.pointer.to_owned(), total, without });
        }
        Ok(Totals { total: known.get("/root").copied().unwrap_or_default(), nodes })
    }

    async fn count(
        &self,
        snapshot: &mut Transaction,
        node: &ResolvedNode,
        everyone: u64,
        known: &HashMap<&str, u64>,
    ) -> Result<u64> {
        let (negated, source) = self.source(node, known);
        let total = match source {
            Source::Known(total) => total,
            Source::Asked(statement) => number(snapshot, statement).await?,
        };
        Ok(if negated { everyone.saturating_sub(total) } else { total })
    }

    /// Where the number of a node comes from, and whether it is that of everybody else.
    fn source(&self, node: &ResolvedNode, known: &HashMap<&str, u64>) -> (bool, Source) {
        if let Some(total) = node.pointer.as_deref().and_then(|pointer| known.get(pointer)) {
            return (false, Source::Known(*total));
        }
        match &node.kind {
            NodeKind::All(children) if children.is_empty() => (true, Source::Known(0)),
            NodeKind::Any(children) if children.is_empty() => (false, Source::Known(0)),
            NodeKind::Not(child) => {
                let (negated, source) = self.source(child, known);
                (!negated, source)
            }
            NodeKind::Same(child) => self.source(child, known),
            NodeKind::All(children) | NodeKind::Any(children) if children.len() == 1 => {
                self.source(&children[0], known)
            }
            NodeKind::Any(children) => {
                let selects: Option<Vec<_>> = children.iter().map(|child| self.select_of(child).cloned()).collect();
                let statement = selects.filter(|selects| selects.len() <= UNITED);
                (
                    false,
                    Source::Asked(statement.map_or_else(|| self.count_of_users(node), |all| count_of(united(&all)))),
                )
            }
            NodeKind::All(_) => (false, Source::Asked(self.count_of_users(node))),
            NodeKind::Leaf(index) => {
                let leaf = self.leaf(*index);
                let source = match &leaf.set {
                    Some(Set::Known(total)) => Source::Known(*total),
                    Some(Set::Select(select)) => Source::Asked(count_of(select.clone())),
                    None => Source::Asked(users_where(leaf.positive.clone())),
                };
                (leaf.negated, source)
            }
        }
    }

    fn count_of_users(&self, node: &ResolvedNode) -> Fragment {
        users_where(self.predicate_of(node, None))
    }

    /// Every statement that the total needs: those that found out what SQL cannot test, and the one that counts.
    #[must_use]
    pub fn statements(&self) -> Vec<Sql> {
        let mut statements: Vec<_> = self.leaves().iter().filter_map(|leaf| leaf.gathered_by.clone()).collect();
        match self.source(&self.root, &HashMap::new()).1 {
            Source::Known(_) => {}
            Source::Asked(statement) => statements.push(statement),
        }
        statements.into_iter().map(Fragment::into_sql).collect()
    }
}

/// Where a number comes from.
enum Source {
    Known(u64),
    Asked(Fragment),
}

fn users_where(predicate: Fragment) -> Fragment {
    Fragment::new("select count(*) from users where ").then(predicate)
}

pub(super) async fn count_users(snapshot: &mut Transaction, predicate: Fragment) -> Result<u64> {
    number(snapshot, users_where(predicate)).await
}

async fn number(snapshot: &mut Transaction, statement: Fragment) -> Result<u64> {
    let (total,): (i64,) = snapshot.one(statement.into_sql()).await?;
    Ok(total.unsigned_abs())
}

/// Nodes of the document, parents before children.
pub(crate) fn told(root: &ResolvedNode) -> Vec<Told<'_>> {
    let mut told = Vec::new();
    collect(root, false, &mut told);
    told
}

fn collect<'a>(node: &'a ResolvedNode, may_be_muted: bool, told: &mut Vec<Told<'a>>) {
    // Inside of segments no node has a place in the document.
    let Some(pointer) = node.pointer.as_deref() else { return };
    told.push(Told { pointer, node, may_be_muted });
    match &node.kind {
        NodeKind::All(children) | NodeKind::Any(children) => {
            children.iter().for_each(|child| collect(child, true, told));
        }
        NodeKind::Not(child) | NodeKind::Same(child) => collect(child, false, told),
        NodeKind::Leaf(_) => {}
    }
}

//! The tree of a filter over the SQL of its leaves.

use super::{
    leaf::{LeafSql, compile_leaf},
    positive::{Set, in_any},
    scope::Scope,
};
use crate::{
    db::{Result, Transaction},
    filter::{
        fragment::Fragment,
        known::Known,
        resolve::{NodeKind, ResolvedFilter, ResolvedNode},
    },
};
use shared::filter::Names;
use std::sync::Arc;

/// A filter as SQL. Leaves that SQL cannot test hold what was found in the transaction it was compiled in: it is to
/// be asked in that transaction only.
#[derive(Debug)]
pub struct Compiled {
    pub(in crate::filter) root: ResolvedNode,
    leaves: Vec<LeafSql>,
    names: Arc<Known>,
}

impl Compiled {
    /// Compiles a filter, and finds out what SQL cannot test.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn new(snapshot: &mut Transaction, filter: ResolvedFilter, scope: Scope<'_>) -> Result<Self> {
        let ResolvedFilter { root, leaves, calendar, names } = filter;
        let mut compiled = Vec::with_capacity(leaves.len());
        for leaf in leaves {
            compiled.push(compile_leaf(snapshot, leaf, &calendar, scope).await?);
        }
        Ok(Self { root, leaves: compiled, names })
    }

    /// The names of what the filter names.
    #[must_use]
    pub fn names(&self) -> &dyn Names {
        self.names.as_ref()
    }

    /// The predicate on `users` that is true for those who match.
    #[must_use]
    pub fn predicate(&self) -> Fragment {
        self.predicate_of(&self.root, None)
    }

    /// Its conditions, which nodes name by their place.
    pub(in crate::filter) fn leaves(&self) -> &[LeafSql] {
        &self.leaves
    }

    pub(in crate::filter) fn leaf(&self, index: usize) -> &LeafSql {
        &self.leaves[index]
    }

    /// The predicate of a node, as if the node at a pointer were muted.
    pub(in crate::filter) fn predicate_of<'a>(&self, node: &'a ResolvedNode, without: Option<&str>) -> Fragment {
        let live = |children: &'a [ResolvedNode]| {
            children.iter().filter(move |child| without.is_none() || child.pointer.as_deref() != without)
        };
        match &node.kind {
            NodeKind::All(children) => {
                let all = live(children).map(|child| self.predicate_of(child, without));
                group(all.collect(), " and ", "1 = 1")
            }
            NodeKind::Any(children) => {
                let (sets, others): (Vec<_>, Vec<_>) =
                    live(children).partition(|child| self.select_of(child).is_some());
                let selects: Vec<_> = sets.into_iter().filter_map(|child| self.select_of(child).cloned()).collect();
                let others = others.into_iter().map(|child| self.predicate_of(child, without));
                group(in_any(&selects).into_iter().chain(others).collect(), " or ", "1 = 0")
            }
            NodeKind::Not(child) => not(self.predicate_of(child, without)),
            NodeKind::Same(child) => self.predicate_of(child, without),
            NodeKind::Leaf(index) => {
                let leaf = self.leaf(*index);
                let positive = leaf.positive.clone();
                if leaf.negated { not(positive) } else { positive }
            }
        }
    }

    /// The select of the users of a condition that is membership in one.
    pub(in crate::filter) fn select_of(&self, node: &ResolvedNode) -> Option<&Fragment> {
        let NodeKind::Leaf(index) = node.kind else { return None };
        match self.leaf(index) {
            LeafSql { negated: false, set: Some(Set::Select(select)), .. } => Some(select),
            LeafSql { .. } => None,
        }
    }
}

fn not(fragment: Fragment) -> Fragment {
    Fragment::new("not (").then(fragment).text(")")
}

fn group(children: Vec<Fragment>, word: &'static str, empty: &'static str) -> Fragment {
    if children.is_empty() { Fragment::new(empty) } else { Fragment::joined(children, word) }
}

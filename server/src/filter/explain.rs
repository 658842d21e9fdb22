//! What one user matches: each node of a filter, and any number of filters at once.
//!
//! The database answers the conditions, many in one statement; groups follow from their conditions.

use super::{
    compile::{Compiled, Scope},
    fragment::Fragment,
    resolve::{NodeKind, ResolvedFilter, ResolvedNode},
};
use crate::db::{Result, Transaction};
use std::collections::HashMap;

/// Whether a user passes the conditions of a filter, by their places; `None` where that is not known.
pub(crate) type Answers = Vec<Option<bool>>;

/// Conditions that one statement answers, so that its text stays within what databases read.
const CONDITIONS_AT_ONCE: usize = 400;

impl Compiled {
    /// Whether a user matches each node of the document that is not muted, by its pointer. The filter is to be
    /// compiled for this user.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn matches(&self, snapshot: &mut Transaction, user_id: i64) -> Result<HashMap<String, bool>> {
        let answers = answers(snapshot, user_id, &[self]).await?;
        Ok(self.root.noted(&answers))
    }
}

/// Which of these filters a user matches.
///
/// # Errors
/// When the database fails.
pub async fn matching(snapshot: &mut Transaction, filters: Vec<ResolvedFilter>, user_id: i64) -> Result<Vec<bool>> {
    let mut compiled = Vec::with_capacity(filters.len());
    for filter in filters {
        compiled.push(Compiled::new(snapshot, filter, Scope::One(user_id)).await?);
    }
    let answers = answers(snapshot, user_id, &compiled.iter().collect::<Vec<_>>()).await?;
    let mut rest = answers.as_slice();
    let matching = compiled.iter().map(|compiled| {
        let (own, others) = rest.split_at(compiled.leaves().len());
        rest = others;
        compiled.root.holds(own).unwrap_or_default()
    });
    Ok(matching.collect())
}

/// Whether a user matches each condition of each filter, one after the other.
async fn answers(snapshot: &mut Transaction, user_id: i64, filters: &[&Compiled]) -> Result<Answers> {
    let leaves: Vec<_> = filters.iter().flat_map(|compiled| compiled.leaves()).collect();
    let mut answers = Vec::with_capacity(leaves.len());
    for leaves in leaves.chunks(CONDITIONS_AT_ONCE) {
        let digit = |test: Fragment| Fragment::new("case when ").then(test).text(" then '1' else '0' end");
        let digits = leaves.iter().map(|leaf| digit(leaf.positive.clone())).collect();
        let select =
            Fragment::new("select ").then(Fragment::joined(digits, " || ")).text(" from users where user_id = ");
        let row = snapshot.optional::<(String,)>(select.value(user_id).into_sql()).await?;
        // Somebody who is not there matches nothing.
        let digits = row.map_or_else(|| "0".repeat(leaves.len()), |(digits,)| digits);
        answers.extend(digits.bytes().zip(leaves).map(|(digit, leaf)| Some((digit == b'1') != leaf.negated)));
    }
    Ok(answers)
}

impl ResolvedNode {
    /// Whether the node holds, by the answers to its filter's conditions; `None` where they do not tell.
    pub(crate) fn holds(&self, answers: &[Option<bool>]) -> Option<bool> {
        // One child that says so decides, whatever the others do; all of them are needed to say otherwise.
        let decided = |children: &[Self], by: bool| {
            children.iter().try_fold(Some(!by), |so_far, child| match child.holds(answers) {
                Some(holds) if holds == by => Err(by),
                Some(_) => Ok(so_far),
                None => Ok(None),
            })
        };
        match &self.kind {
            NodeKind::All(children) => decided(children, false).unwrap_or_else(Some),
            NodeKind::Any(children) => decided(children, true).unwrap_or_else(Some),
            NodeKind::Not(child) => child.holds(answers).map(|holds| !holds),
            NodeKind::Same(child) => child.holds(answers),
            NodeKind::Leaf(index) => answers.get(*index).copied().flatten(),
        }
    }

    /// What holds of the nodes of the document, by their pointers.
    pub(crate) fn noted(&self, answers: &[Option<bool>]) -> HashMap<String, bool> {
        let mut found = HashMap::new();
        self.note(answers, &mut found);
        found
    }

    fn note(&self, answers: &[Option<bool>], found: &mut HashMap<String, bool>) {
        // Inside of segments no node has a place in the document.
        let Some(pointer) = &self.pointer else { return };
        found.extend(self.holds(answers).map(|holds| (pointer.clone(), holds)));
        match &self.kind {
            NodeKind::All(children) | NodeKind::Any(children) => {
                children.iter().for_each(|child| child.note(answers, found));
            }
            NodeKind::Not(child) | NodeKind::Same(child) => child.note(answers, found),
            NodeKind::Leaf(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(kind: NodeKind) -> ResolvedNode {
        ResolvedNode { pointer: None, kind }
    }

    #[test]
    fn what_is_not_known_matters_only_where_it_decides() {
        let leaf = |index| node(NodeKind::Leaf(index));
        let both = node(NodeKind::All(vec![leaf(0), leaf(1)]));
        let either = node(NodeKind::Any(vec![leaf(0), leaf(1)]));
        let neither = node(NodeKind::Not(Box::new(node(NodeKind::Same(Box::new(either.clone()))))));
        let all = |answers: [Option<bool>; 2]| [&both, &either, &neither].map(|node| node.holds(&answers));
        let (yes, no) = (Some(true), Some(false));
        assert_eq!(all([yes, no]), [no, yes, no]);
        assert_eq!(all([None, no]), [no, None, None]);
        assert_eq!(all([yes, None]), [None, yes, no]);
        assert_eq!(all([None, None]), [None; 3]);
        assert_eq!([NodeKind::All, NodeKind::Any].map(|kind| node(kind(Vec::new())).holds(&[])), [yes, no]);
    }
}

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
        let mut found = HashMap::new();
        self.root.note(&answers, &mut found);
        Ok(found)
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
        compiled.root.holds(own)
    });
    Ok(matching.collect())
}

/// Whether a user matches each condition of each filter, one after the other.
async fn answers(snapshot: &mut Transaction, user_id: i64, filters: &[&Compiled]) -> Result<Vec<bool>> {
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
        answers.extend(digits.bytes().zip(leaves).map(|(digit, leaf)| (digit == b'1') != leaf.negated));
    }
    Ok(answers)
}

impl ResolvedNode {
    /// Whether the node holds, by the answers to its filter's conditions.
    fn holds(&self, answers: &[bool]) -> bool {
        match &self.kind {
            NodeKind::All(children) => children.iter().all(|child| child.holds(answers)),
            NodeKind::Any(children) => children.iter().any(|child| child.holds(answers)),
            NodeKind::Not(child) => !child.holds(answers),
            NodeKind::Same(child) => child.holds(answers),
            NodeKind::Leaf(index) => answers.get(*index).copied().unwrap_or_default(),
        }
    }

    /// Notes what holds of the nodes of the document.
    fn note(&self, answers: &[bool], found: &mut HashMap<String, bool>) {
        // Inside of segments no node has a place in the document.
        let Some(pointer) = &self.pointer else { return };
        found.insert(pointer.clone(), self.holds(answers));
        match &self.kind {
            NodeKind::All(children) | NodeKind::Any(children) => {
                children.iter().for_each(|child| child.note(answers, found));
            }
            NodeKind::Not(child) | NodeKind::Same(child) => child.note(answers, found),
            NodeKind::Leaf(_) => {}
        }
    }
}

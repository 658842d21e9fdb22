//! Numbers of users of many filters in one pass: what several of them test is asked once.
//!
//! Each condition is fetched as the list of its users, and groups follow from their conditions by walking such lists
//! side by side. Invariants: a list rises and names nobody twice; one that says "everybody but" is never written out, so
//! that nobody needs to know who everybody is; a list is held as long as a filter that is not counted yet needs it.

use super::{
    compile::{Compiled, Scope, compile_leaf, users_of},
    leaf::{Leaf, Subject},
    resolve::{NodeKind, ResolvedFilter, ResolvedNode},
};
use crate::db::{Error, Result, Transaction};
use std::{cmp::Ordering, sync::Arc};

/// How many users match each of these filters, of `everyone`; `None` for those that were not counted in time.
///
/// # Errors
/// When the database fails.
pub async fn totals_together(
    snapshot: &mut Transaction,
    filters: Vec<ResolvedFilter>,
    everyone: u64,
) -> Result<Vec<Option<u64>>> {
    let mut pass = Pass::of(&filters);
    let mut totals = vec![None; filters.len()];
    for (place, filter) in filters.into_iter().enumerate() {
        match pass.total(snapshot, place, filter, everyone).await {
            Ok(total) => totals[place] = Some(total),
            // Nothing more can be asked in this snapshot.
            Err(Error::TooSlow) => break,
            Err(error) => return Err(error),
        }
    }
    Ok(totals)
}

/// What filters have in common.
struct Pass {
    /// Conditions without what negates them, each once.
    shared: Vec<Shared>,
    /// Of each filter, the places of its conditions in `shared`.
    places: Vec<Vec<usize>>,
}

struct Shared {
    subject: Subject,
    /// Conditions of filters not counted yet that are this one.
    uses: usize,
    users: Option<Arc<Vec<i64>>>,
}

impl Pass {
    fn of(filters: &[ResolvedFilter]) -> Self {
        let mut pass = Self { shared: Vec::new(), places: Vec::with_capacity(filters.len()) };
        for filter in filters {
            let places = filter.leaves.iter().map(|leaf| pass.place(&leaf.subject)).collect();
            pass.places.push(places);
        }
        pass
    }

    fn place(&mut self, subject: &Subject) -> usize {
        let place = self.shared.iter().position(|shared| shared.subject == *subject).unwrap_or_else(|| {
            self.shared.push(Shared { subject: subject.clone(), uses: 0, users: None });
            self.shared.len() - 1
        });
        self.shared[place].uses += 1;
        place
    }

    async fn total(
        &mut self,
        snapshot: &mut Transaction,
        filter: usize,
        resolved: ResolvedFilter,
        everyone: u64,
    ) -> Result<u64> {
        let places = std::mem::take(&mut self.places[filter]);
        if let [only] = places.as_slice()
            && self.shared[*only].uses == 1
        {
            // Its users are not needed, only how many they are.
            return Compiled::new(snapshot, resolved, Scope::Everyone).await?.total(snapshot, everyone).await;
        }
        let mut members = Vec::with_capacity(places.len());
        for (leaf, place) in resolved.leaves.iter().zip(&places) {
            let ids = self.users(snapshot, *place, &resolved).await?;
            members.push(Members { ids, negated: leaf.negated != (leaf.subject == Subject::Everyone) });
        }
        for place in places {
            let shared = &mut self.shared[place];
            shared.uses -= 1;
            if shared.uses == 0 {
                shared.users = None;
            }
        }
        Ok(matching(&resolved.root, &members).total(everyone))
    }

    /// The users of a condition; nobody for everyone, who is everybody but nobody.
    async fn users(
        &mut self,
        snapshot: &mut Transaction,
        place: usize,
        filter: &ResolvedFilter,
    ) -> Result<Arc<Vec<i64>>> {
        let shared = &mut self.shared[place];
        if let Some(users) = &shared.users {
            return Ok(Arc::clone(users));
        }
        let users = if shared.subject == Subject::Everyone {
            Vec::new()
        } else {
            let leaf = Leaf { negated: false, subject: shared.subject.clone() };
            let leaf = compile_leaf(snapshot, leaf, &filter.calendar, Scope::Everyone).await?;
            let mut users = snapshot.ids(users_of(leaf).into_sql(), "user_id").await?;
            users.sort_unstable();
            users.dedup();
            users
        };
        let users = Arc::new(users);
        shared.users = Some(Arc::clone(&users));
        Ok(users)
    }
}

/// Those in a list, or everybody but those.
#[derive(Clone, Debug, PartialEq)]
struct Members {
    ids: Arc<Vec<i64>>,
    negated: bool,
}

impl Members {
    fn total(&self, everyone: u64) -> u64 {
        let listed = self.ids.len() as u64;
        if self.negated { everyone.saturating_sub(listed) } else { listed }
    }

    fn others(self) -> Self {
        Self { negated: !self.negated, ..self }
    }

    fn and(&self, other: &Self) -> Self {
        let (a, b) = (&self.ids, &other.ids);
        let (ids, negated) = match (self.negated, other.negated) {
            (false, false) => (walk(a, b, |in_a, in_b| in_a && in_b), false),
            (false, true) => (walk(a, b, |in_a, in_b| in_a && !in_b), false),
            (true, false) => (walk(a, b, |in_a, in_b| !in_a && in_b), false),
            (true, true) => (walk(a, b, |in_a, in_b| in_a || in_b), true),
        };
        Self { ids: Arc::new(ids), negated }
    }
}

/// Who matches a node, by who passes the conditions of its filter.
fn matching(node: &ResolvedNode, leaves: &[Members]) -> Members {
    let everybody = || Members { ids: Arc::default(), negated: true };
    let all =
        |parts: Vec<Members>| parts.into_iter().reduce(|before, next| before.and(&next)).unwrap_or_else(everybody);
    match &node.kind {
        NodeKind::All(children) => all(children.iter().map(|child| matching(child, leaves)).collect()),
        NodeKind::Any(children) => {
            // Whoever is in any is not among those who are in none.
            all(children.iter().map(|child| matching(child, leaves).others()).collect()).others()
        }
        NodeKind::Not(child) => matching(child, leaves).others(),
        NodeKind::Same(child) => matching(child, leaves),
        NodeKind::Leaf(index) => leaves[*index].clone(),
    }
}

/// Ids of either list that are kept, by whether they are in the one and in the other.
fn walk(a: &[i64], b: &[i64], keep: impl Fn(bool, bool) -> bool) -> Vec<i64> {
    let (only_a, only_b, both) = (keep(true, false), keep(false, true), keep(true, true));
    let mut kept = Vec::with_capacity(if only_a && only_b { a.len().max(b.len()) } else { a.len().min(b.len()) });
    let (mut in_a, mut in_b) = (0, 0);
    while in_a < a.len() && in_b < b.len() {
        let (left, right) = (a[in_a], b[in_b]);
        let order = left.cmp(&right);
        let is_kept = match order {
            Ordering::Less => only_a,
            Ordering::Greater => only_b,
            Ordering::Equal => both,
        };
        if is_kept {
            kept.push(left.min(right));
        }
        in_a += usize::from(order != Ordering::Greater);
        in_b += usize::from(order != Ordering::Less);
    }
    if only_a {
        kept.extend_from_slice(&a[in_a..]);
    }
    if only_b {
        kept.extend_from_slice(&b[in_b..]);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    const EVERYONE: i64 = 12;
    const LEAVES: usize = 4;

    fn members(random: &mut ChaCha8Rng) -> Members {
        let ids = (0..EVERYONE).filter(|_| random.random_ratio(1, 3)).collect();
        Members { ids: Arc::new(ids), negated: random.random() }
    }

    fn tree(random: &mut ChaCha8Rng, depth: usize) -> ResolvedNode {
        let kind = if depth == 0 { 4 } else { random.random_range(0..7) };
        let mut child = || tree(random, depth - 1);
        let kind = match kind {
            0 => NodeKind::Not(Box::new(child())),
            1 => NodeKind::Same(Box::new(child())),
            2 => NodeKind::All((0..3).map(|_| child()).collect()),
            3 => NodeKind::Any((0..3).map(|_| child()).collect()),
            4 => NodeKind::Leaf(random.random_range(0..LEAVES)),
            5 => NodeKind::All(Vec::new()),
            _ => NodeKind::Any(vec![child()]),
        };
        ResolvedNode { pointer: None, kind }
    }

    #[test]
    fn lists_say_of_everybody_what_the_answers_of_each_say() {
        let mut random = ChaCha8Rng::seed_from_u64(1);
        for _ in 0..2_000 {
            let leaves: Vec<_> = (0..LEAVES).map(|_| members(&mut random)).collect();
            let tree = tree(&mut random, 4);
            let holds = |members: &Members, id: i64| members.ids.contains(&id) != members.negated;
            let found = matching(&tree, &leaves);
            let expected = |id: i64| {
                let answers: Vec<_> = leaves.iter().map(|leaf| Some(holds(leaf, id))).collect();
                tree.holds(&answers).unwrap()
            };
            let count = (0..EVERYONE).filter(|id| expected(*id)).count() as u64;
            assert_eq!(found.total(EVERYONE.unsigned_abs()), count, "{tree:?} of {leaves:?}");
            assert!((0..EVERYONE).all(|id| holds(&found, id) == expected(id)), "{tree:?} of {leaves:?}");
            assert!(found.ids.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", found.ids);
        }
    }
}

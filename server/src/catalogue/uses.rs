//! Which segments a segment uses, itself or through others.

use shared::{
    filter::{Condition, Filter},
    ids::SegmentId,
};
use std::collections::{BTreeMap, BTreeSet};

/// The segments that each names, by id.
#[derive(Debug, Default)]
pub(super) struct Uses(BTreeMap<SegmentId, BTreeSet<SegmentId>>);

impl Uses {
    /// Reads a segment's filter. One that cannot be read any more names none.
    pub(super) fn add(&mut self, id: SegmentId, document: &str) {
        let filter = Filter::parse(document.as_bytes()).ok();
        let named = filter.iter().flat_map(Filter::conditions).filter_map(|condition| match condition {
            Condition::Segment(condition) => Some(condition.id),
            Condition::Property(_)
            | Condition::Attribute(_)
            | Condition::Experience(_)
            | Condition::Answer(_)
            | Condition::Event(_)
            | Condition::Import(_) => None,
        });
        self.0.insert(id, named.collect());
    }

    /// All that a segment leads to, by id: itself only where it leads back to itself.
    pub(super) fn of(&self, id: SegmentId) -> Vec<SegmentId> {
        let mut found = BTreeSet::new();
        let mut ahead: Vec<SegmentId> = self.0.get(&id).into_iter().flatten().copied().collect();
        while let Some(next) = ahead.pop() {
            if found.insert(next) {
                ahead.extend(self.0.get(&next).into_iter().flatten());
            }
        }
        found.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn naming(ids: &[i64]) -> String {
        let conditions: Vec<_> =
            ids.iter().map(|id| format!("{{\"segment\":{{\"id\":\"{id}\",\"member\":true}}}}")).collect();
        format!("{{\"version\":1,\"root\":{{\"any\":[{}]}}}}", conditions.join(","))
    }

    #[test]
    fn segments_lead_to_segments() {
        let mut uses = Uses::default();
        for (id, named) in [(1, &[2, 3][..]), (2, &[4]), (3, &[4, 9]), (4, &[]), (5, &[6]), (6, &[5])] {
            uses.add(SegmentId(id), &naming(named));
        }
        uses.add(SegmentId(7), "not a filter");
        let of = |id| uses.of(SegmentId(id)).into_iter().map(|id| id.0).collect::<Vec<_>>();
        assert_eq!((of(1), of(2), of(4)), (vec![2, 3, 4, 9], vec![4], vec![]));
        assert_eq!((of(5), of(7), of(8)), (vec![5, 6], vec![], vec![]));
    }
}

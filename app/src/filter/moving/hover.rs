//! Where a drag would end now: the zone under the pointer, and what resting in it has brought.

use super::zones::{Rest, Zone};
use shared::filter::edit::{DropTarget, NodeId};

/// A pointer that rests so long makes a group, in milliseconds.
const COMBINE_AFTER: f64 = 350.0;
/// A pointer that rests so long opens a group.
const EXPAND_AFTER: f64 = 500.0;

/// A pointer over the builder.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Hover {
    zone: Option<Zone>,
    since: f64,
}

/// What a pointer has come to mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Letting go drops there.
    Drop(DropTarget),
    /// A collapsed group opens.
    Expand(NodeId),
    /// Nothing.
    Nothing,
}

impl Hover {
    /// The zone under the pointer.
    pub fn zone(&self) -> Option<Zone> {
        self.zone
    }

    /// The pointer is in a zone now.
    pub fn enter(&mut self, zone: Option<Zone>, now: f64) {
        if rest_of(zone) != rest_of(self.zone) {
            self.since = now;
        }
        self.zone = zone;
    }

    /// What it means. Whether two can be one group is asked when they are about to be.
    pub fn meaning(&self, now: f64, can_combine: impl FnOnce(DropTarget) -> bool) -> Meaning {
        let Some(Zone { target, rest }) = self.zone else { return Meaning::Nothing };
        let rested = now - self.since;
        match rest {
            Some(Rest::Expand(group)) if rested >= EXPAND_AFTER => Meaning::Expand(group),
            Some(Rest::Combine(condition)) if rested >= COMBINE_AFTER => {
                let combined = DropTarget::Combine { target: condition };
                Meaning::Drop(if can_combine(combined) { combined } else { target })
            }
            Some(Rest::Expand(_) | Rest::Combine(_)) | None => Meaning::Drop(target),
        }
    }
}

fn rest_of(zone: Option<Zone>) -> Option<Rest> {
    zone.and_then(|zone| zone.rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEFORE: DropTarget = DropTarget::Into { parent: NodeId(0), index: 0 };
    const AFTER: DropTarget = DropTarget::Into { parent: NodeId(0), index: 1 };
    const BOTH: DropTarget = DropTarget::Combine { target: NodeId(1) };

    fn zone(target: DropTarget, rest: Option<Rest>) -> Option<Zone> {
        Some(Zone { target, rest })
    }

    #[test]
    fn resting_on_a_condition_makes_a_group() {
        let mut hover = Hover::default();
        assert_eq!(hover.meaning(0.0, |_| true), Meaning::Nothing);
        let rest = Some(Rest::Combine(NodeId(1)));
        hover.enter(zone(BEFORE, rest), 1_000.0);
        assert_eq!(hover.meaning(1_349.0, |_| true), Meaning::Drop(BEFORE));
        assert_eq!(hover.meaning(1_350.0, |_| true), Meaning::Drop(BOTH));
        assert_eq!(hover.meaning(1_350.0, |_| false), Meaning::Drop(BEFORE), "too deep");
        hover.enter(zone(AFTER, rest), 1_360.0);
        assert_eq!(hover.meaning(1_360.0, |_| true), Meaning::Drop(BOTH), "in the same zone still");
        hover.enter(zone(AFTER, None), 1_370.0);
        assert_eq!(hover.meaning(9_000.0, |_| true), Meaning::Drop(AFTER));
        hover.enter(zone(AFTER, rest), 9_000.0);
        assert_eq!(hover.meaning(9_349.0, |_| true), Meaning::Drop(AFTER), "a rest begins anew");
        hover.enter(None, 9_400.0);
        assert_eq!(hover.meaning(9_400.0, |_| true), Meaning::Nothing);
    }

    #[test]
    fn resting_on_a_collapsed_group_opens_it() {
        let mut hover = Hover::default();
        hover.enter(zone(BEFORE, Some(Rest::Expand(NodeId(7)))), 0.0);
        assert_eq!(hover.meaning(499.0, |_| true), Meaning::Drop(BEFORE));
        assert_eq!(hover.meaning(500.0, |_| true), Meaning::Expand(NodeId(7)));
    }
}

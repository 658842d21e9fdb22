//! What was asked for, shared out among the users: when each is made and how many events each has.
//!
//! Invariants: users come in the order in which they are made; their events add up to exactly the number asked for.

use super::{calendar::Calendar, chance::Chance};
use shared::time::Instant;

/// A day in milliseconds.
pub(super) const DAY: i64 = 86_400_000;
/// Days before `now` on which the product was first connected.
const DAYS: i64 = 180;

/// A population's arguments. The same plan gives the same rows.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub users: u64,
    pub events: u64,
    pub seed: u64,
    pub now: Instant,
}

/// The beginning of a user's story; the rest is drawn from `chance`.
pub(super) struct Beginning {
    pub chance: Chance,
    pub number: u64,
    pub made: i64,
    pub identified: bool,
    /// Whether a browser was ever seen, and so any activity.
    pub has_browser: bool,
    pub events: u64,
}

impl Plan {
    /// When the first user may have been made.
    pub(super) fn start(&self) -> i64 {
        self.now.0 - DAYS * DAY
    }

    /// Every user, in order.
    pub(super) fn beginnings(&self) -> impl Iterator<Item = Beginning> {
        let total: f64 = (0..self.users).map(|number| self.begin(number).1).sum();
        let mut so_far = 0.0;
        let mut given = 0;
        (0..self.users).map(move |number| {
            let (mut beginning, weight) = self.begin(number);
            so_far += weight;
            // Rounding the running sum, not each share, keeps the total; the last user gets what is left.
            let upto = if number + 1 == self.users { self.events } else { self.share(so_far, total) };
            beginning.events = upto - given;
            given = upto;
            beginning
        })
    }

    fn share(&self, so_far: f64, total: f64) -> u64 {
        if total > 0.0 { ((so_far / total * self.events as f64) as u64).min(self.events) } else { 0 }
    }

    /// A user without events yet, and the weight by which events are shared out.
    fn begin(&self, number: u64) -> (Beginning, f64) {
        let mut chance = Chance::new(self.seed, number + 1);
        // The product grows: three times as many users come on the last day as on the first.
        let place = (number as f64 + chance.fraction()) / self.users as f64;
        let grown = ((1.0 + 8.0 * place).sqrt() - 1.0) / 2.0;
        let calendar = Calendar::new(0);
        let (from, to) = (calendar.even(self.start()), calendar.even(self.now.0));
        let made = calendar.busy(from + (grown * (to - from) as f64) as i64).min(self.now.0);
        let identified = chance.percent(30);
        let has_browser = !identified || chance.percent(97);
        let fraction = chance.fraction();
        let weight = match (identified, has_browser) {
            (_, false) => 0.0,
            (true, true) => 1.0 / (fraction + 0.02),
            // Most visitors look around once and never come back.
            (false, true) => 0.3 / (fraction + 0.05),
        };
        (Beginning { chance, number, made, identified, has_browser, events: 0 }, weight)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(users: u64, events: u64) -> Plan {
        Plan { users, events, seed: 3, now: Instant(1_795_600_000_000) }
    }

    #[test]
    fn events_add_up_and_users_come_in_order() {
        for (users, events) in [(1, 5), (7, 0), (1_000, 20_000), (500, 13)] {
            let plan = plan(users, events);
            let beginnings: Vec<_> = plan.beginnings().collect();
            assert_eq!(beginnings.len() as u64, users);
            assert_eq!(beginnings.iter().map(|beginning| beginning.events).sum::<u64>(), events, "{users} users");
            assert!(beginnings.windows(2).all(|pair| pair[0].made <= pair[1].made));
            assert!(beginnings.iter().all(|one| one.made >= plan.start() - 60_000 && one.made <= plan.now.0));
        }
    }

    #[test]
    fn thirty_percent_are_identified_and_few_do_most() {
        let mut counts: Vec<_> = plan(10_000, 200_000).beginnings().collect();
        let identified = counts.iter().filter(|beginning| beginning.identified).count();
        assert!((2_850..3_150).contains(&identified), "{identified}");
        counts.sort_by_key(|beginning| std::cmp::Reverse(beginning.events));
        let top: u64 = counts[..1_000].iter().map(|beginning| beginning.events).sum();
        assert!(top > 80_000, "the busiest tenth did {top} of 200000");
    }
}

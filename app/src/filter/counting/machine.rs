//! Counting as a state machine: what is asked, when, and which number may be shown as current.
//!
//! Invariants: an answer to anything but the latest question is dropped; a number of an earlier draft is never shown
//! as current; a hidden page asks nothing.

use super::{
    cache::Cache,
    question::{Numbers, Question},
    total::{Next, Total},
};
use crate::api::Failure;
use shared::{api::count::CountAnswer, filter::edit::NodeId, time::Instant};
use std::collections::BTreeMap;

/// An answer that took longer than this is waited for before the next question is asked.
const SLOW: i64 = 1_500;
/// While answers take less, they are asked for at once.
const QUICK: i64 = 30;
/// A question waits no longer than this for the edits to pause.
const LONGEST_WAIT: i64 = 1_000;
/// A question about more nodes than these is a large one.
const LARGE: usize = 30;

/// The state.
#[derive(Clone, Debug, Default)]
pub struct Machine {
    revision: u64,
    question: Option<Question>,
    /// The revision whose answer is on its way.
    asked: Option<(u64, Instant)>,
    /// When the oldest edit that no question was asked for was made.
    waiting: Option<Instant>,
    numbers: Option<Numbers>,
    /// The number that each node had last.
    last: BTreeMap<NodeId, u64>,
    /// The revision that the numbers are of.
    known: u64,
    failed: bool,
    /// How long the answer before the last and the last one took, in milliseconds.
    took: [i64; 2],
    hidden: bool,
    /// Users have changed since the numbers were asked for.
    is_outdated: bool,
    cache: Cache,
}

impl Machine {
    /// The draft, or the text beside it, has changed.
    pub fn edit(&mut self, question: Question, now: Instant) -> Next {
        let is_same = self.question.as_ref().is_some_and(|before| before.key == question.key);
        let was_current = is_same && self.known == self.revision && !self.failed;
        let is_on_its_way = is_same && self.asked.is_some_and(|(revision, _)| revision == self.revision);
        if is_same && (was_current || is_on_its_way || self.waiting.is_some()) {
            // It means the same: only where its nodes stand may have changed.
            self.question = Some(question);
            if was_current {
                self.place_nodes();
            }
            return Next::Rest;
        }
        self.revision += 1;
        self.failed = false;
        if let Some(numbers) = self.cache.get(&question.key, now) {
            self.question = Some(question);
            self.numbers = Some(numbers);
            self.known = self.revision;
            self.waiting = None;
            self.place_nodes();
            return Next::Rest;
        }
        self.question = Some(question);
        self.waiting.get_or_insert(now);
        self.next(now)
    }

    /// The users have changed: the same question is asked again, while its number stays.
    pub fn refresh(&mut self, now: Instant) -> Next {
        self.cache.clear();
        self.is_outdated = true;
        self.catch_up(now)
    }

    /// Asks again, unless a question waits already or an answer has yet to come.
    fn catch_up(&self, now: Instant) -> Next {
        let is_busy = self.question.is_none() || self.waiting.is_some() || self.asked.is_some();
        if is_busy || !self.is_outdated { Next::Rest } else { self.next(now) }
    }

    /// Asks once more after a failure.
    pub fn retry(&mut self, now: Instant) -> Next {
        if self.question.is_none() {
            return Next::Rest;
        }
        self.failed = false;
        self.asked = None;
        self.waiting = Some(now);
        self.next(now)
    }

    /// The page is hidden, or seen again.
    pub fn hide(&mut self, hidden: bool, now: Instant) -> Next {
        self.hidden = hidden;
        if hidden || self.waiting.is_none() { self.catch_up(now) } else { self.next(now) }
    }

    fn next(&self, now: Instant) -> Next {
        let [before, last] = self.took;
        let is_slow = last > SLOW && self.asked.is_some();
        if self.hidden || is_slow {
            return Next::Rest;
        }
        // One answer that the machine held up tells nothing of the next.
        let usual = before.min(last);
        let pause = if usual < QUICK { 0 } else { usual.clamp(100, 250) };
        let waited = self.waiting.map_or(0, |since| now.0 - since.0);
        let after = pause.min((LONGEST_WAIT - waited).max(0));
        Next::Ask { revision: self.revision, after, gives_up: self.asked.is_some() }
    }

    /// The pause is over: the question, if it is still the latest and nobody looks away.
    pub fn ask(&mut self, revision: u64, now: Instant) -> Option<&Question> {
        if revision != self.revision || self.hidden {
            return None;
        }
        self.asked = Some((revision, now));
        self.waiting = None;
        self.is_outdated = false;
        self.question.as_ref()
    }

    /// An answer. What is to be done next: a question that waited for it, perhaps.
    pub fn settle(&mut self, revision: u64, answer: &Result<CountAnswer, Failure>, now: Instant) -> Next {
        let Some((asked, since)) = self.asked.filter(|(asked, _)| *asked == revision) else { return Next::Rest };
        if *answer == Err(Failure::Aborted) {
            return Next::Rest;
        }
        self.took = [self.took[1], now.0 - since.0];
        self.asked = None;
        if asked != self.revision {
            return if self.waiting.is_some() { self.next(now) } else { Next::Rest };
        }
        match (answer, &self.question) {
            (Ok(answer), Some(question)) => {
                let numbers = question.numbers(answer);
                if !self.is_outdated {
                    self.cache.put(question.key.clone(), numbers.clone(), now);
                }
                self.numbers = Some(numbers);
                self.known = revision;
                self.failed = false;
                self.place_nodes();
            }
            (Err(_) | Ok(_), _) => self.failed = true,
        }
        self.catch_up(now)
    }

    fn place_nodes(&mut self) {
        let Some(question) = &self.question else { return };
        let number = |meaning| self.numbers.as_ref().and_then(|numbers| numbers.nodes.get(&meaning).copied());
        self.last = question.meanings().filter_map(|(node, meaning)| Some((node, number(meaning)?))).collect();
    }

    /// Gives up what takes too long.
    pub fn cancel(&mut self) {
        self.asked = None;
        self.waiting = None;
        self.failed = true;
    }

    /// Whether there is much to ask about.
    pub fn is_large(&self) -> bool {
        self.question.as_ref().is_some_and(|question| question.meanings().count() > LARGE)
    }

    /// Whether an answer has yet to come.
    pub fn is_waiting(&self) -> bool {
        self.asked.is_some()
    }

    /// The number of a question.
    pub fn total_of(&self, key: &str) -> Total {
        let is_asked = self.question.as_ref().is_some_and(|question| question.key == key);
        match &self.numbers {
            _ if self.failed && is_asked => Total::Failed,
            None => Total::Loading,
            Some(Numbers { total, found, of, .. }) => {
                let stale = !is_asked || self.known != self.revision;
                Total::Known { found: *found, total: *total, of: *of, stale }
            }
        }
    }

    /// Users of a node with a meaning, and whether that is the number of what it was before.
    pub fn of(&self, node: NodeId, meaning: u64) -> Option<(u64, bool)> {
        let number = self.numbers.as_ref().and_then(|numbers| numbers.nodes.get(&meaning));
        number.map(|total| (*total, false)).or_else(|| self.last.get(&node).map(|total| (*total, true)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use shared::{
        api::count::NodeCount,
        filter::{
            Filter,
            edit::{Draft, Purpose},
        },
    };

    fn asked_for(names: &[&str]) -> Question {
        let leaf = |name: &&str| json!({"property": {"name": {"is": {"value": name}}}});
        let root = json!({"all": names.iter().map(leaf).collect::<Vec<_>>()});
        let draft = Draft::from(&Filter::read(&json!({"version": 1, "root": root})).unwrap());
        let finished = draft.finish(Purpose::Apply);
        Question::of(&finished, &shared::filter::canonical_text(&finished.filter), "")
    }

    fn question(name: &str) -> Question {
        asked_for(&[name])
    }

    fn answer(total: u64) -> Result<CountAnswer, Failure> {
        Ok(CountAnswer { total, with_text: None, of: 9, sequence: 1, nodes: Vec::new(), took_micros: 0 })
    }

    /// The number of the question that was put last.
    fn total(machine: &Machine) -> Total {
        machine.total_of(machine.question.as_ref().map(|question| question.key.as_str()).unwrap_or_default())
    }

    fn at(milliseconds: i64) -> Instant {
        Instant(milliseconds)
    }

    fn revision(next: &Next) -> u64 {
        match next {
            Next::Ask { revision, .. } => *revision,
            Next::Rest => panic!("nothing is asked"),
        }
    }

    fn known(total: u64, stale: bool) -> Total {
        Total::Known { found: total, total, of: 9, stale }
    }

    #[test]
    fn answers_that_come_late_or_in_another_order_are_dropped() {
        let mut machine = Machine::default();
        let first = revision(&machine.edit(question("a"), at(0)));
        assert!(machine.ask(first, at(0)).is_some());
        let next = machine.edit(question("ab"), at(5));
        assert_eq!(next, Next::Ask { revision: first + 1, after: 0, gives_up: true });
        assert!(machine.ask(first + 1, at(5)).is_some());
        machine.settle(first + 1, &answer(2), at(9));
        machine.settle(first, &answer(1), at(10));
        assert_eq!(total(&machine), known(2, false));
    }

    #[test]
    fn the_old_number_is_never_current() {
        let mut machine = Machine::default();
        assert_eq!(total(&machine), Total::Loading);
        let first = revision(&machine.edit(question("a"), at(0)));
        machine.ask(first, at(0));
        machine.settle(first, &answer(1), at(1));
        assert_eq!(total(&machine), known(1, false));
        let second = revision(&machine.edit(question("b"), at(2)));
        assert_eq!(total(&machine), known(1, true));
        machine.ask(second, at(2));
        machine.settle(second, &Err(Failure::Network), at(3));
        assert_eq!(total(&machine), Total::Failed);
        let again = revision(&machine.retry(at(4)));
        machine.ask(again, at(4));
        machine.settle(again, &answer(5), at(5));
        assert_eq!(total(&machine), known(5, false));
    }

    #[test]
    fn a_draft_that_was_counted_a_moment_ago_is_not_asked_for() {
        let mut machine = Machine::default();
        for (at_time, name, total) in [(0, "a", 1), (10, "b", 2)] {
            let asked = revision(&machine.edit(question(name), at(at_time)));
            machine.ask(asked, at(at_time));
            machine.settle(asked, &answer(total), at(at_time + 1));
        }
        assert_eq!(machine.edit(question("a"), at(20)), Next::Rest);
        assert_eq!(total(&machine), known(1, false));
        assert_eq!(machine.edit(question("a"), at(21)), Next::Rest, "the same draft is not asked for twice");
        machine.refresh(at(30));
        assert_ne!(machine.edit(question("b"), at(40)), Next::Rest, "users have changed since");
    }

    #[test]
    fn slower_answers_make_longer_pauses() {
        let mut machine = Machine::default();
        let mut after = |took: i64| {
            let name = took.to_string();
            let asked = revision(&machine.edit(question(&name), at(0)));
            machine.ask(asked, at(0));
            machine.settle(asked, &answer(1), at(took));
            match machine.edit(question(&format!("{name}b")), at(took)) {
                Next::Ask { after, .. } => after,
                Next::Rest => panic!("nothing is asked"),
            }
        };
        assert_eq!([after(5), after(29), after(60), after(61), after(180), after(200)], [0, 0, 0, 100, 100, 180]);
        assert_eq!([after(900), after(800), after(4), after(901), after(3)], [200, 250, 0, 0, 0], "the quicker of two");
    }

    #[test]
    fn an_edit_waits_a_second_at_most() {
        let mut machine = Machine { took: [250, 250], ..Machine::default() };
        for step in 0..=9 {
            machine.edit(question(&format!("b{step}")), at(1_000 + step * 100));
        }
        let last = machine.edit(question("c"), at(2_000));
        assert_eq!(last, Next::Ask { revision: revision(&last), after: 0, gives_up: false });
    }

    #[test]
    fn after_a_slow_answer_only_the_latest_waits() {
        let mut machine = Machine::default();
        let first = revision(&machine.edit(question("a"), at(0)));
        machine.ask(first, at(0));
        machine.settle(first, &answer(1), at(2_000));
        let second = revision(&machine.edit(question("b"), at(2_000)));
        machine.ask(second, at(2_250));
        assert_eq!(machine.edit(question("c"), at(2_300)), Next::Rest);
        assert_eq!(machine.edit(question("d"), at(2_400)), Next::Rest);
        let next = machine.settle(second, &answer(2), at(4_300));
        let fourth = revision(&next);
        assert_eq!(machine.ask(fourth, at(4_300)).map(|question| question.key.contains('d')), Some(true));
        assert_eq!(total(&machine), known(1, true), "the answer in between is of no draft that is seen");
    }

    #[test]
    fn a_hidden_page_asks_nothing() {
        let mut machine = Machine::default();
        machine.hide(true, at(0));
        assert_eq!(machine.edit(question("a"), at(0)), Next::Rest);
        assert_eq!(machine.refresh(at(1)), Next::Rest);
        assert!(machine.ask(1, at(2)).is_none());
        let next = machine.hide(false, at(5_000));
        assert_eq!(next, Next::Ask { revision: 1, after: 0, gives_up: false });
    }

    #[test]
    fn what_changes_while_an_answer_is_on_its_way_is_asked_for_after_it() {
        let mut machine = Machine::default();
        let first = revision(&machine.edit(question("a"), at(0)));
        machine.ask(first, at(0));
        assert_eq!(machine.refresh(at(1)), Next::Rest);
        let next = machine.settle(first, &answer(1), at(2));
        assert_eq!(next, Next::Ask { revision: first, after: 0, gives_up: false });
        assert_eq!(total(&machine), known(1, false), "the number stays while the same is asked again");
        machine.ask(first, at(3));
        assert_eq!(machine.settle(first, &answer(2), at(4)), Next::Rest);
        machine.hide(true, at(5));
        assert_eq!(machine.refresh(at(6)), Next::Rest);
        assert_ne!(machine.hide(false, at(7)), Next::Rest, "what changed while nobody looked");
    }

    #[test]
    fn only_what_means_something_else_has_an_old_number() {
        let mut machine = Machine::default();
        let first = revision(&machine.edit(asked_for(&["a", "b"]), at(0)));
        machine.ask(first, at(0));
        let node = |pointer: &str, total| NodeCount { pointer: pointer.into(), total, without: None };
        let nodes = vec![node("/root", 1), node("/root/all/0", 2), node("/root/all/1", 3)];
        let answer = CountAnswer { total: 1, with_text: None, of: 9, sequence: 1, nodes, took_micros: 0 };
        machine.settle(first, &Ok(answer), at(1));
        let of = |machine: &Machine, question: &Question| {
            [1, 2, 3].map(|id| question.meaning(NodeId(id)).and_then(|meaning| machine.of(NodeId(id), meaning)))
        };
        let now = |total| Some((total, false));
        assert_eq!(of(&machine, &asked_for(&["a", "b"])), [now(1), now(2), now(3)]);
        let other = asked_for(&["a", "c"]);
        assert_eq!(of(&machine, &other), [Some((1, true)), now(2), Some((3, true))], "before it is asked for");
        machine.edit(other.clone(), at(2));
        assert_eq!(of(&machine, &other), [Some((1, true)), now(2), Some((3, true))]);
        assert_eq!(of(&machine, &asked_for(&["b"])), [Some((1, true)), now(3), None]);
        assert_eq!(machine.total_of("another"), known(1, true));
    }
}

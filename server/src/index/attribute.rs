//! The values of one attribute.

use super::{
    bits::Bits,
    column::{Column, Numbers, Times},
    memory::Shape,
    sets::{SetColumn, by_numbers},
    texts::{TextColumn, Texts},
};
use crate::filter::{BooleanProbe, SetProbe, TimeProbe, ValueProbe};

/// Stands for no truth value.
pub(super) const NO_BOOLEAN: u8 = 2;

/// What users have of an attribute, by the kind of value; an attribute has one kind, so that one of these is filled.
#[derive(Clone, Debug)]
pub(crate) struct Attribute {
    pub text: TextColumn,
    pub number: Numbers,
    pub(super) boolean: Column<u8>,
    pub time: Times,
    /// Whose time is a date, which begins when its day begins in the workspace's zone.
    pub(super) dates: Bits,
    pub(super) items: Texts,
    pub(super) lists: SetColumn,
}

impl Default for Attribute {
    fn default() -> Self {
        Self {
            text: TextColumn::default(),
            number: Numbers::numbers(),
            boolean: Column::new(NO_BOOLEAN),
            time: Times::times(),
            dates: Bits::default(),
            items: Texts::default(),
            lists: SetColumn::default(),
        }
    }
}

impl Attribute {
    pub fn set_boolean(&mut self, ordinal: u32, value: bool) {
        self.boolean.set(ordinal, u8::from(value));
    }

    pub fn boolean(&self, ordinal: usize) -> Option<bool> {
        Some(self.boolean.get(ordinal)).filter(|value| *value != NO_BOOLEAN).map(|value| value == 1)
    }

    pub fn set_time(&mut self, ordinal: u32, at: i64, is_date: bool) {
        self.time.set(ordinal, at);
        if is_date {
            self.dates.insert(ordinal as usize);
        } else {
            self.dates.remove(ordinal as usize);
        }
    }

    /// Whether there was room.
    pub fn set_list(&mut self, ordinal: u32, items: &[String]) -> bool {
        let items: Option<Vec<u32>> = items.iter().map(|item| self.items.admit(item)).collect();
        items.is_some_and(|items| self.lists.set(ordinal, items))
    }

    /// Takes a user's value away.
    pub fn clear(&mut self, ordinal: u32) {
        self.text.clear(ordinal);
        self.number.clear(ordinal);
        self.boolean.clear(ordinal);
        self.time.clear(ordinal);
        self.dates.remove(ordinal as usize);
        self.lists.clear(ordinal);
    }

    /// The users, of `len`, whose value passes a test.
    pub fn passing(&self, len: usize, probe: &ValueProbe) -> Bits {
        match probe {
            ValueProbe::Text(probe) => self.text.passing(len, probe),
            ValueProbe::Number(probe) => {
                Bits::of(len, |ordinal| self.number.number(ordinal).is_some_and(|number| probe.holds(number)))
            }
            ValueProbe::Boolean(probe) => {
                let probe: BooleanProbe = *probe;
                Bits::of(len, |ordinal| self.boolean(ordinal).is_some_and(|value| probe.holds(value)))
            }
            ValueProbe::Time(probe) => {
                Bits::of(len, |ordinal| self.time.time(ordinal).is_some_and(|at| self.is_in(*probe, ordinal, at)))
            }
            ValueProbe::List(probe) => self.passing_lists(len, probe),
        }
    }

    /// Whether a user's value passes a test.
    pub fn holds(&self, ordinal: usize, probe: &ValueProbe) -> bool {
        match probe {
            ValueProbe::Text(probe) => probe.holds(self.text.get(ordinal)),
            ValueProbe::Number(probe) => self.number.number(ordinal).is_some_and(|number| probe.holds(number)),
            ValueProbe::Boolean(probe) => self.boolean(ordinal).is_some_and(|value| probe.holds(value)),
            ValueProbe::Time(probe) => self.time.time(ordinal).is_some_and(|at| self.is_in(*probe, ordinal, at)),
            ValueProbe::List(probe) => self.lists.holds(ordinal, &by_numbers(probe, |item| self.items.number(item))),
        }
    }

    fn is_in(&self, probe: TimeProbe, ordinal: usize, at: i64) -> bool {
        match probe {
            TimeProbe::HasValue => true,
            TimeProbe::In { instants, dates: None } => instants.contains(at),
            TimeProbe::In { instants, dates: Some(dates) } => {
                if self.dates.contains(ordinal) {
                    dates.contains(at)
                } else {
                    instants.contains(at)
                }
            }
        }
    }

    fn passing_lists(&self, len: usize, probe: &SetProbe<String>) -> Bits {
        self.lists.passing(len, &by_numbers(probe, |item| self.items.number(item)))
    }

    /// Bytes in memory of each shape; of one that nobody had a value of, none.
    pub fn parts(&self) -> [(Shape, usize); 5] {
        let texts = if self.text.is_empty() { 0 } else { self.text.bytes() };
        let lists = if self.lists.is_empty() { 0 } else { self.items.bytes() + self.lists.bytes() };
        [
            (Shape::Texts, texts),
            (Shape::Numbers, self.number.bytes()),
            (Shape::Booleans, self.boolean.bytes()),
            (Shape::Times, self.time.bytes() + self.dates.bytes()),
            (Shape::Sets, lists),
        ]
    }

    /// Gives back the room that growing left.
    pub fn shrink(&mut self) {
        self.text.shrink();
        self.number.shrink();
        self.boolean.shrink();
        self.time.shrink();
        self.items.shrink();
        self.lists.shrink();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::{Range, TextProbe};

    fn found(attribute: &Attribute, probe: &ValueProbe) -> Vec<usize> {
        attribute.passing(6, probe).iter().collect()
    }

    #[test]
    fn each_kind_is_tested_by_its_own_values() {
        let mut attribute = Attribute::default();
        assert!(attribute.text.set(0, "pro"));
        attribute.number.set(1, 5.0);
        attribute.set_boolean(2, false);
        attribute.set_time(3, 1_000, false);
        assert!(attribute.set_list(4, &["a".into(), "".into()]));
        let text = TextProbe::Compares(crate::filter::Comparison::HasValue);
        assert_eq!(found(&attribute, &ValueProbe::Text(text)), [0]);
        assert_eq!(found(&attribute, &ValueProbe::Number(crate::filter::NumberProbe::HasValue)), [1]);
        assert_eq!(found(&attribute, &ValueProbe::Boolean(BooleanProbe::Is(false))), [2]);
        assert_eq!(found(&attribute, &ValueProbe::Boolean(BooleanProbe::Is(true))), [] as [usize; 0]);
        assert_eq!(found(&attribute, &ValueProbe::Time(TimeProbe::HasValue)), [3]);
        let empty_item = SetProbe::Any(vec![String::new()]);
        assert_eq!(found(&attribute, &ValueProbe::List(empty_item)), [4], "an empty text is an item");
        (0..6).for_each(|ordinal| attribute.clear(ordinal));
        assert_eq!(found(&attribute, &ValueProbe::List(SetProbe::HasItem)), [] as [usize; 0]);
        assert_eq!(attribute.boolean(2), None);
    }

    #[test]
    fn dates_and_instants_have_ranges_of_their_own() {
        let mut attribute = Attribute::default();
        attribute.set_time(0, 100, true);
        attribute.set_time(1, 100, false);
        let range = |at| Range { first: Some(at), last: Some(at) };
        let probe = TimeProbe::In { instants: range(100), dates: Some(range(50)) };
        assert_eq!(found(&attribute, &ValueProbe::Time(probe)), [1]);
        attribute.set_time(0, 50, true);
        assert_eq!(found(&attribute, &ValueProbe::Time(probe)), [0, 1]);
        attribute.set_time(0, 50, false);
        assert_eq!(found(&attribute, &ValueProbe::Time(probe)), [1]);
    }
}

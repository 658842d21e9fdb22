//! What counting found: numbers of users, common values, properties of events. Made whole by a pass, never changed.

use super::store::counts::{HappenedRow, SourceRow};
use shared::{
    api::{attributes::AttributeSource, catalogue::ValueCount, events::EventProperty, profile::Source},
    filter::Property,
    time::Instant,
};
use std::{collections::HashMap, time::Duration};

/// What numbers are kept of. Ids are the database's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Counted {
    Property(Property),
    Attribute(i64),
    Event(i64),
    Experience(i64),
    Question(i64),
    Tag(i64),
}

/// Values of a field, the most common first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CommonValues {
    pub values: Vec<ValueCount>,
    /// Whether there are no others.
    pub is_all: bool,
}

impl CommonValues {
    /// Most values that are kept of a field.
    pub(super) const MOST: usize = 500;

    /// What a statement answered that was asked for one more than are kept.
    pub(super) fn new(rows: Vec<(String, i64)>) -> Self {
        let is_all = rows.len() <= Self::MOST;
        let rows = rows.into_iter().take(Self::MOST);
        let value = |(value, users): (String, i64)| ValueCount { value, users: Some(users.unsigned_abs()) };
        Self { values: rows.map(value).collect(), is_all }
    }

    /// Every user's value together; of fields of which a user has one value at the most.
    pub(super) fn users(&self) -> Option<u64> {
        self.is_all.then(|| self.values.iter().filter_map(|value| value.users).sum())
    }
}

/// Numbers as text in their shortest form.
pub(super) fn number_rows(rows: Vec<(f64, i64)>) -> Vec<(String, i64)> {
    // Adding 0 makes -0 plain.
    rows.into_iter().map(|(number, users)| ((number + 0.0).to_string(), users)).collect()
}

/// Everything that a pass found.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    /// The change that the numbers have seen at least; `None` before the first pass.
    pub sequence: Option<u64>,
    /// How long the pass took.
    pub took: Duration,
    pub users: HashMap<Counted, u64>,
    pub values: HashMap<Counted, CommonValues>,
    /// A few values to show, where they are not the most common ones.
    pub samples: HashMap<Property, Vec<String>>,
    /// By the id of the event's name.
    pub event_properties: HashMap<i64, Vec<EventProperty>>,
    /// How often events and experiences happened, and when.
    pub happened: HashMap<Counted, Happened>,
    /// By the id of the attribute; `None` before they were counted once.
    pub sources: Option<HashMap<i64, Sources>>,
}

/// How often something happened, and when; nothing before it was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Happened {
    pub times: Option<u64>,
    pub first: Option<i64>,
    pub last: Option<i64>,
}

/// Where the values of an attribute come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sources {
    /// That of the most users first.
    pub(crate) sources: Vec<AttributeSource>,
    /// When the latest value was set.
    pub(crate) last_set: Option<Instant>,
}

impl Sources {
    /// Users with a value.
    pub(crate) fn users(&self) -> u64 {
        self.sources.iter().map(|source| source.users).sum()
    }

    pub(super) fn add(&mut self, row: SourceRow) {
        // All sources are ours; what is not is the product's.
        let source = Source::from_word(&row.source).unwrap_or(Source::Sdk);
        let users = row.users.unsigned_abs();
        self.sources.push(AttributeSource { source, integration: row.integration, users });
        self.sources.sort_by(|a, b| b.users.cmp(&a.users).then_with(|| a.source.word().cmp(b.source.word())));
        self.last_set = self.last_set.max(Some(Instant(row.last_set)));
    }

    pub(super) fn by_attribute(rows: Vec<SourceRow>) -> HashMap<i64, Self> {
        let mut sources: HashMap<i64, Self> = HashMap::new();
        for row in rows {
            sources.entry(row.attribute_id).or_default().add(row);
        }
        sources
    }
}

/// Values that a field shows for a sample.
const SAMPLES: usize = 3;

/// The first few of these values that are not empty, each once.
pub(super) fn few(values: impl Iterator<Item = String>) -> Vec<String> {
    let mut few: Vec<String> = Vec::new();
    for value in values.filter(|value| !value.is_empty()) {
        if few.len() < SAMPLES && !few.contains(&value) {
            few.push(value);
        }
    }
    few
}

impl Counts {
    /// Users that have it.
    pub(super) fn users(&self, counted: Counted) -> Option<u64> {
        self.users.get(&counted).copied()
    }

    /// How often it happened.
    pub(super) fn happened(&self, counted: Counted) -> Happened {
        self.happened.get(&counted).copied().unwrap_or_default()
    }

    /// A few values.
    pub(super) fn samples(&self, counted: Counted) -> Vec<String> {
        let chosen = match counted {
            Counted::Property(property) => self.samples.get(&property).cloned(),
            Counted::Attribute(_)
            | Counted::Event(_)
            | Counted::Experience(_)
            | Counted::Question(_)
            | Counted::Tag(_) => None,
        };
        chosen.unwrap_or_else(|| {
            let values = self.values.get(&counted).map_or(&[][..], |common| &common.values);
            values.iter().take(SAMPLES).map(|value| value.value.clone()).collect()
        })
    }

    /// Keeps how often something happened.
    pub(super) fn keep_happened(&mut self, counted: Counted, row: HappenedRow) {
        self.users.insert(counted, row.users.unsigned_abs());
        let times = Some(row.times.unsigned_abs());
        self.happened.insert(counted, Happened { times, first: row.first_at, last: row.last_at });
    }

    /// Keeps a few of these values.
    pub(super) fn keep_samples(&mut self, property: Property, values: impl Iterator<Item = String>) {
        self.samples.insert(property, few(values));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_more_than_are_kept_tells_that_there_are_others() {
        let rows = |count: usize| (0..count).map(|number| (number.to_string(), 2)).collect();
        let all = CommonValues::new(rows(500));
        assert_eq!((all.values.len(), all.is_all, all.users()), (500, true, Some(1_000)));
        let some = CommonValues::new(rows(501));
        assert_eq!((some.values.len(), some.is_all, some.users()), (500, false, None));
    }

    #[test]
    fn samples_are_few_and_differ() {
        let mut counts = Counts::default();
        let names = ["Ann", "", "Ann", "Bo", "Cy", "Di"].map(str::to_owned);
        counts.keep_samples(Property::Name, names.into_iter());
        assert_eq!(counts.samples(Counted::Property(Property::Name)), ["Ann", "Bo", "Cy"]);
        assert_eq!(counts.samples(Counted::Tag(1)), Vec::<String>::new());
    }

    #[test]
    fn numbers_are_short() {
        let rows = number_rows(vec![(19.0, 1), (-0.0, 2), (0.1, 3)]);
        assert_eq!(rows, [("19".into(), 1), ("0".into(), 2), ("0.1".into(), 3)]);
    }
}

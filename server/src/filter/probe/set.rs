//! Positive tests of sets: tags, items of lists, chosen options.

use shared::filter::test::{ChoiceTest, ListTest, TagsTest};
use std::collections::BTreeSet;

/// A positive test of a set. Operands are sorted, without repetition.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum SetProbe<T> {
    /// The set is not empty.
    HasItem,
    Any(Vec<T>),
    All(Vec<T>),
    Exactly(Vec<T>),
}

fn set<T: Ord + Clone>(items: &[T]) -> Vec<T> {
    items.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect()
}

impl SetProbe<String> {
    pub(crate) fn of_list(test: &ListTest) -> (bool, Self) {
        match test {
            ListTest::ContainsAny(items) => (false, Self::Any(set(&items.0))),
            ListTest::ContainsAll(items) => (false, Self::All(set(&items.0))),
            ListTest::ContainsNone(items) => (true, Self::Any(set(&items.0))),
            ListTest::IsExactly(items) => (false, Self::Exactly(set(&items.0))),
            ListTest::IsNotExactly(items) => (true, Self::Exactly(set(&items.0))),
            ListTest::IsEmpty => (true, Self::HasItem),
            ListTest::HasAnyValue => (false, Self::HasItem),
        }
    }

    pub(crate) fn of_choice(test: &ChoiceTest) -> (bool, Self) {
        match test {
            ChoiceTest::AnyOf(items) => (false, Self::Any(set(&items.0))),
            ChoiceTest::AllOf(items) => (false, Self::All(set(&items.0))),
            ChoiceTest::NoneOf(items) => (true, Self::Any(set(&items.0))),
            ChoiceTest::IsEmpty => (true, Self::HasItem),
            ChoiceTest::HasAnyValue => (false, Self::HasItem),
        }
    }

    pub(crate) fn holds(&self, items: &BTreeSet<String>) -> bool {
        let all = |wanted: &[String]| wanted.iter().all(|item| items.contains(item));
        match self {
            Self::HasItem => !items.is_empty(),
            Self::Any(wanted) => wanted.iter().any(|item| items.contains(item)),
            Self::All(wanted) => all(wanted),
            Self::Exactly(wanted) => wanted.len() == items.len() && all(wanted),
        }
    }
}

impl SetProbe<i64> {
    pub(crate) fn of_tags(test: &TagsTest) -> (bool, Self) {
        let ids = || set(&test.tags().iter().map(|tag| tag.0).collect::<Vec<_>>());
        match test {
            TagsTest::HasAny(_) => (false, Self::Any(ids())),
            TagsTest::HasAll(_) => (false, Self::All(ids())),
            TagsTest::HasNone(_) => (true, Self::Any(ids())),
            TagsTest::IsEmpty => (true, Self::HasItem),
            TagsTest::HasAnyValue => (false, Self::HasItem),
        }
    }
}

//! Positive tests of instants: ranges of milliseconds.

use crate::filter::calendar::Calendar;
use shared::filter::test::{Moment, TimeTest};

/// Instants from the first to the last, both included; `None` is without an end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Range {
    pub first: Option<i64>,
    pub last: Option<i64>,
}

impl Range {
    pub(crate) fn contains(self, at: i64) -> bool {
        self.first.is_none_or(|first| first <= at) && self.last.is_none_or(|last| at <= last)
    }
}

/// A positive test of an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TimeProbe {
    HasValue,
    In {
        instants: Range,
        /// The range of days, as their starts in UTC, for values that are dates and begin when their day begins in the
        /// workspace's time zone; `None` where that zone is UTC, so that it is the same range.
        dates: Option<Range>,
    },
}

impl TimeProbe {
    pub(crate) fn new(test: &TimeTest, calendar: &Calendar) -> (bool, Self) {
        let now = calendar.now();
        let within = |instants| Self::In { instants, dates: calendar.dates_in(instants) };
        let (negated, range) = match test {
            TimeTest::WithinLast(span) => (false, Range { first: Some(calendar.ago(*span)), last: Some(now) }),
            TimeTest::NotWithinLast(span) => (true, Range { first: Some(calendar.ago(*span)), last: Some(now) }),
            TimeTest::MoreThanAgo(span) => (false, Range { first: None, last: Some(calendar.ago(*span) - 1) }),
            TimeTest::WithinNext(span) => (false, Range { first: Some(now), last: Some(calendar.ahead(*span)) }),
            TimeTest::Current(period) => (false, calendar.current(*period)),
            TimeTest::Before(moment) => {
                let end = match moment {
                    Moment::Day(day) => calendar.start(*day),
                    Moment::Instant(at) => at.0,
                };
                (false, Range { first: None, last: Some(end - 1) })
            }
            TimeTest::After(Moment::Instant(at)) => (false, Range { first: Some(at.0 + 1), last: None }),
            TimeTest::After(Moment::Day(day)) => (false, Range { first: Some(calendar.end(*day)), last: None }),
            TimeTest::On(day) => (false, calendar.days(*day, *day)),
            TimeTest::NotOn(day) => (true, calendar.days(*day, *day)),
            TimeTest::Between(range) => (false, calendar.days(range.from, range.to)),
            TimeTest::IsEmpty => return (true, Self::HasValue),
            TimeTest::HasAnyValue => return (false, Self::HasValue),
        };
        (negated, within(range))
    }

    pub(crate) fn holds(self, at: i64) -> bool {
        match self {
            Self::HasValue => true,
            Self::In { instants, dates: _ } => instants.contains(at),
        }
    }
}

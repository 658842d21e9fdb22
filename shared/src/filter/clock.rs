//! Which instants tests of time and windows mean, by the time now is and the workspace's time zone.
//!
//! Invariant: ranges hold their first instant and not their last; all are in milliseconds of UTC.

use super::test::{Day, DayRange, Moment, Period, Span, TimeTest, Unit, Window};
use crate::time::Instant;
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, DateTime, date},
    tz::{AmbiguousOffset, TimeZone},
};

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The time that a request is answered at, and where its calendar is read.
#[derive(Clone, Debug)]
pub struct Clock {
    now: Instant,
    zone: TimeZone,
}

/// A range of instants: `from` is in it, `until` is not. `None` is no end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Range {
    /// The first instant.
    pub from: Option<Instant>,
    /// The first instant after it.
    pub until: Option<Instant>,
}

impl Range {
    /// All of time.
    pub const EVER: Self = Self { from: None, until: None };

    /// Whether an instant is in it.
    #[must_use]
    pub fn contains(self, at: Instant) -> bool {
        self.from.is_none_or(|from| at >= from) && self.until.is_none_or(|until| at < until)
    }
}

/// What a test of time asks of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeMeaning {
    /// To be there and in the range.
    In(Range),
    /// The opposite: true for what is empty.
    NotIn(Range),
    /// Not to be there.
    Empty,
    /// To be there.
    NotEmpty,
}

impl TimeMeaning {
    /// Whether a value passes. `None` is a missing one.
    #[must_use]
    pub fn holds(self, at: Option<Instant>) -> bool {
        match self {
            Self::In(range) => at.is_some_and(|at| range.contains(at)),
            Self::NotIn(range) => !at.is_some_and(|at| range.contains(at)),
            Self::Empty => at.is_none(),
            Self::NotEmpty => at.is_some(),
        }
    }
}

impl Clock {
    /// A clock in a time zone by its name, such as "Europe/Zurich" or "UTC". `None` when no zone has that name.
    #[must_use]
    pub fn new(now: Instant, zone: &str) -> Option<Self> {
        Some(Self { now, zone: TimeZone::get(zone).ok()? })
    }

    /// The time now.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.now
    }

    /// What a test means.
    #[must_use]
    pub fn meaning(&self, test: &TimeTest) -> TimeMeaning {
        match test {
            TimeTest::WithinLast(span) => TimeMeaning::In(self.within_last(*span)),
            TimeTest::NotWithinLast(span) => TimeMeaning::NotIn(self.within_last(*span)),
            TimeTest::MoreThanAgo(span) => TimeMeaning::In(Range { from: None, until: Some(self.before_now(*span)) }),
            TimeTest::WithinNext(span) => {
                TimeMeaning::In(Range { from: Some(self.now), until: Some(after(self.after_now(*span))) })
            }
            TimeTest::Current(period) => TimeMeaning::In(self.current(*period)),
            TimeTest::Before(moment) => TimeMeaning::In(Range { from: None, until: Some(self.first_of(*moment)) }),
            TimeTest::After(moment) => TimeMeaning::In(Range { from: Some(self.first_after(*moment)), until: None }),
            TimeTest::On(day) => TimeMeaning::In(self.day(*day)),
            TimeTest::NotOn(day) => TimeMeaning::NotIn(self.day(*day)),
            TimeTest::Between(range) => TimeMeaning::In(self.days(*range)),
            TimeTest::IsEmpty => TimeMeaning::Empty,
            TimeTest::HasAnyValue => TimeMeaning::NotEmpty,
        }
    }

    /// The instants of a window.
    #[must_use]
    pub fn window(&self, window: &Window) -> Range {
        match window {
            Window::Ever => Range::EVER,
            Window::WithinLast(span) => self.within_last(*span),
            Window::Since(day) => Range { from: Some(self.start(day.date())), until: None },
            Window::Before(day) => Range { from: None, until: Some(self.start(day.date())) },
            Window::Between(range) => self.days(*range),
        }
    }

    /// The instant of a value: RFC 3339 with a zone, or a date, which is its day's first instant here.
    #[must_use]
    pub fn instant(&self, text: &str) -> Option<Instant> {
        Day::parse(text).map(|day| self.start(day.date())).or_else(|| Instant::parse(text))
    }

    fn first_of(&self, moment: Moment) -> Instant {
        match moment {
            Moment::Day(day) => self.start(day.date()),
            Moment::Instant(at) => at,
        }
    }

    fn first_after(&self, moment: Moment) -> Instant {
        match moment {
            Moment::Day(day) => self.end(day.date()),
            Moment::Instant(at) => after(at),
        }
    }

    fn within_last(&self, span: Span) -> Range {
        Range { from: Some(self.before_now(span)), until: Some(after(self.now)) }
    }

    fn day(&self, day: Day) -> Range {
        Range { from: Some(self.start(day.date())), until: Some(self.end(day.date())) }
    }

    fn days(&self, range: DayRange) -> Range {
        Range { from: Some(self.start(range.from.date())), until: Some(self.end(range.to.date())) }
    }

    fn current(&self, period: Period) -> Range {
        let today = self.zone.to_datetime(self.timestamp()).date();
        let (first, next) = match period {
            Period::Day => (today, today.tomorrow().ok()),
            Period::Week => {
                let monday = today.saturating_sub(i64::from(today.weekday().to_monday_zero_offset()).days());
                (monday, monday.checked_add(7.days()).ok())
            }
            Period::Month => (today.first_of_month(), today.last_of_month().tomorrow().ok()),
        };
        // Without a next day, it is the end of year 9999.
        Range { from: Some(self.start(first)), until: next.map(|next| self.start(next)) }
    }

    fn before_now(&self, span: Span) -> Instant {
        let amount = i64::from(span.amount);
        match fixed(span.unit) {
            Some(length) => Instant(self.now.0 - amount * length),
            None => self.months_from_now(-amount).unwrap_or(Instant::FIRST),
        }
    }

    fn after_now(&self, span: Span) -> Instant {
        let amount = i64::from(span.amount);
        match fixed(span.unit) {
            Some(length) => Instant(self.now.0 + amount * length),
            None => self.months_from_now(amount).unwrap_or(Instant::LAST),
        }
    }

    /// The same local time some months away, or at the end of that month; later where clocks skip it.
    fn months_from_now(&self, months: i64) -> Option<Instant> {
        let local = self.timestamp().to_zoned(self.zone.clone()).checked_add(months.months()).ok()?;
        Some(Instant(local.timestamp().as_millisecond()))
    }

    /// Now, or jiff's last timestamp, a day before the end of year 9999.
    fn timestamp(&self) -> Timestamp {
        Timestamp::from_millisecond(self.now.0).unwrap_or(Timestamp::MAX)
    }

    /// The first instant of a day.
    fn start(&self, day: Date) -> Instant {
        let midnight = day.at(0, 0, 0, 0);
        let at = |offset: jiff::tz::Offset| local_milliseconds(midnight) - i64::from(offset.seconds()) * SECOND;
        match self.zone.to_ambiguous_timestamp(midnight).offset() {
            AmbiguousOffset::Unambiguous { offset } => Instant(at(offset)),
            // Midnight comes twice: the first time begins the day.
            AmbiguousOffset::Fold { before, .. } => Instant(at(before)),
            // Midnight is skipped: the day begins when clocks jump.
            AmbiguousOffset::Gap { before, after } => {
                let jump = Timestamp::from_millisecond(at(after)).ok();
                let jump = jump.and_then(|earlier| self.zone.following(earlier).next());
                Instant(jump.map_or_else(|| at(before), |jump| jump.timestamp().as_millisecond()))
            }
        }
    }

    /// The first instant of the day after.
    fn end(&self, day: Date) -> Instant {
        match day.tomorrow() {
            Ok(next) => self.start(next),
            // The calendar ends with year 9999.
            Err(_) => Instant(self.start(day).0 + DAY),
        }
    }
}

fn after(at: Instant) -> Instant {
    Instant(at.0 + 1)
}

/// The length of a unit that always has the same.
fn fixed(unit: Unit) -> Option<i64> {
    match unit {
        Unit::Minutes => Some(MINUTE),
        Unit::Hours => Some(HOUR),
        Unit::Days => Some(DAY),
        Unit::Weeks => Some(7 * DAY),
        Unit::Months => None,
    }
}

fn local_milliseconds(local: DateTime) -> i64 {
    let epoch: DateTime = date(1970, 1, 1).at(0, 0, 0, 0);
    // Ten thousand years of milliseconds are far from the end of i64.
    local.duration_since(epoch).as_millis() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(now: &str, zone: &str) -> Clock {
        Clock::new(Instant::parse(now).unwrap(), zone).unwrap()
    }

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn told(range: Range) -> (String, String) {
        let text = |at: Option<Instant>| at.map_or_else(|| "-".to_owned(), |at| at.to_string());
        (text(range.from), text(range.until))
    }

    fn assert_range(range: Range, from: &str, until: &str) {
        let full = |text: &str| if text.len() == 20 { text.replace('Z', ".000Z") } else { text.to_owned() };
        assert_eq!(told(range), (full(from), full(until)));
    }

    #[test]
    fn days_follow_the_clocks_of_the_zone() {
        for (zone, date, from, until) in [
            ("UTC", "2026-03-29", "2026-03-29T00:00:00Z", "2026-03-30T00:00:00Z"),
            // 23 and 25 hours.
            ("Europe/Zurich", "2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"),
            ("Europe/Zurich", "2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"),
            // Clocks jump from midnight to one.
            ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z"),
            // Midnight comes twice.
            ("America/Havana", "2020-11-01", "2020-11-01T04:00:00Z", "2020-11-02T05:00:00Z"),
            // Clocks jump from 23:30 to 00:30, so that the day begins at half past.
            ("America/Toronto", "1919-03-31", "1919-03-31T04:30:00Z", "1919-04-01T04:00:00Z"),
            // A day that never was.
            ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z", "2011-12-30T10:00:00Z"),
            ("Asia/Kathmandu", "2026-01-01", "2025-12-31T18:15:00Z", "2026-01-01T18:15:00Z"),
        ] {
            assert_range(clock("2026-01-01T00:00:00Z", zone).day(day(date)), from, until);
        }
    }

    #[test]
    fn the_ends_of_the_calendar_are_days_too() {
        let first = clock("2026-01-01T00:00:00Z", "UTC").day(day("0001-01-01"));
        assert_eq!(first.from, Some(Instant::FIRST));
        let last = clock("2026-01-01T00:00:00Z", "UTC").day(day("9999-12-31"));
        assert_eq!(last.until, Some(Instant(Instant::LAST.0 + 1)));
        let end = Clock::new(Instant::LAST, "America/New_York").unwrap();
        for period in Period::ALL {
            assert!(end.current(*period).from < Some(Instant::LAST));
        }
        let span = Span { amount: 10_000, unit: Unit::Months };
        assert_eq!(end.after_now(span), Instant::LAST);
        assert!(Clock::new(Instant::FIRST, "UTC").unwrap().before_now(span) < Instant::FIRST);
    }

    #[test]
    fn spans_of_days_are_24_hours_and_months_keep_the_local_time() {
        // 09:30 in Zurich, a day after clocks went forward.
        let zurich = clock("2026-03-30T07:30:00Z", "Europe/Zurich");
        let last = |clock: &Clock, amount: u32, unit: Unit| told(clock.within_last(Span { amount, unit })).0;
        assert_eq!(last(&zurich, 2, Unit::Days), "2026-03-28T07:30:00.000Z");
        assert_eq!(last(&zurich, 1, Unit::Weeks), "2026-03-23T07:30:00.000Z");
        assert_eq!(last(&zurich, 90, Unit::Minutes), "2026-03-30T06:00:00.000Z");
        // February has no 30th, and winter time.
        assert_eq!(last(&zurich, 1, Unit::Months), "2026-02-28T08:30:00.000Z");
        assert_eq!(last(&zurich, 25, Unit::Months), "2024-02-29T08:30:00.000Z");
        // 02:30 was skipped on 29 March.
        let skipped = clock("2026-04-29T00:30:00Z", "Europe/Zurich");
        assert_eq!(last(&skipped, 1, Unit::Months), "2026-03-29T01:30:00.000Z");
        let range = zurich.within_last(Span { amount: 1, unit: Unit::Hours });
        assert!(range.contains(zurich.now()) && !range.contains(Instant(zurich.now().0 + 1)));
    }

    #[test]
    fn current_periods_are_of_the_zone() {
        // Sunday evening in UTC is Monday in Auckland.
        let auckland = clock("2026-05-31T20:00:00Z", "Pacific/Auckland");
        assert_range(auckland.current(Period::Day), "2026-05-31T12:00:00Z", "2026-06-01T12:00:00Z");
        assert_range(auckland.current(Period::Week), "2026-05-31T12:00:00Z", "2026-06-07T12:00:00Z");
        assert_range(auckland.current(Period::Month), "2026-05-31T12:00:00Z", "2026-06-30T12:00:00Z");
        let utc = clock("2026-05-31T20:00:00Z", "UTC");
        assert_range(utc.current(Period::Week), "2026-05-25T00:00:00Z", "2026-06-01T00:00:00Z");
        assert_range(utc.current(Period::Month), "2026-05-01T00:00:00Z", "2026-06-01T00:00:00Z");
    }

    #[test]
    fn instants_are_strict_and_days_whole() {
        let clock = clock("2026-05-31T20:00:00Z", "Europe/Zurich");
        let at = Instant::parse("2026-03-01T09:30:00Z").unwrap();
        let meaning = |test: TimeTest| clock.meaning(&test);
        let before = meaning(TimeTest::Before(Moment::Instant(at)));
        let after = meaning(TimeTest::After(Moment::Instant(at)));
        assert!(!before.holds(Some(at)) && before.holds(Some(Instant(at.0 - 1))) && !before.holds(None));
        assert!(!after.holds(Some(at)) && after.holds(Some(Instant(at.0 + 1))) && !after.holds(None));
        let after_day = meaning(TimeTest::After(Moment::Day(day("2026-03-01"))));
        let midnight = Instant::parse("2026-03-01T23:00:00Z").unwrap();
        assert!(after_day.holds(Some(midnight)) && !after_day.holds(Some(Instant(midnight.0 - 1))));
        assert_eq!(clock.instant("2026-03-01"), Instant::parse("2026-02-28T23:00:00Z"));
        assert_eq!(clock.instant("2026-03-01T09:30"), None);
        assert!(Clock::new(at, "Europe/Atlantis").is_none());
    }
}

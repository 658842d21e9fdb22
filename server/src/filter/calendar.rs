//! Days, months and spans as instants: what a filter means at one moment in one time zone.
//!
//! Invariant: a day is from its first instant to the first instant of the next day, whatever clocks do in between.

use super::probe::Range;
use crate::db::{self, Transaction};
use jiff::{
    Timestamp, ToSpan, Zoned,
    civil::{Date, Weekday, date},
    tz::TimeZone,
};
use shared::{
    filter::test::{Day, Period, Span, Unit, Window},
    time::Instant,
};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// One moment in one time zone.
#[derive(Clone, Debug)]
pub struct Calendar {
    now: Zoned,
    at: i64,
}

impl Calendar {
    /// The moment `now` in a zone.
    #[must_use]
    pub fn new(now: Instant, zone: TimeZone) -> Self {
        let moment = Timestamp::from_millisecond(now.0).unwrap_or(Timestamp::MAX);
        Self { now: moment.to_zoned(zone), at: now.0 }
    }

    /// The moment `now` in the workspace's zone.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of_workspace(snapshot: &mut Transaction, now: Instant) -> db::Result<Self> {
        Ok(Self::new(now, super::resolve::time_zone(snapshot).await?))
    }

    /// The present day, counted from 1970-01-01, and the milliseconds that it has left.
    #[must_use]
    pub fn today(&self) -> (i64, i64) {
        let today = self.now.date();
        (start_in_utc(today) / DAY, self.end_of(today) - self.at)
    }

    pub(super) fn now(&self) -> i64 {
        self.at
    }

    /// The first instant of a date.
    fn start_of(&self, date: Date) -> i64 {
        let start = date.to_zoned(self.now.time_zone().clone()).and_then(|start| start.start_of_day());
        start.map_or_else(|_| self.start_beyond(date), |start| start.timestamp().as_millisecond())
    }

    /// The start of a date at the calendar's end, where the library has dates and no instants any more.
    fn start_beyond(&self, date: Date) -> i64 {
        let east = self.now.time_zone().to_offset(Timestamp::MAX).seconds();
        start_in_utc(date) - i64::from(east) * 1_000
    }

    pub(super) fn start(&self, day: Day) -> i64 {
        self.start_of(day.date())
    }

    /// The first instant after a day.
    pub(super) fn end(&self, day: Day) -> i64 {
        self.end_of(day.date())
    }

    fn end_of(&self, date: Date) -> i64 {
        date.tomorrow().map_or_else(|_| self.start_beyond(date) + DAY, |next| self.start_of(next))
    }

    /// From the first instant of one day to the last of another.
    pub(super) fn days(&self, from: Day, to: Day) -> Range {
        Range { first: Some(self.start(from)), last: Some(self.end(to) - 1) }
    }

    /// The instant that lies so long before now.
    pub(super) fn ago(&self, span: Span) -> i64 {
        self.shifted(span, -1)
    }

    /// The instant that lies so long after now.
    pub(super) fn ahead(&self, span: Span) -> i64 {
        self.shifted(span, 1)
    }

    fn shifted(&self, span: Span, sign: i64) -> i64 {
        let amount = i64::from(span.amount) * sign;
        match span.unit {
            Unit::Minutes => self.at + amount * MINUTE,
            Unit::Hours => self.at + amount * 60 * MINUTE,
            Unit::Days => self.at + amount * DAY,
            Unit::Weeks => self.at + amount * 7 * DAY,
            Unit::Months => {
                let there = self.now.checked_add(amount.months());
                let end = if sign < 0 { Instant::FIRST } else { Instant::LAST };
                there.map_or(end.0, |there| there.timestamp().as_millisecond())
            }
        }
    }

    /// The day, week or month that now is in.
    pub(super) fn current(&self, period: Period) -> Range {
        let today = self.now.date();
        let (first, last) = match period {
            Period::Day => (today, today),
            Period::Week => {
                let since_monday = i64::from(today.weekday().since(Weekday::Monday));
                let monday = today.saturating_sub(since_monday.days());
                (monday, monday.saturating_add(6.days()))
            }
            Period::Month => (today.first_of_month(), today.last_of_month()),
        };
        Range { first: Some(self.start_of(first)), last: Some(self.end_of(last) - 1) }
    }

    pub(super) fn window(&self, window: &Window) -> Range {
        match window {
            Window::Ever => Range::default(),
            Window::WithinLast(span) => Range { first: Some(self.ago(*span)), last: Some(self.at) },
            Window::Since(day) => Range { first: Some(self.start(*day)), last: None },
            Window::Before(day) => Range { first: None, last: Some(self.start(*day) - 1) },
            Window::Between(range) => self.days(range.from, range.to),
        }
    }

    /// The instant that text names: RFC 3339, or a date, which is its start.
    pub(super) fn instant_of(&self, text: &str) -> Option<i64> {
        let at = Instant::parse(text).map(|at| at.0);
        at.or_else(|| Day::parse(text).map(|day| self.start(day)))
    }

    /// The days that begin inside of a range, as their starts in UTC; `None` where days begin in UTC anyway.
    pub(super) fn dates_in(&self, range: Range) -> Option<Range> {
        if *self.now.time_zone() == TimeZone::UTC {
            return None;
        }
        let first = range.first.map(|first| {
            let mut day = self.date_at(first);
            while self.start_of(day) < first
                && let Ok(next) = day.tomorrow()
            {
                day = next;
            }
            // A day that the zone left out begins together with the next.
            while let Ok(before) = day.yesterday()
                && self.start_of(before) >= first
            {
                day = before;
            }
            if self.start_of(day) < first { i64::MAX } else { start_in_utc(day) }
        });
        let last = range.last.map(|last| {
            let mut day = self.date_at(last);
            while self.start_of(day) > last
                && let Ok(before) = day.yesterday()
            {
                day = before;
            }
            while let Ok(next) = day.tomorrow()
                && self.start_of(next) <= last
            {
                day = next;
            }
            if self.start_of(day) > last { i64::MIN } else { start_in_utc(day) }
        });
        Some(Range { first, last })
    }

    /// A date near an instant.
    fn date_at(&self, at: i64) -> Date {
        let at = at.clamp(Instant::FIRST.0, Instant::LAST.0);
        let moment = Timestamp::from_millisecond(at).unwrap_or(Timestamp::MAX);
        moment.to_zoned(self.now.time_zone().clone()).date()
    }
}

fn start_in_utc(day: Date) -> i64 {
    let days = date(1970, 1, 1).until(day).map_or(0, |span| i64::from(span.get_days()));
    days * DAY
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(now: &str, zone: &str) -> Calendar {
        Calendar::new(Instant::parse(now).unwrap(), TimeZone::get(zone).unwrap())
    }

    fn at(text: &str) -> i64 {
        Instant::parse(text).unwrap().0
    }

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn today_is_the_day_of_the_zone() {
        let first = 20_782;
        assert_eq!(calendar("2026-11-25T22:30:00Z", "UTC").today(), (first, 90 * MINUTE));
        assert_eq!(calendar("2026-11-25T22:30:00Z", "Europe/Berlin").today(), (first, 30 * MINUTE));
        assert_eq!(calendar("2026-11-25T23:30:00Z", "Europe/Berlin").today(), (first + 1, DAY - 30 * MINUTE));
        assert_eq!(calendar("2026-03-28T23:00:00Z", "Europe/Berlin").today(), (20_541, 23 * 60 * MINUTE));
    }

    #[test]
    fn days_are_as_long_as_clocks_make_them() {
        let berlin = calendar("2026-03-29T12:00:00Z", "Europe/Berlin");
        let short = berlin.days(day("2026-03-29"), day("2026-03-29"));
        assert_eq!(short.first, Some(at("2026-03-28T23:00:00Z")));
        assert_eq!(short.last, Some(at("2026-03-29T21:59:59.999Z")));
        // Midnight itself was left out: the day began at one.
        let sao_paulo = calendar("2018-11-04T12:00:00Z", "America/Sao_Paulo");
        assert_eq!(sao_paulo.start(day("2018-11-04")), at("2018-11-04T03:00:00Z"));
        // A whole day was left out.
        let apia = calendar("2012-01-01T12:00:00Z", "Pacific/Apia");
        let none = apia.days(day("2011-12-30"), day("2011-12-30"));
        assert!(none.first > none.last);
    }

    #[test]
    fn months_end_where_the_month_ends() {
        let utc = calendar("2026-03-31T10:00:00Z", "UTC");
        assert_eq!(utc.ago(Span { amount: 1, unit: Unit::Months }), at("2026-02-28T10:00:00Z"));
        assert_eq!(utc.ahead(Span { amount: 6, unit: Unit::Months }), at("2026-09-30T10:00:00Z"));
        assert_eq!(utc.ago(Span { amount: 10_000, unit: Unit::Months }), at("1192-11-30T10:00:00Z"));
    }

    #[test]
    fn weeks_begin_on_monday() {
        let utc = calendar("2026-11-22T23:59:00Z", "UTC");
        let week = utc.current(Period::Week);
        assert_eq!(week.first, Some(at("2026-11-16T00:00:00Z")));
        assert_eq!(week.last, Some(at("2026-11-22T23:59:59.999Z")));
    }

    #[test]
    fn the_calendar_has_ends() {
        let berlin = calendar("2026-01-01T00:00:00Z", "Europe/Berlin");
        assert_eq!(berlin.end(day("9999-12-31")), at("9999-12-31T23:00:00Z"));
        assert_eq!(berlin.start(day("9999-12-31")), at("9999-12-30T23:00:00Z"));
        assert!(berlin.start(day("0001-01-01")) < at("0001-01-02T00:00:00Z"));
        let all = berlin.dates_in(Range { first: Some(i64::MIN), last: Some(i64::MAX) }).unwrap();
        assert!(all.contains(start_in_utc(date(2020, 1, 1))));
    }

    #[test]
    fn dates_begin_in_the_zone() {
        let tokyo = calendar("2026-01-01T00:00:00Z", "Asia/Tokyo");
        let range = Range { first: Some(at("2026-05-01T00:00:00Z")), last: Some(at("2026-05-03T15:00:00Z")) };
        let dates = tokyo.dates_in(range).unwrap();
        assert_eq!(dates.first, Some(at("2026-05-02T00:00:00Z")));
        assert_eq!(dates.last, Some(at("2026-05-04T00:00:00Z")));
        assert_eq!(calendar("2026-01-01T00:00:00Z", "UTC").dates_in(range), None);
        assert_eq!(tokyo.instant_of("2026-05-02"), Some(at("2026-05-01T15:00:00Z")));
    }
}

//! Tests of an instant.

use super::{
    kind::test_kind,
    moment::{Day, DayRange, Moment, Period, Span},
};

test_kind! {
    /// A test of an instant.
    TimeTest {
        /// Not longer ago than a span, and not later than now.
        WithinLast(span: Span) = "within_last", "in the last";
        /// Outside that, or empty.
        NotWithinLast(span: Span) = "not_within_last", "not in the last";
        /// Longer ago than a span.
        MoreThanAgo(span: Span) = "more_than_ago", "more than … ago";
        /// Not earlier than now, and not later than a span from now.
        WithinNext(span: Span) = "within_next", "in the next";
        /// In the day, week or month that now is in.
        Current(period: Period) = "current", "in the current";
        /// Before a day, or before an instant.
        Before(moment: Moment) = "before", "before";
        /// After a day, or after an instant.
        After(moment: Moment) = "after", "after";
        /// On a day.
        On(day: Day) = "on", "on";
        /// On another day, or empty.
        NotOn(day: Day) = "not_on", "not on";
        /// In a range of days with both ends.
        Between(range: DayRange) = "between", "between";
        /// There is no instant.
        IsEmpty = "is_empty", "is empty";
        /// There is an instant.
        HasAnyValue = "has_any_value", "has any value";
    }
}

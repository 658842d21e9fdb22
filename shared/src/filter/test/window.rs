//! Which part of time events, interactions and answers are looked for in.

use super::{
    kind::test_kind,
    moment::{Day, DayRange, Span},
};

test_kind! {
    /// A part of time.
    Window {
        /// All of it, later than now included.
        Ever = "ever", "ever";
        /// Not longer ago than a span, and not later than now.
        WithinLast(span: Span) = "within_last", "in the last";
        /// From the first instant of a day on.
        Since(day: Day) = "since", "since";
        /// Before the first instant of a day.
        Before(day: Day) = "before", "before";
        /// A range of days with both ends.
        Between(range: DayRange) = "between", "between";
    }
}

impl Window {
    /// Whether it is all of time, which is meant where nothing is said.
    #[must_use]
    pub fn is_ever(&self) -> bool {
        matches!(self, Self::Ever)
    }
}

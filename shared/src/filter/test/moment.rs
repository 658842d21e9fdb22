//! Days, instants, spans and periods: what tests of time and windows are given.

use super::kind::{Operand, OperandShape, Read};
use crate::{
    filter::{
        limits,
        read::{Place, Reader},
    },
    time::Instant,
};
use serde::{Serialize, Serializer};
use serde_json::Value;
use std::fmt;

/// Milliseconds.
const DAY_LENGTH: i64 = 86_400_000;

/// A day of the calendar, in years 1 to 9999. Which instants it holds depends on the workspace's time zone; it is kept
/// as its first instant in UTC, since the page has no library for dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Instant);

impl Day {
    /// The first day of year 1.
    pub const FIRST: Self = Self(Instant::FIRST);

    /// Reads `YYYY-MM-DD`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Instant::parse_date(text).map(Self)
    }

    /// The day that an instant is in by UTC.
    #[must_use]
    pub fn in_utc(at: Instant) -> Self {
        Self(Instant(at.0.div_euclid(DAY_LENGTH) * DAY_LENGTH))
    }

    /// Year, month and day.
    #[must_use]
    pub fn parts(self) -> (i64, i64, i64) {
        self.0.day_in_utc()
    }

    /// A day by its date, `None` before year 1.
    #[cfg(feature = "zones")]
    #[must_use]
    pub fn new(date: jiff::civil::Date) -> Option<Self> {
        Self::parse(&date.to_string())
    }

    /// Its date.
    #[cfg(feature = "zones")]
    #[must_use]
    pub fn date(self) -> jiff::civil::Date {
        let (year, month, day) = self.0.day_in_utc();
        // Days are in years 1 to 9999, whose parts fit.
        jiff::civil::date(year as i16, month as i8, day as i8)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.0.day_in_utc();
        write!(formatter, "{year:04}-{month:02}-{day:02}")
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

const DAY: &str = "Give a date such as 2026-03-01, in years 1 to 9999.";

impl Read for Day {
    fn read(reader: &mut Reader, value: &Value, place: &Place<'_>) -> Option<Self> {
        match value {
            Value::String(text) if text.is_empty() => reader.missing(place, DAY),
            Value::String(text) => match Self::parse(text) {
                Some(day) => Some(day),
                None => reader.wrong(place, DAY),
            },
            Value::Null => reader.missing(place, DAY),
            Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => reader.wrong(place, DAY),
        }
    }
}

impl Operand for Day {
    const SHAPE: OperandShape = OperandShape::Day;
}

/// A day or an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    /// A day in the workspace's time zone.
    Day(Day),
    /// An instant.
    Instant(Instant),
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Day(day) => day.serialize(serializer),
            Self::Instant(instant) => instant.serialize(serializer),
        }
    }
}

const MOMENT: &str =
    "Give a date such as 2026-03-01, or an instant with a zone such as 2026-03-01T09:30:00Z, in years 1 to 9999.";

impl Read for Moment {
    fn read(reader: &mut Reader, value: &Value, place: &Place<'_>) -> Option<Self> {
        match value {
            Value::String(text) if text.is_empty() => reader.missing(place, MOMENT),
            Value::String(text) => {
                let day = Day::parse(text).map(Self::Day);
                match day.or_else(|| Instant::parse(text).map(Self::Instant)) {
                    Some(moment) => Some(moment),
                    None => reader.wrong(place, MOMENT),
                }
            }
            Value::Null => reader.missing(place, MOMENT),
            Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => reader.wrong(place, MOMENT),
        }
    }
}

impl Operand for Moment {
    const SHAPE: OperandShape = OperandShape::Moment;
}

/// A range of days, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DayRange {
    /// The first.
    pub from: Day,
    /// The last.
    pub to: Day,
}

impl Read for DayRange {
    fn read(reader: &mut Reader, value: &Value, place: &Place<'_>) -> Option<Self> {
        let map = reader.fields(value, place, &["from", "to"])?;
        let mut end = |key| {
            let value = reader.required(map, place, key)?;
            Day::read(reader, value, &place.key(key))
        };
        let (from, to) = (end("from"), end("to"));
        let range = Self { from: from?, to: to? };
        if range.from > range.to {
            return reader.wrong(place, "The first date is after the second: swap them.");
        }
        Some(range)
    }
}

impl Operand for DayRange {
    const SHAPE: OperandShape = OperandShape::DayRange;
}

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $( $(#[$variant_meta:meta])* $variant:ident = $word:literal; )* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $( $(#[$variant_meta])* $variant, )*
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its word in JSON.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $( Self::$variant => $word, )*
                }
            }
        }

        impl $name {
            /// The one with a word; `None` for unknown words.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|candidate| candidate.word() == word)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }

        impl Read for $name {
            fn read(reader: &mut Reader, value: &Value, place: &Place<'_>) -> Option<Self> {
                let words = [$($word),*];
                let word = value.as_str().unwrap_or_default();
                match Self::from_word(word) {
                    Some(found) => Some(found),
                    None if value.is_null() || value == "" => reader.missing(place, format!("Choose one of {}.", words.join(", "))),
                    None => reader.wrong(place, format!("Give one of {}.", words.join(", "))),
                }
            }
        }
    };
}
pub(crate) use words;

words! {
    /// What a span is counted in.
    Unit {
        /// 60 seconds.
        Minutes = "minutes";
        /// 60 minutes.
        Hours = "hours";
        /// 24 hours, whatever clocks do.
        Days = "days";
        /// 7 days of 24 hours.
        Weeks = "weeks";
        /// Months of the calendar: the same local time, or the month's end.
        Months = "months";
    }
}

words! {
    /// A part of the calendar that now is in.
    Period {
        /// From midnight to midnight.
        Day = "day";
        /// From Monday to Sunday.
        Week = "week";
        /// From the first on.
        Month = "month";
    }
}

impl Operand for Period {
    const SHAPE: OperandShape = OperandShape::Period;
}

/// A length of time, such as 7 days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Span {
    /// How many, from 1 to 10,000.
    pub amount: u32,
    /// Of what.
    pub unit: Unit,
}

impl Read for Span {
    fn read(reader: &mut Reader, value: &Value, place: &Place<'_>) -> Option<Self> {
        let map = reader.fields(value, place, &["amount", "unit"])?;
        let amount = reader.required(map, place, "amount");
        let amount = amount.and_then(|amount| reader.whole(amount, &place.key("amount"), 1, limits::AMOUNT));
        let unit = reader.required(map, place, "unit");
        let unit = unit.and_then(|unit| Unit::read(reader, unit, &place.key("unit")));
        Some(Self { amount: amount?, unit: unit? })
    }
}

impl Operand for Span {
    const SHAPE: OperandShape = OperandShape::Span;
}

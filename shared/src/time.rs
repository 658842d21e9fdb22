//! Instants: milliseconds of UTC since 1970, in years 1 to 9999. In JSON RFC 3339 with exactly three decimals and `Z`.

use jiff::{
    SignedDuration,
    civil::{Date, DateTime, date},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// jiff's own timestamps end a day before year 9999 does; its civil times reach the end.
const EPOCH: DateTime = date(1970, 1, 1).at(0, 0, 0, 0);

/// Minutes east of UTC from `+HH:MM`.
fn parse_offset(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    let sign = match bytes.first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let two_digits = |at: usize| -> Option<i64> {
        let digits = text.get(at..at + 2).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        digits.parse().ok()
    };
    let (hours, minutes) = (two_digits(1)?, two_digits(4)?);
    (bytes[3] == b':' && hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// A point in time, in milliseconds of UTC since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i64);

impl Instant {
    /// The first instant of year 1.
    pub const FIRST: Self = Self(-62_135_596_800_000);
    /// The last millisecond of year 9999.
    pub const LAST: Self = Self(253_402_300_799_999);

    /// Reads RFC 3339 with a zone. `None` for anything else, a date without a time included.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (local, offset_minutes) = match text.strip_suffix(['Z', 'z']) {
            Some(local) => (local, 0),
            None => {
                let (local, offset) = text.split_at_checked(text.len().checked_sub(6)?)?;
                (local, parse_offset(offset)?)
            }
        };
        let bytes = local.as_bytes();
        let shaped = bytes.len() >= 19
            && [(4, b'-'), (7, b'-'), (13, b':'), (16, b':')].iter().all(|&(index, byte)| bytes[index] == byte)
            && matches!(bytes[10], b'T' | b't' | b' ')
            && bytes.last().is_some_and(u8::is_ascii_digit);
        if !shaped {
            return None;
        }
        let date_time: DateTime = local.parse().ok()?;
        Self::from_utc(date_time, offset_minutes)
    }

    fn from_utc(date_time: DateTime, offset_minutes: i64) -> Option<Self> {
        let since_epoch = date_time.duration_since(EPOCH);
        // Towards the past, so that an instant never comes out later than it was sent.
        let milliseconds = since_epoch.as_nanos().div_euclid(1_000_000) as i64;
        Some(Self(milliseconds - offset_minutes * 60_000)).filter(|at| at.is_in_range())
    }

    /// Reads `YYYY-MM-DD` as the start of that day in UTC.
    #[must_use]
    pub fn parse_date(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let date: Date = text.parse().ok()?;
        Self::from_utc(date.at(0, 0, 0, 0), 0)
    }

    /// Whether it lies in years 1 to 9999, which is what Rollcall stores.
    #[must_use]
    pub fn is_in_range(self) -> bool {
        (Self::FIRST..=Self::LAST).contains(&self)
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match EPOCH.checked_add(SignedDuration::from_millis(self.0)) {
            Ok(date_time) => write!(formatter, "{date_time:.3}Z"),
            Err(_) => write!(formatter, "{} ms", self.0),
        }
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("an instant is RFC 3339 with a zone"))
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Instant {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Instant {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_written_with_three_decimals() {
        assert_eq!(Instant(0).to_string(), "1970-01-01T00:00:00.000Z");
        assert_eq!(Instant(1_795_600_000_007).to_string(), "2026-11-25T09:46:40.007Z");
        assert_eq!(Instant::FIRST.to_string(), "0001-01-01T00:00:00.000Z");
        assert_eq!(Instant::LAST.to_string(), "9999-12-31T23:59:59.999Z");
    }

    #[test]
    fn rfc_3339_with_a_zone_is_read() {
        let noon = Instant(1_763_899_200_000);
        for text in ["2025-11-23T12:00:00Z", "2025-11-23T13:00:00+01:00", "2025-11-23T12:00:00.000999Z"] {
            assert_eq!(Instant::parse(text), Some(noon), "{text}");
        }
        for text in ["2025-11-23T12:00:00", "2025-11-23", "noon", "", "2025-02-30T12:00:00Z", "0000-01-01T00:00:00Z"] {
            assert_eq!(Instant::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_is_the_start_of_its_day() {
        assert_eq!(Instant::parse_date("2025-11-23"), Some(Instant(1_763_856_000_000)));
        assert_eq!(Instant::parse_date("2025-11-31"), None);
        assert_eq!(Instant::parse_date("25-11-23"), None);
    }
}

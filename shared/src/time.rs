//! Instants: milliseconds of UTC since 1970, in years 1 to 9999. In JSON RFC 3339 with exactly three decimals and `Z`.
//!
//! Read and written by hand: a library for dates would weigh more in the page than all that is done with them there.
//! The tests compare with one.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

const DAY: i64 = 86_400_000;

/// Days from 1970-01-01 to a day of the Gregorian calendar; `None` where there is no such day.
///
/// Years begin in March here, so that the leap day is a year's last; 400 years always have the same length.
fn days_to(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) {
        return None;
    }
    let year = year - i64::from(month <= 2);
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

/// Year, month and day that lie so many days after 1970-01-01: the inverse of [`days_to`].
fn day_after(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

/// The number that these bytes write in decimal digits, and nothing but digits.
fn digits(bytes: &[u8]) -> Option<i64> {
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| i64::from(byte - b'0'));
    bytes.iter().try_fold(0_i64, |number, byte| Some(number * 10 + digit(byte)?))
}

/// Milliseconds from 1970 to the start of the day that `YYYY-MM-DD` names.
fn parse_day(bytes: &[u8]) -> Option<i64> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = bytes else { return None };
    let (year, month, day) = (digits(&[*y1, *y2, *y3, *y4])?, digits(&[*m1, *m2])?, digits(&[*d1, *d2])?);
    Some(days_to(year, month, day)? * DAY)
}

/// Milliseconds since midnight of `HH:MM:SS` with any decimals, cut to milliseconds.
fn parse_time_of_day(bytes: &[u8]) -> Option<i64> {
    let (clock, decimals) = bytes.split_at_checked(8)?;
    let [h1, h2, b':', m1, m2, b':', s1, s2] = clock else { return None };
    let (hours, minutes, seconds) = (digits(&[*h1, *h2])?, digits(&[*m1, *m2])?, digits(&[*s1, *s2])?);
    // A leap second is the second before it, as clocks of computers have it.
    let in_range = hours < 24 && minutes < 60 && seconds <= 60;
    let thousandths = match decimals {
        [] => 0,
        [b'.', decimals @ ..] if !decimals.is_empty() && decimals.iter().all(u8::is_ascii_digit) => {
            (0..3).fold(0, |number, at| number * 10 + decimals.get(at).map_or(0, |byte| i64::from(byte - b'0')))
        }
        _ => return None,
    };
    in_range.then_some(((hours * 60 + minutes) * 60 + seconds.min(59)) * 1_000 + thousandths)
}

/// Milliseconds east of UTC from `Z` or `+HH:MM`.
fn parse_offset(bytes: &[u8]) -> Option<i64> {
    match bytes {
        [b'Z' | b'z'] => Some(0),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (digits(&[*h1, *h2])?, digits(&[*m1, *m2])?);
            let east = (hours * 60 + minutes) * 60_000;
            (hours < 24 && minutes < 60).then_some(if *sign == b'+' { east } else { -east })
        }
        _ => None,
    }
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
        let (day, rest) = text.as_bytes().split_at_checked(10)?;
        let (separator, rest) = rest.split_first()?;
        let zone_at = rest.iter().position(|byte| matches!(byte, b'Z' | b'z' | b'+' | b'-'))?;
        let (time, zone) = rest.split_at(zone_at);
        if !matches!(separator, b'T' | b't' | b' ') {
            return None;
        }
        let at = Self(parse_day(day)? + parse_time_of_day(time)? - parse_offset(zone)?);
        Some(at).filter(|at| at.is_in_range())
    }

    /// Reads `YYYY-MM-DD` as the start of that day in UTC.
    #[must_use]
    pub fn parse_date(text: &str) -> Option<Self> {
        parse_day(text.as_bytes()).map(Self).filter(|at| at.is_in_range())
    }

    /// Year, month and day of it in UTC.
    #[must_use]
    pub fn day_in_utc(self) -> (i64, i64, i64) {
        day_after(self.0.div_euclid(DAY))
    }

    /// Whether it lies in years 1 to 9999, which is what Rollcall stores.
    #[must_use]
    pub fn is_in_range(self) -> bool {
        (Self::FIRST..=Self::LAST).contains(&self)
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, rest) = (self.0.div_euclid(DAY), self.0.rem_euclid(DAY));
        let (year, month, day) = day_after(days);
        let (seconds, thousandths) = (rest / 1_000, rest % 1_000);
        let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
        write!(formatter, "{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}Z")
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
    fn instants_and_lengths_of_months_are_those_of_a_library() {
        use jiff::{SignedDuration, civil::date};
        let epoch = date(1970, 1, 1).at(0, 0, 0, 0);
        let steps = (Instant::FIRST.0..=Instant::LAST.0).step_by(61 * DAY as usize + 4_321_987);
        for at in steps.chain([Instant::LAST.0, -1, 0]) {
            let theirs = format!("{:.3}Z", epoch.checked_add(SignedDuration::from_millis(at)).unwrap());
            assert_eq!(Instant(at).to_string(), theirs);
            assert_eq!(Instant::parse(&theirs), Some(Instant(at)));
        }
        for (year, month) in (1..=9999).step_by(3).flat_map(|year| (1..=12).map(move |month| (year, month))) {
            let ours = (1..=31).filter(|&day| days_to(year, month, day).is_some()).count();
            assert_eq!(ours, date(year as i16, month as i8, 1).days_in_month() as usize, "{year}-{month}");
        }
    }

    #[test]
    fn a_date_is_the_start_of_its_day() {
        assert_eq!(Instant::parse_date("2025-11-23"), Some(Instant(1_763_856_000_000)));
        assert_eq!(Instant::parse_date("2025-11-31"), None);
        assert_eq!(Instant::parse_date("25-11-23"), None);
    }
}

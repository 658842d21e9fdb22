//! When a message happened, by a clock that can be trusted: the client's is corrected by what it says of its sending.

use shared::time::Instant;

/// A time as clients write it: RFC 3339, or without a zone, or a date; both of the latter are UTC.
pub(crate) fn parse_client_time(text: &str) -> Option<Instant> {
    Instant::parse(text).or_else(|| Instant::parse(&format!("{text}Z"))).or_else(|| Instant::parse_date(text))
}

/// The instant of a message, given the client's `timestamp` and `sent_at`.
pub(super) fn correct(timestamp: Option<Instant>, sent_at: Option<Instant>, received_at: Instant) -> Instant {
    let corrected = match (timestamp, sent_at) {
        (None, _) => received_at,
        (Some(timestamp), None) => timestamp,
        // All are within years 1 to 9999, so that this cannot overflow.
        (Some(timestamp), Some(sent_at)) => {
            Some(Instant(received_at.0 - (sent_at.0 - timestamp.0))).filter(|at| at.is_in_range()).unwrap_or(timestamp)
        }
    };
    corrected.min(received_at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        parse_client_time(text).unwrap()
    }

    #[test]
    fn a_wrong_clock_is_corrected() {
        let received = at("2026-11-25T12:00:00Z");
        // The client's clock is a year behind; the message waited ten seconds.
        let corrected = correct(Some(at("2025-11-25T11:59:50Z")), Some(at("2025-11-25T12:00:00Z")), received);
        assert_eq!(corrected, at("2026-11-25T11:59:50Z"));
        assert_eq!(correct(Some(at("2025-01-01")), None, received), at("2025-01-01T00:00:00Z"));
        assert_eq!(correct(None, Some(at("2025-01-01")), received), received);
    }

    #[test]
    fn nothing_happens_later_than_now() {
        let received = at("2026-11-25T12:00:00Z");
        assert_eq!(correct(Some(at("2030-01-01")), None, received), received);
        assert_eq!(correct(Some(at("2030-01-02")), Some(at("2030-01-01")), received), received);
        assert_eq!(correct(Some(Instant::FIRST), Some(Instant::LAST), received), Instant::FIRST);
    }

    #[test]
    fn times_without_a_zone_are_utc() {
        for text in ["2025-11-23T12:00:00.5", "2025-11-23 12:00:00.500000", "2025-11-23T13:00:00.5+01:00"] {
            assert_eq!(at(text), Instant(1_763_899_200_500), "{text}");
        }
        for text in ["", "yesterday", "1763899200", "2025-13-01", "25-11-23T12:00:00"] {
            assert_eq!(parse_client_time(text), None, "{text}");
        }
    }
}

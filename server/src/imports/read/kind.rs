//! Which kind all values of a column have.

use crate::ingest;
use shared::{api::catalogue::AttributeKind, time::Instant};

/// What the values so far may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guess {
    boolean: bool,
    number: bool,
    time: bool,
    list: bool,
    any: bool,
}

impl Guess {
    pub(super) const ANYTHING: Self = Self { boolean: true, number: true, time: true, list: true, any: false };

    /// Another value that is not empty. One that was guarded is a text.
    pub(super) fn look_at(&mut self, text: &str, is_guarded: bool) {
        self.any = true;
        let plain = text.trim();
        self.boolean &= !is_guarded && ["true", "false"].iter().any(|word| word.eq_ignore_ascii_case(plain));
        self.number = self.number && !is_guarded && is_plain_number(plain);
        self.time =
            self.time && !is_guarded && (Instant::parse(plain).is_some() || Instant::parse_date(plain).is_some());
        self.list = self.list && !is_guarded && plain.starts_with('[') && ingest::read_value(plain).is_ok();
    }

    pub(super) fn kind(self) -> AttributeKind {
        match self {
            Self { any: false, .. } => AttributeKind::Text,
            Self { boolean: true, .. } => AttributeKind::Boolean,
            Self { number: true, .. } => AttributeKind::Number,
            Self { time: true, .. } => AttributeKind::Time,
            Self { list: true, .. } => AttributeKind::List,
            Self { .. } => AttributeKind::Text,
        }
    }
}

/// Whether a text is a number and nothing else: ids with leading zeros, and digits that a float does not hold, are not.
fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let leading_zero = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    let significant = digits.chars().filter(char::is_ascii_digit).count();
    !leading_zero
        && digits.starts_with(|first: char| first.is_ascii_digit())
        && significant <= 17
        && number(text).is_some()
}

/// A number as people write it: digits, a point, an exponent.
pub(super) fn number(text: &str) -> Option<f64> {
    let is_written = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E'));
    let number: f64 = if is_written { text.parse().ok()? } else { return None };
    // Adding 0 makes -0 plain.
    number.is_finite().then_some(number + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(values: &[&str]) -> AttributeKind {
        let mut guess = Guess::ANYTHING;
        values.iter().for_each(|value| guess.look_at(value, false));
        guess.kind()
    }

    #[test]
    fn a_kind_is_that_of_every_value() {
        assert_eq!(kind(&["1", "-2.5", "1e3", "0", "0.5"]), AttributeKind::Number);
        for text in [&["007"][..], &["1", "x"], &["+49"], &["12345678901234567890"], &["NaN"], &["inf"], &[], &["1,5"]]
        {
            assert_eq!(kind(text), AttributeKind::Text, "{text:?}");
        }
        assert_eq!(kind(&["true", "FALSE"]), AttributeKind::Boolean);
        assert_eq!(kind(&["true", "1"]), AttributeKind::Text);
        assert_eq!(kind(&["2025-11-23", "2025-11-23T12:00:00Z"]), AttributeKind::Time);
        assert_eq!(kind(&["[\"a\",1]", "[]"]), AttributeKind::List);
        assert_eq!(kind(&["[[1]]"]), AttributeKind::Text);
        let mut guarded = Guess::ANYTHING;
        guarded.look_at("-5", true);
        assert_eq!(guarded.kind(), AttributeKind::Text);
    }
}

//! What was found, in a sentence.

use std::fmt;

/// What a finding means for the operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// As it should be.
    Fine,
    /// Worth knowing.
    Note,
    /// Something is to be done.
    Wrong,
}

/// A sentence and its weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it means.
    pub weight: Weight,
    /// The sentence.
    pub text: String,
}

impl Finding {
    pub(super) fn fine(text: impl Into<String>) -> Self {
        Self { weight: Weight::Fine, text: text.into() }
    }

    pub(super) fn note(text: impl Into<String>) -> Self {
        Self { weight: Weight::Note, text: text.into() }
    }

    pub(super) fn wrong(text: impl Into<String>) -> Self {
        Self { weight: Weight::Wrong, text: text.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.weight {
            Weight::Fine => "fine",
            Weight::Note => "note",
            Weight::Wrong => "WRONG",
        };
        write!(to, "{word:<6}{}", self.text)
    }
}

/// A number of bytes for people.
pub(super) fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["KB", "MB", "GB", "TB"];
    let (mut size, mut unit) = (bytes as f64 / 1024.0, 0);
    while size >= 1024.0 && unit + 1 < UNITS.len() {
        size /= 1024.0;
        unit += 1;
    }
    if bytes < 1024 { format!("{bytes} bytes") } else { format!("{size:.1} {}", UNITS[unit]) }
}

/// `1 job`, `2 jobs`.
pub(super) fn number(count: u64, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

/// About how long that is.
pub(super) fn span(milliseconds: i64) -> String {
    let minutes = milliseconds.unsigned_abs() / 60_000;
    match minutes {
        0 => number(milliseconds.unsigned_abs() / 1_000, "second"),
        1..=119 => number(minutes, "minute"),
        120..=2_879 => number(minutes / 60, "hour"),
        _ => number(minutes / 1_440, "day"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_as_people_tell_them() {
        assert_eq!(
            [0, 1_023, 1_024, 5 << 20, 3 << 40].map(size),
            ["0 bytes", "1023 bytes", "1.0 KB", "5.0 MB", "3.0 TB"]
        );
        assert_eq!([number(0, "job"), number(1, "job"), number(2, "job")], ["0 jobs", "1 job", "2 jobs"]);
        let minute = 60_000;
        let spans = [1_000, minute, -119 * minute, 120 * minute, 2_880 * minute].map(span);
        assert_eq!(spans, ["1 second", "1 minute", "119 minutes", "2 hours", "2 days"]);
        assert_eq!(Finding::wrong("So.").to_string(), "WRONG So.");
        assert_eq!(Finding::fine("So.").to_string(), "fine  So.");
    }
}

//! What imports are called and counted as, in words. Pure.

use shared::api::imports::{Encoding, Import, ImportStatus};

/// How a status is shown: never by its colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The word.
    pub word: &'static str,
    /// The icon before it.
    pub icon: &'static str,
    /// The pill's class.
    pub class: &'static str,
}

/// The status of an import.
pub fn status(import: &Import) -> Shown {
    let (word, icon, class) = match import.status {
        ImportStatus::Draft => ("Draft", "edit", "pill pill-plain"),
        ImportStatus::Checking => ("Checking", "clock", "pill pill-blue"),
        ImportStatus::Running if import.reverting => ("Reverting", "clock", "pill pill-blue"),
        ImportStatus::Running => ("Running", "clock", "pill pill-blue"),
        ImportStatus::Done if import.rejected > 0 => ("Done with rejects", "warning", "pill pill-amber"),
        ImportStatus::Done => ("Done", "check", "pill pill-green"),
        ImportStatus::Cancelled => ("Cancelled", "close", "pill pill-plain"),
        ImportStatus::Failed => ("Failed", "warning", "pill pill-red"),
        ImportStatus::Reverted => ("Reverted", "undo", "pill pill-plain"),
    };
    Shown { word, icon, class }
}

/// How many tenths of its rows an import is through with.
pub fn tenths(import: &Import) -> u64 {
    (import.done * 10).checked_div(import.rows).unwrap_or(0).min(10)
}

/// "1 row", "2,000 rows"; `count` writes the number.
pub fn counted(number: u64, one: &str, many: &str, count: fn(u64) -> String) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// Forms of a file's characters, with their words.
pub const ENCODINGS: [(Encoding, &str); 4] = [
    (Encoding::Utf8, "UTF-8"),
    (Encoding::Windows1252, "Windows-1252"),
    (Encoding::Utf16Le, "UTF-16, little-endian"),
    (Encoding::Utf16Be, "UTF-16, big-endian"),
];

/// What can stand between two cells, with its words.
pub const DELIMITERS: [(char, &str); 4] = [(',', "Comma"), (';', "Semicolon"), ('\t', "Tab"), ('|', "Vertical bar")];

/// "1 GB", "24 MB", "3 KB": whole numbers, as far as they are.
pub fn bytes(bytes: u64) -> String {
    let units = [("GB", 30), ("MB", 20), ("KB", 10)];
    let unit = units.into_iter().find(|(_, shift)| bytes >> shift > 0);
    unit.map_or_else(|| format!("{bytes} bytes"), |(unit, shift)| format!("{} {unit}", bytes >> shift))
}

/// How unlike its values a column's are, in percent; 100 only where no two are alike.
pub fn uniqueness(distinct: u64, looked_at: u64) -> Option<u64> {
    (distinct * 100).checked_div(looked_at)
}

#[cfg(test)]
mod tests {
    use super::super::list::tests::draft;
    use super::*;

    #[test]
    fn a_status_has_a_word_and_an_icon() {
        let word = |import: &Import| status(import).word;
        let import = draft(1, &[]);
        assert_eq!(word(&import), "Draft");
        let running = Import { status: ImportStatus::Running, ..import.clone() };
        assert_eq!((word(&running), word(&Import { reverting: true, ..running.clone() })), ("Running", "Reverting"));
        let done = Import { status: ImportStatus::Done, ..import };
        assert_eq!((word(&done), word(&Import { rejected: 1, ..done.clone() })), ("Done", "Done with rejects"));
    }

    #[test]
    fn every_format_has_words() {
        assert_eq!(DELIMITERS.map(|(delimiter, _)| delimiter), shared::api::imports::DELIMITERS);
    }

    #[test]
    fn numbers_have_their_words() {
        assert_eq!([bytes(1 << 30), bytes(5_500_000), bytes(999)], ["1 GB", "5 MB", "999 bytes"]);
        assert_eq!([uniqueness(0, 0), uniqueness(9_999, 10_000), uniqueness(5, 5)], [None, Some(99), Some(100)]);
        let count = |number: u64| number.to_string();
        assert_eq!([1, 2].map(|number| counted(number, "row", "rows", count)), ["1 row", "2 rows"]);
        let at = |done| tenths(&Import { done, ..draft(1, &[]) });
        assert_eq!([at(0), at(4), at(10), at(99)], [0, 4, 10, 10]);
        assert_eq!(tenths(&Import { rows: 0, ..draft(1, &[]) }), 0);
    }
}

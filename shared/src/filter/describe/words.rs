//! Values, names, days and spans inside a sentence.

use crate::{
    filter::test::{Day, Moment, Span, Unit},
    time::Instant,
};

/// Values of a long list that are told; of longer ones only how many there are besides.
const TOLD: usize = 5;

/// A piece of a sentence, and the bare words in it that a group's own words could be mistaken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) text: String,
    pub(super) has_bare_and: bool,
    pub(super) has_bare_or: bool,
}

impl Phrase {
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), has_bare_and: false, has_bare_or: false }
    }

    /// The text around a list of values.
    pub(super) fn around(before: &str, list: Self, after: &str) -> Self {
        Self { text: format!("{before}{}{after}", list.text), ..list }
    }
}

/// Control characters would break a line or worse.
fn printable(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { '\u{fffd}' } else { character }).collect()
}

/// A text in quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("“{}”", printable(text))
}

/// Words that would be read as the sentence's own.
const OWN_WORDS: [&str; 12] = ["and", "or", "not", "is", "in", "the", "any", "all", "none", "nor", "everyone", "empty"];

/// A value: as it is where nothing can be misread, else in quotes.
pub(super) fn value(text: &str) -> String {
    let is_simple = |character: char| character.is_alphanumeric() || "_-.@+:/#%".contains(character);
    let is_own = OWN_WORDS.iter().any(|word| word.eq_ignore_ascii_case(text));
    if !text.is_empty() && text.chars().all(is_simple) && !is_own { text.to_owned() } else { quoted(text) }
}

/// The name of something: words may be apart, as long as they are plain.
pub(super) fn name(text: &str) -> String {
    let is_plain = |character: char| character.is_alphanumeric() || "_-. /".contains(character);
    let own = |word: &str| OWN_WORDS.iter().any(|own| own.eq_ignore_ascii_case(word));
    let is_clear = !text.is_empty() && text.trim() == text && !text.split(' ').any(own);
    if is_clear && text.chars().all(is_plain) { text.to_owned() } else { quoted(text) }
}

/// "a", "a or b", "a, b or c", "a, b, c, d, e or one of 495 more".
pub(super) fn either(values: &[String]) -> Phrase {
    let rest = |more: usize| format!("one of {more} more");
    Phrase { text: list(values, "or", rest), has_bare_and: false, has_bare_or: values.len() > 1 }
}

/// "a", "a and b", "a, b and c", "a, b, c, d, e and 495 more".
pub(super) fn both(values: &[String]) -> Phrase {
    let rest = |more: usize| format!("{more} more");
    Phrase { text: list(values, "and", rest), has_bare_and: values.len() > 1, has_bare_or: false }
}

fn list(values: &[String], word: &str, rest: impl Fn(usize) -> String) -> String {
    // One more than told would be as long as the number of them.
    let told = if values.len() > TOLD + 1 { TOLD } else { values.len() };
    let mut told: Vec<String> = values.iter().take(told).cloned().collect();
    if told.len() < values.len() {
        told.push(rest(values.len() - told.len()));
    }
    match told.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} {word} {last}", others.join(", ")),
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// "1 March 2026".
pub(super) fn day(day: Day) -> String {
    let (year, month, day) = day.parts();
    let month = usize::try_from(month - 1).ok().and_then(|month| MONTHS.get(month)).unwrap_or(&"");
    format!("{day} {month} {year}")
}

/// "1 March 2026", "1 March 2026 at 09:30 UTC".
pub(super) fn moment(moment: Moment) -> String {
    match moment {
        Moment::Day(at) => day(at),
        Moment::Instant(at) => instant(at),
    }
}

fn instant(at: Instant) -> String {
    let milliseconds = at.0.rem_euclid(86_400_000);
    let (seconds, fraction) = (milliseconds / 1_000, milliseconds % 1_000);
    let mut clock = format!("{:02}:{:02}", seconds / 3_600, seconds / 60 % 60);
    if milliseconds % 60_000 != 0 {
        clock.push_str(&format!(":{:02}", seconds % 60));
    }
    if fraction != 0 {
        clock.push_str(&format!(".{fraction:03}"));
    }
    format!("{} at {clock} UTC", day(Day::in_utc(at)))
}

fn unit(unit: Unit, amount: u32) -> &'static str {
    match (unit, amount) {
        (Unit::Minutes, 1) => "minute",
        (Unit::Minutes, _) => "minutes",
        (Unit::Hours, 1) => "hour",
        (Unit::Hours, _) => "hours",
        (Unit::Days, 1) => "day",
        (Unit::Days, _) => "days",
        (Unit::Weeks, 1) => "week",
        (Unit::Weeks, _) => "weeks",
        (Unit::Months, 1) => "month",
        (Unit::Months, _) => "months",
    }
}

/// "7 days", "1 day".
pub(super) fn span(span: Span) -> String {
    format!("{} {}", span.amount, unit(span.unit, span.amount))
}

/// "the last 7 days", "the next hour".
pub(super) fn near(which: &str, span: Span) -> String {
    match span.amount {
        1 => format!("the {which} {}", unit(span.unit, 1)),
        amount => format!("the {which} {amount} {}", unit(span.unit, amount)),
    }
}

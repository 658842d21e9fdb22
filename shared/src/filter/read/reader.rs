//! Reads a filter from a JSON value and notes every problem on the way.
//!
//! Invariant: whoever returns `None` has noted at least one problem.

use super::place::{Place, short};
use crate::{filter::limits, problem::ProblemAt};
use serde_json::{Map, Value};

/// A problem of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The JSON pointer to the node.
    pub pointer: String,
    /// The way from the node to the place, as in `property.email.contains`.
    pub inside: String,
    /// What to do, in a sentence.
    pub sentence: String,
    /// Something is still missing, as opposed to wrong.
    pub is_missing: bool,
}

impl From<Finding> for ProblemAt {
    fn from(finding: Finding) -> Self {
        let Finding { pointer, inside, sentence, .. } = finding;
        let detail = if inside.is_empty() { sentence } else { format!("In {inside}: {sentence}") };
        Self { pointer, detail }
    }
}

/// What the reader has seen so far.
#[derive(Default)]
pub(crate) struct Reader {
    pub(crate) findings: Vec<Finding>,
    conditions: Tally,
    groups: Tally,
}

/// Counts up to a limit and beyond.
#[derive(Default)]
struct Tally {
    count: usize,
    first_beyond: Option<String>,
}

impl Tally {
    fn add(&mut self, most: usize, place: &Place<'_>) {
        self.count += 1;
        if self.count > most && self.first_beyond.is_none() {
            self.first_beyond = Some(place.pointer());
        }
    }
}

impl Reader {
    /// Notes what is wrong, and is `None` so that callers can return it.
    pub(crate) fn wrong<T>(&mut self, place: &Place<'_>, sentence: impl Into<String>) -> Option<T> {
        self.note(place, sentence.into(), false)
    }

    /// Notes what is missing.
    pub(crate) fn missing<T>(&mut self, place: &Place<'_>, sentence: impl Into<String>) -> Option<T> {
        self.note(place, sentence.into(), true)
    }

    fn note<T>(&mut self, place: &Place<'_>, sentence: String, is_missing: bool) -> Option<T> {
        self.findings.push(Finding { pointer: place.pointer(), inside: place.inside(), sentence, is_missing });
        None
    }

    pub(crate) fn count_condition(&mut self, place: &Place<'_>) {
        self.conditions.add(limits::CONDITIONS, place);
    }

    pub(crate) fn count_group(&mut self, place: &Place<'_>) {
        self.groups.add(limits::GROUPS, place);
    }

    /// Notes the limits that the whole document is beyond.
    pub(crate) fn finish(mut self) -> Vec<Finding> {
        let tallies = [
            (self.conditions, limits::CONDITIONS, "conditions"),
            (self.groups, limits::GROUPS, "groups (all, any, not, muted and named together)"),
        ];
        for (tally, most, what) in tallies {
            let Some(pointer) = tally.first_beyond else { continue };
            let (count, over) = (tally.count, tally.count - most);
            let sentence = format!("A filter has at most {most} {what}; this one has {count}. Remove {over} of them.");
            self.findings.push(Finding { pointer, inside: String::new(), sentence, is_missing: false });
        }
        self.findings
    }

    pub(crate) fn object<'v>(&mut self, value: &'v Value, place: &Place<'_>) -> Option<&'v Map<String, Value>> {
        match value {
            Value::Object(map) => Some(map),
            Value::Null => self.missing(place, "An object is missing here."),
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                self.wrong(place, "Give an object here.")
            }
        }
    }

    /// An object that has no other fields than these.
    pub(crate) fn fields<'v>(
        &mut self,
        value: &'v Value,
        place: &Place<'_>,
        known: &[&str],
    ) -> Option<&'v Map<String, Value>> {
        let map = self.object(value, place)?;
        for key in map.keys().filter(|key| !known.contains(&key.as_str())) {
            let list = known.join(", ");
            self.wrong::<()>(place, format!("The field “{}” is not known here: use {list}.", short(key)));
        }
        Some(map)
    }

    /// A field that must be there. Null counts as absent.
    pub(crate) fn required<'v>(
        &mut self,
        map: &'v Map<String, Value>,
        place: &Place<'_>,
        key: &str,
    ) -> Option<&'v Value> {
        match map.get(key) {
            Some(value) if !value.is_null() => Some(value),
            Some(_) | None => self.missing(place, format!("The field “{key}” is missing.")),
        }
    }

    /// `"word"` or `{"word": operand}`. Which words are known is the caller's to say.
    pub(crate) fn tagged<'v>(
        &mut self,
        value: &'v Value,
        place: &Place<'_>,
        words: &[&str],
    ) -> Option<(&'v str, Option<&'v Value>)> {
        let choices = words.join(", ");
        match value {
            Value::String(word) => Some((word, None)),
            Value::Object(map) => {
                let mut entries = map.iter();
                match (entries.next(), entries.next()) {
                    (Some((word, operand)), None) => Some((word, Some(operand))),
                    (None, _) => self.missing(place, format!("Choose one of {choices}.")),
                    (Some(_), Some(_)) => {
                        self.wrong(place, format!("Give exactly one of {choices}, not {} of them.", map.len()))
                    }
                }
            }
            Value::Null => self.missing(place, format!("Choose one of {choices}.")),
            Value::Bool(_) | Value::Number(_) | Value::Array(_) => {
                self.wrong(place, format!("Give an object with exactly one of {choices}."))
            }
        }
    }

    /// The word of [`Reader::tagged`] is not known.
    pub(crate) fn unknown_word<T>(&mut self, place: &Place<'_>, word: &str, words: &[&str]) -> Option<T> {
        self.wrong(place, format!("“{}” is not known here: use {}.", short(word), words.join(", ")))
    }

    /// A text of 1 to `most` characters without NUL.
    pub(crate) fn text(&mut self, value: &Value, place: &Place<'_>, most: usize) -> Option<String> {
        let text = match value {
            Value::String(text) => text,
            Value::Null => return self.missing(place, "Give a text."),
            Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                return self.wrong(place, "Give a text, in quotes.");
            }
        };
        if text.is_empty() {
            return self.missing(place, "The text is empty: give at least one character.");
        }
        if text.contains('\0') {
            let sentence = "Remove the character U+0000 or the half of a surrogate pair: no text can hold it.";
            return self.wrong(place, sentence);
        }
        let length = text.chars().count();
        if length > most {
            return self.wrong(place, format!("The text has {length} characters: shorten it to {most}."));
        }
        Some(text.clone())
    }

    /// A list of 1 to 500 items, each read by `item`.
    pub(crate) fn list<T>(
        &mut self,
        value: &Value,
        place: &Place<'_>,
        mut item: impl FnMut(&mut Self, &Value, &Place<'_>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let values = match value {
            Value::Array(values) => values,
            Value::Null => return self.missing(place, "Give a list of values."),
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
                return self.wrong(place, "Give a list of values, in square brackets.");
            }
        };
        if values.is_empty() {
            return self.missing(place, "The list is empty: give at least one value.");
        }
        if values.len() > limits::VALUES {
            let (count, most) = (values.len(), limits::VALUES);
            return self.wrong(place, format!("The list has {count} values: shorten it to {most}."));
        }
        let read = values.iter().enumerate().map(|(index, value)| item(self, value, &place.index(index)));
        // Every item is read, so that every problem is noted.
        read.collect::<Vec<_>>().into_iter().collect()
    }

    pub(crate) fn boolean(&mut self, value: &Value, place: &Place<'_>) -> Option<bool> {
        match value {
            Value::Bool(boolean) => Some(*boolean),
            Value::Null | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
                self.wrong(place, "Give true or false.")
            }
        }
    }

    /// A finite number; -0 is 0.
    pub(crate) fn number(&mut self, value: &Value, place: &Place<'_>) -> Option<f64> {
        match value {
            Value::Number(number) => match number.as_f64().filter(|number| number.is_finite()) {
                Some(number) => Some(number + 0.0),
                None => self.wrong(place, "The number is too large for 64 bits: give one up to 1.79e308."),
            },
            Value::Null => self.missing(place, "Give a number that 64 bits can hold."),
            Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
                self.wrong(place, "Give a number, without quotes.")
            }
        }
    }

    /// A whole number of a range.
    pub(crate) fn whole(&mut self, value: &Value, place: &Place<'_>, least: u32, most: u32) -> Option<u32> {
        let number = self.number(value, place)?;
        if number.fract() == 0.0 && (f64::from(least)..=f64::from(most)).contains(&number) {
            // In the range of u32 and without a fraction, so that nothing is lost.
            Some(number as u32)
        } else {
            self.wrong(place, format!("Give a whole number from {least} to {most}."))
        }
    }
}

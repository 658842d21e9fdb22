//! Tests of a text.

use super::kind::{Operand, OperandShape, Read, test_kind};
use crate::filter::{
    limits,
    read::{Place, Reader},
};
use serde::Serialize;
use serde_json::Value;

test_kind! {
    /// A test of a text.
    TextTest {
        /// The same text.
        Is(operand: TextOperand) = "is", "is";
        /// Another text, or none.
        IsNot(operand: TextOperand) = "is_not", "is not";
        /// One of several texts.
        OneOf(operand: TextsOperand) = "one_of", "is any of";
        /// None of several texts, or no text.
        NoneOf(operand: TextsOperand) = "none_of", "is none of";
        /// Holds the operand somewhere.
        Contains(operand: TextOperand) = "contains", "contains";
        /// Holds the operand nowhere.
        DoesNotContain(operand: TextOperand) = "does_not_contain", "does not contain";
        /// Begins with the operand.
        StartsWith(operand: TextOperand) = "starts_with", "starts with";
        /// Does not begin with the operand.
        DoesNotStartWith(operand: TextOperand) = "does_not_start_with", "does not start with";
        /// Ends with the operand.
        EndsWith(operand: TextOperand) = "ends_with", "ends with";
        /// Does not end with the operand.
        DoesNotEndWith(operand: TextOperand) = "does_not_end_with", "does not end with";
        /// A regular expression is found in it.
        Matches(operand: Pattern) = "matches", "matches the pattern";
        /// No match of a regular expression is found in it.
        DoesNotMatch(operand: Pattern) = "does_not_match", "does not match the pattern";
        /// There is no text, or it is "".
        IsEmpty = "is_empty", "is empty";
        /// There is a text.
        HasAnyValue = "has_any_value", "has any value";
    }
}

/// One text to compare with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TextOperand {
    /// The text.
    pub value: String,
    /// Whether both sides are folded before they are compared.
    #[serde(skip_serializing_if = "is_false")]
    pub ignore_case: bool,
}

/// Several texts to compare with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TextsOperand {
    /// The texts: a set.
    pub values: Vec<String>,
    /// Whether both sides are folded before they are compared.
    #[serde(skip_serializing_if = "is_false")]
    pub ignore_case: bool,
}

/// A regular expression in the syntax of the Rust crate `regex`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pattern {
    /// Its text.
    pub pattern: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_false(boolean: &bool) -> bool {
    !boolean
}

fn ignore_case(reader: &mut Reader, map: &serde_json::Map<String, Value>, place: &Place<'_>) -> Option<bool> {
    map.get("ignore_case").map_or(Some(false), |value| reader.boolean(value, &place.key("ignore_case")))
}

impl Read for TextOperand {
    fn read(reader: &mut Reader, value: &Value, place: &Place<'_>) -> Option<Self> {
        let map = reader.fields(value, place, &["value", "ignore_case"])?;
        let value = reader.required(map, place, "value");
        let value = value.and_then(|value| reader.text(value, &place.key("value"), limits::TEXT));
        let ignore_case = ignore_case(reader, map, place);
        Some(Self { value: value?, ignore_case: ignore_case? })
    }
}

impl Operand for TextOperand {
    const SHAPE: OperandShape = OperandShape::Text;
}

impl Read for TextsOperand {
    fn read(reader: &mut Reader, value: &Value, place: &Place<'_>) -> Option<Self> {
        let map = reader.fields(value, place, &["values", "ignore_case"])?;
        let values = reader.required(map, place, "values");
        let values = values.and_then(|values| {
            reader.list(values, &place.key("values"), |reader, value, place| reader.text(value, place, limits::TEXT))
        });
        let ignore_case = ignore_case(reader, map, place);
        Some(Self { values: values?, ignore_case: ignore_case? })
    }
}

impl Operand for TextsOperand {
    const SHAPE: OperandShape = OperandShape::Texts;
}

impl Read for Pattern {
    fn read(reader: &mut Reader, value: &Value, place: &Place<'_>) -> Option<Self> {
        let map = reader.fields(value, place, &["pattern"])?;
        let value = reader.required(map, place, "pattern")?;
        let place = place.key("pattern");
        let pattern = Self { pattern: reader.text(value, &place, limits::PATTERN)? };
        #[cfg(not(feature = "patterns"))]
        if let Some(fault) = super::pattern_check::fault(&pattern.pattern) {
            return reader.wrong(&place, format!("The pattern cannot be used: {fault}."));
        }
        #[cfg(feature = "patterns")]
        if let Err(error) = pattern.compile() {
            // The crate's own message points at the fault with several lines of art; its last line says what it is.
            let error = error.to_string();
            let reason = error.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
            return reader
                .wrong(&place, format!("The pattern cannot be used: {}.", crate::filter::read::short(&reason)));
        }
        Some(pattern)
    }
}

impl Operand for Pattern {
    const SHAPE: OperandShape = OperandShape::Pattern;
}

#[cfg(feature = "patterns")]
impl Pattern {
    /// The compiled pattern: Unicode, unanchored, up to 1 MiB.
    ///
    /// # Errors
    /// When it is not a pattern or becomes too large.
    pub fn compile(&self) -> Result<regex::Regex, regex::Error> {
        regex::RegexBuilder::new(&self.pattern).size_limit(limits::PATTERN_SIZE).build()
    }
}

#[cfg(feature = "oracle")]
impl TextTest {
    /// Whether a text passes. `None` is a missing one.
    pub(crate) fn holds(&self, text: Option<&str>) -> bool {
        use crate::text::fold;
        let text = text.filter(|text| !text.is_empty());
        let compare = |operand: &TextOperand, compares: fn(&str, &str) -> bool| {
            text.is_some_and(|text| match operand.ignore_case {
                true => compares(&fold(text), &fold(&operand.value)),
                false => compares(text, &operand.value),
            })
        };
        let is = |text: &str, value: &str| text == value;
        let contains = |text: &str, part: &str| text.contains(part);
        let starts = |text: &str, part: &str| text.starts_with(part);
        let ends = |text: &str, part: &str| text.ends_with(part);
        let one_of = |operand: &TextsOperand| {
            let ignore_case = operand.ignore_case;
            let is_one = |value: &String| compare(&TextOperand { value: value.clone(), ignore_case }, is);
            operand.values.iter().any(is_one)
        };
        // A pattern was compiled when the filter was read; one that was not finds nothing.
        let matches =
            |pattern: &Pattern| text.is_some_and(|text| pattern.compile().is_ok_and(|pattern| pattern.is_match(text)));
        match self {
            Self::Is(operand) => compare(operand, is),
            Self::IsNot(operand) => !compare(operand, is),
            Self::OneOf(operand) => one_of(operand),
            Self::NoneOf(operand) => !one_of(operand),
            Self::Contains(operand) => compare(operand, contains),
            Self::DoesNotContain(operand) => !compare(operand, contains),
            Self::StartsWith(operand) => compare(operand, starts),
            Self::DoesNotStartWith(operand) => !compare(operand, starts),
            Self::EndsWith(operand) => compare(operand, ends),
            Self::DoesNotEndWith(operand) => !compare(operand, ends),
            Self::Matches(pattern) => matches(pattern),
            Self::DoesNotMatch(pattern) => !matches(pattern),
            Self::IsEmpty => text.is_none(),
            Self::HasAnyValue => text.is_some(),
        }
    }
}

//! Positive tests of texts.

use shared::{
    filter::test::{TextOperand, TextTest, TextsOperand},
    text::fold,
};

/// A positive test of a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TextProbe {
    /// What a database can test.
    Compares(Comparison),
    /// What only we can test.
    Matches(Pattern),
}

/// A comparison. Where `folded`, operands are folded and the folded text is compared.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Comparison {
    HasValue,
    /// Sorted, without repetition.
    OneOf {
        values: Vec<String>,
        folded: bool,
    },
    Contains {
        part: String,
        folded: bool,
    },
    StartsWith {
        part: String,
        folded: bool,
    },
    EndsWith {
        part: String,
        folded: bool,
    },
}

/// A compiled pattern; the same as another of the same text.
#[derive(Clone, Debug)]
pub(crate) struct Pattern(pub regex::Regex);

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

fn prepare(text: &str, folded: bool) -> String {
    if folded { fold(text) } else { text.to_owned() }
}

fn one_of(values: &[String], folded: bool) -> TextProbe {
    let mut values: Vec<_> = values.iter().map(|value| prepare(value, folded)).collect();
    values.sort_unstable();
    values.dedup();
    TextProbe::Compares(Comparison::OneOf { values, folded })
}

fn part(operand: &TextOperand) -> (String, bool) {
    (prepare(&operand.value, operand.ignore_case), operand.ignore_case)
}

impl TextProbe {
    /// `Err` with a sentence where a pattern cannot be compiled.
    pub(crate) fn new(test: &TextTest) -> Result<(bool, Self), String> {
        let is = |operand: &TextOperand| one_of(std::slice::from_ref(&operand.value), operand.ignore_case);
        let any = |operand: &TextsOperand| one_of(&operand.values, operand.ignore_case);
        let contains = |operand: &TextOperand| {
            let (part, folded) = part(operand);
            Self::Compares(Comparison::Contains { part, folded })
        };
        let starts = |operand: &TextOperand| {
            let (part, folded) = part(operand);
            Self::Compares(Comparison::StartsWith { part, folded })
        };
        let ends = |operand: &TextOperand| {
            let (part, folded) = part(operand);
            Self::Compares(Comparison::EndsWith { part, folded })
        };
        let matches = |pattern: &shared::filter::test::Pattern| match pattern.compile() {
            Ok(pattern) => Ok(Self::Matches(Pattern(pattern))),
            Err(_) => Err("The pattern cannot be used: write another.".to_owned()),
        };
        Ok(match test {
            TextTest::Is(operand) => (false, is(operand)),
            TextTest::IsNot(operand) => (true, is(operand)),
            TextTest::OneOf(operand) => (false, any(operand)),
            TextTest::NoneOf(operand) => (true, any(operand)),
            TextTest::Contains(operand) => (false, contains(operand)),
            TextTest::DoesNotContain(operand) => (true, contains(operand)),
            TextTest::StartsWith(operand) => (false, starts(operand)),
            TextTest::DoesNotStartWith(operand) => (true, starts(operand)),
            TextTest::EndsWith(operand) => (false, ends(operand)),
            TextTest::DoesNotEndWith(operand) => (true, ends(operand)),
            TextTest::Matches(pattern) => (false, matches(pattern)?),
            TextTest::DoesNotMatch(pattern) => (true, matches(pattern)?),
            TextTest::IsEmpty => (true, Self::Compares(Comparison::HasValue)),
            TextTest::HasAnyValue => (false, Self::Compares(Comparison::HasValue)),
        })
    }

    pub(crate) fn holds(&self, text: &str) -> bool {
        match self {
            Self::Compares(comparison) => !text.is_empty() && comparison.holds(text),
            Self::Matches(pattern) => !text.is_empty() && pattern.0.is_match(text),
        }
    }
}

impl Comparison {
    fn holds(&self, text: &str) -> bool {
        let compare = |folded: bool, compares: &dyn Fn(&str) -> bool| {
            if folded { compares(&fold(text)) } else { compares(text) }
        };
        match self {
            Self::HasValue => true,
            Self::OneOf { values, folded } => {
                compare(*folded, &|text| values.binary_search_by(|value| value.as_str().cmp(text)).is_ok())
            }
            Self::Contains { part, folded } => compare(*folded, &|text| text.contains(part.as_str())),
            Self::StartsWith { part, folded } => compare(*folded, &|text| text.starts_with(part.as_str())),
            Self::EndsWith { part, folded } => compare(*folded, &|text| text.ends_with(part.as_str())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn probe(test: serde_json::Value) -> (bool, TextProbe) {
        let node = serde_json::json!({"property": {"name": test}});
        let condition = shared::filter::read_condition(&node).unwrap();
        let shared::filter::Condition::Property(shared::filter::PropertyCondition::Name(test)) = condition else {
            panic!("{condition:?}")
        };
        TextProbe::new(&test).unwrap()
    }

    #[test]
    fn no_probe_holds_on_empty() {
        use serde_json::json;
        let tests = [
            json!("has_any_value"),
            json!({"is": {"value": "a"}}),
            json!({"contains": {"value": "a"}}),
            json!({"matches": {"pattern": "^$"}}),
        ];
        for test in tests {
            let (negated, probe) = probe(test);
            assert!(!negated && !probe.holds(""), "{probe:?}");
        }
    }

    #[test]
    fn both_sides_fold() {
        let (negated, probe) = probe(serde_json::json!({"none_of": {"values": ["ÅSA", "bo"], "ignore_case": true}}));
        assert!(negated && probe.holds("åsa") && probe.holds("BO") && !probe.holds("boo"));
    }
}

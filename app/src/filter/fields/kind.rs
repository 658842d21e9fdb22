//! Kinds of values, each with the menu of its operators.

pub use super::test_form::{key_of, operand_of, operator_of};
use serde_json::{Value, json};
use shared::{
    api::catalogue::AttributeKind,
    filter::{
        Property, QuestionKind,
        test::{
            BooleanTest, ChoiceTest, ListTest, NumberTest, OperandShape, OperatorInfo, TagsTest, TextTest, TimeTest,
        },
    },
};

/// What a test is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Number,
    Boolean,
    Time,
    List,
    Tags,
    Choice,
}

impl Kind {
    /// The kind of a native property.
    pub fn of_property(property: Property) -> Self {
        match property {
            Property::Name | Property::Email | Property::UserId | Property::Language => Self::Text,
            Property::LastActivity | Property::FirstSeen | Property::Created => Self::Time,
            Property::Sessions => Self::Number,
            Property::Tags => Self::Tags,
            Property::Identified => Self::Boolean,
        }
    }

    /// The kind of an attribute, or of a property of an event.
    pub fn of_attribute(kind: AttributeKind) -> Self {
        match kind {
            AttributeKind::Text => Self::Text,
            AttributeKind::Number => Self::Number,
            AttributeKind::Boolean => Self::Boolean,
            AttributeKind::Time => Self::Time,
            AttributeKind::List => Self::List,
        }
    }

    /// The kind of a question's answers.
    pub fn of_question(kind: QuestionKind) -> Self {
        match kind {
            QuestionKind::Nps | QuestionKind::Rating | QuestionKind::Number => Self::Number,
            QuestionKind::SingleChoice | QuestionKind::MultipleChoice => Self::Choice,
            QuestionKind::Text => Self::Text,
        }
    }

    /// The kind of a word in a document.
    pub fn from_word(word: &str) -> Option<Self> {
        let all = [Self::Text, Self::Number, Self::Boolean, Self::Time, Self::List, Self::Tags, Self::Choice];
        all.into_iter().find(|kind| kind.word() == word)
    }

    /// Its word in a document.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Time => "time",
            Self::List => "list",
            Self::Tags => "tags",
            Self::Choice => "choice",
        }
    }

    /// The icon that stands for it.
    pub fn icon(self) -> &'static str {
        match self {
            Self::Text => "kind-text",
            Self::Number => "kind-number",
            Self::Boolean => "kind-boolean",
            Self::Time => "kind-time",
            Self::List | Self::Choice => "kind-list",
            Self::Tags => "kind-tag",
        }
    }

    fn operators(self) -> &'static [OperatorInfo] {
        match self {
            Self::Text => TextTest::OPERATORS,
            Self::Number => NumberTest::OPERATORS,
            Self::Boolean => BooleanTest::OPERATORS,
            Self::Time => TimeTest::OPERATORS,
            Self::List => ListTest::OPERATORS,
            Self::Tags => TagsTest::OPERATORS,
            Self::Choice => ChoiceTest::OPERATORS,
        }
    }

    /// The operator that a new condition begins with: the one that is most often meant.
    pub fn first_operator(self) -> &'static str {
        match self {
            Self::Text => "one_of",
            Self::Number => "at_least",
            Self::Boolean => "is_true",
            Self::Time => "within_last",
            Self::List => "contains_any",
            Self::Tags => "has_any",
            Self::Choice => "any_of",
        }
    }

    /// Its operators as the menu shows them: positive ones, their opposites, whether there is a value at all.
    pub fn menu(self) -> Vec<Operator> {
        let mut menu: Vec<Operator> = self.operators().iter().flat_map(|info| self.entries(info)).collect();
        menu.sort_by_key(|operator| operator.section);
        menu
    }

    fn entries(self, info: &OperatorInfo) -> Vec<Operator> {
        let section = Section::of(info.word);
        let plain = Operator { key: info.word, word: info.word, label: info.label, shape: info.operand, section };
        match (info.word, self) {
            // Today, this week and this month are operators of their own: nothing is left to choose.
            ("current", _) => PERIODS
                .iter()
                .map(|(key, label)| Operator { key, label, shape: OperandShape::None, ..plain.clone() })
                .collect(),
            ("is_empty", Self::Boolean) => vec![Operator { label: "is unknown", ..plain }],
            ("within_last", _) => vec![Operator { label: "in the last", ..plain }],
            _ => vec![plain],
        }
    }
}

const PERIODS: [(&str, &str); 3] =
    [("current:day", "is today"), ("current:week", "is this week"), ("current:month", "is this month")];

/// The sections of a menu of operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    Positive,
    Negative,
    Existence,
}

impl Section {
    fn of(word: &str) -> Self {
        match word {
            "is_empty" | "has_any_value" => Self::Existence,
            _ if ["not", "none"].iter().any(|no| word.split('_').any(|part| part == *no)) => Self::Negative,
            _ => Self::Positive,
        }
    }
}

/// An operator as a menu shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operator {
    /// What tells it apart in its menu.
    pub key: &'static str,
    /// Its word in a document.
    pub word: &'static str,
    /// Its words in the menu.
    pub label: &'static str,
    /// What it is given.
    pub shape: OperandShape,
    pub section: Section,
}

impl Operator {
    /// Its form with an operand.
    pub fn with(&self, operand: Value) -> Value {
        match (self.shape, self.key.split_once(':')) {
            (_, Some((word, period))) => json!({ word: period }),
            (OperandShape::None, None) => Value::String(self.word.to_owned()),
            _ => json!({ self.word: operand }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(kind: Kind) -> Vec<&'static str> {
        kind.menu().iter().map(|operator| operator.label).collect()
    }

    #[test]
    fn menus_have_opposites_after_and_existence_last() {
        let text = "is, is any of, contains, starts with, ends with, matches the pattern, is not, is none of, \
                    does not contain, does not start with, does not end with, does not match the pattern, is empty, \
                    has any value";
        assert_eq!(labels(Kind::Text).join(", "), text);
        let time = "in the last, more than … ago, in the next, is today, is this week, is this month, before, after, \
                    on, between, not in the last, not on, is empty, has any value";
        assert_eq!(labels(Kind::Time).join(", "), time);
        assert_eq!(labels(Kind::Boolean), ["is true", "is false", "is unknown", "has any value"]);
        assert_eq!(labels(Kind::Tags), ["has any of", "has all of", "has none of", "is empty", "has any value"]);
    }

    #[test]
    fn a_first_operator_is_in_its_menu() {
        for kind in [Kind::Text, Kind::Number, Kind::Boolean, Kind::Time, Kind::List, Kind::Tags, Kind::Choice] {
            assert!(kind.menu().iter().any(|operator| operator.key == kind.first_operator()), "{kind:?}");
            assert_eq!(Kind::from_word(kind.word()), Some(kind));
        }
    }

    #[test]
    fn an_operator_is_found_again_in_what_it_wrote() {
        for kind in [Kind::Text, Kind::Number, Kind::Boolean, Kind::Time, Kind::List, Kind::Tags, Kind::Choice] {
            for operator in kind.menu() {
                assert_eq!(key_of(&operator.with(json!(null))), operator.key);
            }
        }
        assert_eq!(key_of(&Value::Null), "");
    }
}

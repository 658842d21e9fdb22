//! Pieces of SQL with the values that they bind, put together before anybody knows how the values are numbered.
//!
//! Invariant: text is fixed text of ours; a user's data is always a value.

use crate::db::{Sql, Value};
use std::{collections::HashMap, fmt::Write as _};

/// A piece of SQL.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fragment(Vec<Part>);

#[derive(Clone, Debug, PartialEq)]
enum Part {
    Text(&'static str),
    Value(Value),
}

impl Fragment {
    /// Begins with text.
    #[must_use]
    pub fn new(text: &'static str) -> Self {
        Self(vec![Part::Text(text)])
    }

    /// Goes on with text.
    #[must_use]
    pub fn text(mut self, text: &'static str) -> Self {
        self.0.push(Part::Text(text));
        self
    }

    /// Goes on with a bound value.
    #[must_use]
    pub fn value(mut self, value: impl Into<Value>) -> Self {
        self.0.push(Part::Value(value.into()));
        self
    }

    /// Goes on with another fragment.
    #[must_use]
    pub fn then(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Fragments with a word between each two, in parentheses. The tree of it is balanced: databases limit how deep
    /// an expression may be, and a row of a hundred words is a hundred deep.
    #[must_use]
    pub fn joined(mut fragments: Vec<Self>, word: &'static str) -> Self {
        match fragments.len() {
            0 | 1 => fragments.pop().unwrap_or_default(),
            count => {
                let after = fragments.split_off(count / 2);
                let before = Self::joined(fragments, word);
                Self::new("(").then(before).text(word).then(Self::joined(after, word)).text(")")
            }
        }
    }

    /// As a whole statement.
    #[must_use]
    pub fn into_sql(self) -> Sql {
        let mut writer = Writer::new(Vec::new());
        let mut text = String::new();
        writer.write(&self, &mut text);
        writer.values.into_iter().fold(Sql::built(text), Sql::bind)
    }
}

/// Numbers values; equal ones share a number, so that large filters stay within what a statement may bind.
#[derive(Debug, Default)]
pub struct Writer {
    /// The values so far; `$1` is the first.
    pub values: Vec<Value>,
    known: HashMap<Key, usize>,
}

#[derive(Debug, PartialEq, Eq, Hash)]
enum Key {
    Integer(i64),
    Real(u64),
    Text(String),
}

impl Key {
    fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Integer(Some(value)) => Some(Self::Integer(*value)),
            Value::Real(Some(value)) => Some(Self::Real(value.to_bits())),
            Value::Text(Some(value)) => Some(Self::Text(value.clone())),
            Value::Integer(None)
            | Value::Real(None)
            | Value::Text(None)
            | Value::Boolean(_)
            | Value::Integers(_)
            | Value::Texts(_) => None,
        }
    }
}

impl Writer {
    /// Goes on after values that a statement binds already.
    #[must_use]
    pub fn new(values: Vec<Value>) -> Self {
        Self { values, known: HashMap::new() }
    }

    /// Appends a fragment to a statement's text.
    pub fn write(&mut self, fragment: &Fragment, text: &mut String) {
        for part in &fragment.0 {
            match part {
                Part::Text(part) => text.push_str(part),
                Part::Value(value) => {
                    let number = self.number(value);
                    // Writing to a string cannot fail.
                    let _ = write!(text, "${number}");
                }
            }
        }
    }

    fn number(&mut self, value: &Value) -> usize {
        let next = self.values.len() + 1;
        let number = Key::of(value).map_or(next, |key| *self.known.entry(key).or_insert(next));
        if number == next {
            self.values.push(value.clone());
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::Dialect;

    #[test]
    fn values_are_numbered_in_order_and_equal_ones_once() {
        let one = Fragment::new("a = ").value(7_i64).text(" and b = ").value("x").text(" and c = ").value(7_i64);
        assert_eq!(one.into_sql().text_for(Dialect::Postgres), "a = $1 and b = $2 and c = $1");
        let mut writer = Writer::new(vec![Value::from(7_i64)]);
        let mut text = String::new();
        writer.write(&Fragment::new("d = ").value(7_i64), &mut text);
        assert_eq!((text.as_str(), writer.values.len()), ("d = $2", 2));
    }

    #[test]
    fn rows_of_words_are_balanced() {
        let parts = ["a", "b", "c"].map(Fragment::new).to_vec();
        assert_eq!(Fragment::joined(parts, " or ").into_sql().text_for(Dialect::Postgres), "(a or (b or c))");
        let many = vec![Fragment::new("a"); 1_000];
        let text = Fragment::joined(many, " or ").into_sql().text_for(Dialect::Postgres);
        let depth = text.chars().scan(0, |depth, character| {
            *depth += i32::from(character == '(') - i32::from(character == ')');
            Some(*depth)
        });
        assert_eq!(depth.max(), Some(10));
    }
}

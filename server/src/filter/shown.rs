//! A filter's statement for people to read: the text that counts its users, with the values that it binds.

use super::{
    compile::Compiled,
    fragment::{Fragment, Writer},
};
use crate::db::{Dialect, Sql, Value};
use serde_json::{Value as Json, json};
use std::cmp::Ordering;

/// Values of a list that are shown. What was found row by row may be millions.
pub const SHOWN_VALUES: usize = 500;

/// Groups of up to so many characters stay on their line.
const SHORT: usize = 72;

/// Words before which a line breaks.
const BREAKS: [&str; 7] = [" from ", " where ", " and ", " or ", " group by ", " having ", " union all "];

/// A statement for people.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownSql {
    /// The text as the database reads it, broken into lines.
    pub text: String,
    /// The values of `$1`, `$2` and so on. A longer list is cut after [`SHOWN_VALUES`].
    pub values: Vec<Json>,
}

impl Compiled {
    /// The statement that counts the users that match.
    #[must_use]
    pub fn shown(&self, dialect: Dialect) -> ShownSql {
        let statement = Fragment::new("select count(*) from users where ").then(self.predicate());
        let mut writer = Writer::new(Vec::new());
        let mut text = String::new();
        writer.write(&statement, &mut text);
        let text = lines(&Sql::built(text).text_for(dialect));
        ShownSql { text, values: writer.values.into_iter().map(shown_value).collect() }
    }
}

fn shown_value(value: Value) -> Json {
    match value {
        Value::Integer(value) => json!(value),
        Value::Real(value) => json!(value),
        Value::Text(value) => json!(value),
        Value::Boolean(value) => json!(value),
        Value::Integers(values) => json!(values[..values.len().min(SHOWN_VALUES)]),
        Value::Texts(values) => json!(values[..values.len().min(SHOWN_VALUES)]),
    }
}

/// The text with a line for each condition of what is long. No parenthesis stands in quotes: users' data is bound.
fn lines(text: &str) -> String {
    let mut lines = String::with_capacity(text.len() * 2);
    write_lines(text, 0, &mut lines);
    lines
}

fn write_lines(text: &str, indent: usize, lines: &mut String) {
    let mut rest = text;
    while !rest.is_empty() {
        if let Some(word) = BREAKS.iter().find(|word| rest.starts_with(**word)) {
            new_line(indent, lines);
            lines.push_str(&word[1..]);
            rest = &rest[word.len()..];
            continue;
        }
        if let Some(inside) = rest.strip_prefix('(')
            && let Some(end) = end_of_group(inside)
        {
            let (inside, after) = (&inside[..end], &inside[end + 1..]);
            lines.push('(');
            if inside.len() <= SHORT {
                lines.push_str(inside);
            } else {
                new_line(indent + 1, lines);
                write_lines(inside, indent + 1, lines);
                new_line(indent, lines);
            }
            lines.push(')');
            rest = after;
            continue;
        }
        let next = rest.chars().next().map_or(rest.len(), char::len_utf8);
        lines.push_str(&rest[..next]);
        rest = &rest[next..];
    }
}

/// Where the parenthesis that was opened closes.
fn end_of_group(inside: &str) -> Option<usize> {
    let mut depth = 0_i32;
    inside.bytes().position(|byte| {
        depth += match byte {
            b'(' => 1,
            b')' => -1,
            _ => 0,
        };
        depth.cmp(&0) == Ordering::Less
    })
}

fn new_line(indent: usize, lines: &mut String) {
    lines.push('\n');
    lines.push_str(&"  ".repeat(indent));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_groups_stay_and_long_ones_are_broken() {
        let text = "select count(*) from users where (users.user_id in (select user_id from user_tags where \
                    tag_id = any($1)) or not (users.sessions >= $2 and users.sessions <= $3))";
        let expected = "select count(*)\nfrom users\nwhere (\n  users.user_id in (select user_id from user_tags \
                        where tag_id = any($1))\n  or not (users.sessions >= $2 and users.sessions <= $3)\n)";
        assert_eq!(lines(text), expected);
        assert_eq!(lines("select 1 from (a"), "select 1\nfrom (a");
    }

    #[test]
    fn long_lists_are_cut() {
        assert_eq!(shown_value(Value::from((0..600).collect::<Vec<i64>>())), json!((0..500).collect::<Vec<i64>>()));
        assert_eq!(shown_value(Value::from(vec!["a".to_owned()])), json!(["a"]));
        assert_eq!(shown_value(Value::Text(None)), Json::Null);
    }
}

//! Positive tests of one column. They are null where the column is, which a `where` takes as false; outside of one
//! the caller asks for the value first.

use crate::filter::{
    fragment::Fragment,
    probe::{BooleanProbe, Comparison, NumberProbe, Range},
};

/// A text's column and its folded twin.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextColumns {
    pub plain: &'static str,
    pub folded: &'static str,
}

impl TextColumns {
    fn column(self, folded: bool) -> &'static str {
        if folded { self.folded } else { self.plain }
    }
}

pub(super) fn text(columns: TextColumns, comparison: &Comparison) -> Fragment {
    match comparison {
        Comparison::HasValue => Fragment::new(columns.plain).text(" <> ''"),
        Comparison::OneOf { values, folded } => one_of(columns.column(*folded), values),
        Comparison::Contains { part, folded } => {
            Fragment::new("strpos(").text(columns.column(*folded)).text(", ").value(part.as_str()).text(") > 0")
        }
        Comparison::StartsWith { part, folded } => prefix(columns.column(*folded), part),
        Comparison::EndsWith { part, folded } => {
            let column = columns.column(*folded);
            // Places are counted from 1; a shorter text has none for the end to begin at.
            let length = |fragment: Fragment| fragment.text("length(").value(part.as_str()).text(")");
            let long_enough = length(Fragment::new("length(").text(column).text(") >= "));
            let rest = Fragment::new(" and substr(").text(column).text(", length(").text(column).text(") - ");
            long_enough.then(length(rest)).text(" + 1) = ").value(part.as_str())
        }
    }
}

pub(super) fn one_of(column: &'static str, values: &[String]) -> Fragment {
    match values {
        [value] => Fragment::new(column).text(" = ").value(value.as_str()),
        values => Fragment::new(column).text(" = any(").value(values.to_vec()).text(")"),
    }
}

/// Texts are in the order of code points, so that those with a beginning are neighbours.
pub(super) fn prefix(column: &'static str, part: &str) -> Fragment {
    let from = Fragment::new(column).text(" >= ").value(part);
    match after_prefix(part) {
        Some(end) => from.text(" and ").text(column).text(" < ").value(end),
        None => from,
    }
}

/// The first text after all that begin with `part`; `None` where there is none.
fn after_prefix(part: &str) -> Option<String> {
    let mut start = part.to_owned();
    while let Some(last) = start.pop() {
        // Between the last character before the surrogates and the first after them there is none.
        let next = if last == '\u{d7ff}' { Some('\u{e000}') } else { char::from_u32(u32::from(last) + 1) };
        if let Some(next) = next {
            start.push(next);
            return Some(start);
        }
    }
    None
}

pub(super) fn number(column: &'static str, probe: NumberProbe) -> Fragment {
    let compare = |word: &'static str, value: f64| Fragment::new(column).text(word).value(value);
    match probe {
        NumberProbe::HasValue => Fragment::new(column).text(" is not null"),
        NumberProbe::Equals(value) => compare(" = ", value),
        NumberProbe::GreaterThan(value) => compare(" > ", value),
        NumberProbe::AtLeast(value) => compare(" >= ", value),
        NumberProbe::LessThan(value) => compare(" < ", value),
        NumberProbe::AtMost(value) => compare(" <= ", value),
        NumberProbe::Between(from, to) => compare(" >= ", from).text(" and ").then(compare(" <= ", to)),
    }
}

pub(super) fn boolean(column: &'static str, probe: BooleanProbe) -> Fragment {
    match probe {
        BooleanProbe::HasValue => Fragment::new(column).text(" is not null"),
        BooleanProbe::Is(value) => Fragment::new(column).text(" = ").value(value),
    }
}

/// Every end of a range after the word `and`.
pub(super) fn and_in_range(mut fragment: Fragment, column: &'static str, range: Range) -> Fragment {
    if let Some(first) = range.first {
        fragment = fragment.text(" and ").text(column).text(" >= ").value(first);
    }
    if let Some(last) = range.last {
        fragment = fragment.text(" and ").text(column).text(" <= ").value(last);
    }
    fragment
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_a_beginning() {
        assert_eq!(after_prefix("ab").as_deref(), Some("ac"));
        assert_eq!(after_prefix("a\u{d7ff}").as_deref(), Some("a\u{e000}"));
        assert_eq!(after_prefix("a\u{10ffff}").as_deref(), Some("b"));
        assert_eq!(after_prefix("\u{10ffff}"), None);
    }
}

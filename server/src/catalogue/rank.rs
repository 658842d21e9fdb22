//! Which values go before which: those that are the text, begin with it, have a word that begins with it, hold it; in
//! each of these the most common first.

use shared::{
    api::catalogue::{ValueCount, Values},
    text::fold,
};
use std::collections::HashMap;

/// Most values of an answer.
const MOST: usize = 50;

/// How a value holds a text. The better is less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    Whole,
    Start,
    Word,
    Within,
}

/// `part` is folded. An empty one stands at every start.
fn match_of(value: &str, part: &str) -> Option<Match> {
    let value = fold(value);
    if value == part {
        return Some(Match::Whole);
    }
    if value.starts_with(part) {
        return Some(Match::Start);
    }
    let begins_word = |at: usize| !value[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    let mut places = value.match_indices(part).map(|(at, _)| at).peekable();
    places.peek()?;
    Some(if places.any(begins_word) { Match::Word } else { Match::Within })
}

/// Whether a value holds a folded text.
pub(super) fn holds(value: &str, part: &str) -> bool {
    fold(value).contains(part)
}

/// Values that were found, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    values: HashMap<String, Option<u64>>,
    /// Whether there are others.
    pub more: bool,
}

impl Found {
    /// Adds a value. A number of users that is known stays.
    pub(super) fn add(&mut self, value: String, users: Option<u64>) {
        let known = self.values.entry(value).or_insert(users);
        *known = known.or(users);
    }

    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// The best, in their order, of those that hold the folded text.
    pub(super) fn best(self, part: &str) -> Values {
        let ranked = self.values.into_iter().filter_map(|(value, users)| Some((match_of(&value, part)?, value, users)));
        let mut ranked: Vec<_> = ranked.collect();
        ranked.sort_by(|(a_match, a, a_users), (b_match, b, b_users)| {
            a_match.cmp(b_match).then(b_users.cmp(a_users)).then(a.cmp(b))
        });
        let more = self.more || ranked.len() > MOST;
        ranked.truncate(MOST);
        let values = ranked.into_iter().map(|(_, value, users)| ValueCount { value, users });
        Values { values: values.collect(), more }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn better_matches_go_first_then_the_more_common() {
        let mut found = Found::default();
        let values = [("approx", 9), ("Pro", 1), ("non-pro", 2), ("Pro plus", 3), ("product", 3), ("free", 7)];
        for (value, users) in values {
            found.add(value.into(), Some(users));
        }
        found.add("professional".into(), None);
        found.add("professional".into(), Some(4));
        found.add("prose".into(), None);
        let values = found.best("pro").values;
        let words: Vec<_> = values.iter().map(|value| value.value.as_str()).collect();
        assert_eq!(words, ["Pro", "professional", "Pro plus", "product", "prose", "non-pro", "approx"]);
        assert_eq!(values[1].users, Some(4));
    }

    #[test]
    fn without_a_text_the_most_common_go_first() {
        let mut found = Found::default();
        (0..60).for_each(|number| found.add(format!("value {number:02}"), Some(number)));
        let answer = found.best("");
        assert_eq!((answer.values.len(), answer.more), (50, true));
        assert_eq!(answer.values[0], ValueCount { value: "value 59".into(), users: Some(59) });
    }

    #[test]
    fn words_begin_after_what_is_no_letter_or_digit() {
        assert_eq!(match_of("user@acme.com", "acme"), Some(Match::Word));
        assert_eq!(match_of("Éacme acme", "acme"), Some(Match::Word));
        assert_eq!(match_of("placme", "acme"), Some(Match::Within));
        assert_eq!(match_of("ÅSA", "åsa"), Some(Match::Whole));
        assert_eq!(match_of("bo", "acme"), None);
    }
}

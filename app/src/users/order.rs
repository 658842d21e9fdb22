//! Orders of users, in addresses and in words.

use shared::api::users::{Sort, SortBy};

/// Reads an order: `-name` is by name, descending.
pub fn parse_sort(word: &str) -> Option<Sort> {
    let (word, descending) = word.strip_prefix('-').map_or((word, false), |word| (word, true));
    Some(Sort { by: SortBy::from_word(word)?, descending })
}

/// The order as addresses write it.
pub fn sort_text(sort: &Sort) -> String {
    format!("{}{}", if sort.descending { "-" } else { "" }, sort.by.word())
}

/// The order in words, for those who cannot see the arrow.
pub fn describe_sort(sort: &Sort, title: &str) -> String {
    let direction = match (&sort.by, sort.descending) {
        (SortBy::LastActivity | SortBy::FirstSeen | SortBy::Created, true) => "newest first",
        (SortBy::LastActivity | SortBy::FirstSeen | SortBy::Created, false) => "oldest first",
        (SortBy::Name | SortBy::Email, true) => "Z to A",
        (SortBy::Name | SortBy::Email, false) => "A to Z",
        (SortBy::Sessions | SortBy::UserId, true) => "highest first",
        (SortBy::Sessions | SortBy::UserId, false) => "lowest first",
        (SortBy::Attribute(_), true) => "descending",
        (SortBy::Attribute(_), false) => "ascending",
    };
    format!("Sorted by {}, {direction}", title.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_go_through_an_address_unchanged() {
        for text in ["-last_activity", "name", "-attribute:a-b"] {
            assert_eq!(parse_sort(text).map(|sort| sort_text(&sort)).as_deref(), Some(text));
        }
        assert_eq!(parse_sort("-"), None);
    }

    #[test]
    fn orders_are_told_in_words() {
        assert_eq!(describe_sort(&Sort::default(), "Last activity"), "Sorted by last activity, newest first");
    }
}

//! Which tags are offered, in which order, and whether a new one is. Pure.
//!
//! The server decides which names are the same (Unicode's compatible forms included): here they are compared loosely,
//! and its answer to a name that there is already is the tag of that name.

use crate::ui::search::{plain, rank};
use shared::{
    api::tags::{NAME_LENGTH, Tag},
    ids::TagId,
    text::fold,
};
use std::cmp::Reverse;

/// The tags of a name: those in `first`, then those of most users, then by name. While something is searched for, how
/// well it fits comes before all that.
pub fn found(tags: &[Tag], first: &[TagId], text: &str) -> Vec<Tag> {
    let searched = plain(text.trim());
    let mut found: Vec<_> = tags
        .iter()
        .filter_map(|tag| {
            let name = plain(&tag.name);
            let rank = rank(&name, &searched)?;
            Some(((rank, !first.contains(&tag.tag_id), Reverse(tag.users), name), tag))
        })
        .collect();
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    found.into_iter().map(|(_, tag)| tag.clone()).collect()
}

/// A name without its case, and with one space where there are several.
fn loose(name: &str) -> String {
    fold(name).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The tag of a name, where there is one already.
pub fn same<'a>(tags: &'a [Tag], name: &str) -> Option<&'a Tag> {
    let name = loose(name);
    tags.iter().find(|tag| loose(&tag.name) == name)
}

/// The name of the tag that typed text would make; nothing where there is no text.
pub fn new_name(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|name| !name.is_empty())
}

/// Why a name cannot be taken.
pub fn refusal(name: &str) -> Option<String> {
    let name = name.trim();
    let length = name.chars().count();
    if length == 0 {
        Some("Give the tag a name.".into())
    } else if length > NAME_LENGTH {
        Some(format!("A tag has {NAME_LENGTH} characters at most; these are {length}."))
    } else if name.chars().any(char::is_control) {
        Some("A tag has no control characters.".into())
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::color::Color;

    fn tag(id: i64, name: &str, users: u64) -> Tag {
        Tag { tag_id: TagId(id), name: name.into(), color: Color::Teal, users, segments: Vec::new() }
    }

    fn names(tags: &[Tag], first: &[TagId], text: &str) -> Vec<String> {
        found(tags, first, text).into_iter().map(|tag| tag.name).collect()
    }

    #[test]
    fn a_users_own_come_first_then_the_most_used_then_by_name() {
        let tags = [tag(1, "VIP", 3), tag(2, "beta", 9), tag(3, "Alpha", 3), tag(4, "Rare", 0)];
        assert_eq!(names(&tags, &[TagId(4)], ""), ["Rare", "beta", "Alpha", "VIP"]);
        assert_eq!(names(&tags, &[TagId(4), TagId(1)], " "), ["VIP", "Rare", "beta", "Alpha"]);
    }

    #[test]
    fn beginnings_of_names_then_of_words_then_the_middle() {
        let tags = [tag(1, "Probeta", 90), tag(2, "Old béta", 5), tag(3, "Beta tester", 1), tag(4, "VIP", 99)];
        assert_eq!(names(&tags, &[], "BETA"), ["Beta tester", "Old béta", "Probeta"]);
        assert_eq!(names(&tags, &[], "bêta t"), ["Beta tester"]);
        assert_eq!(names(&tags, &[], "none"), [""; 0]);
    }

    #[test]
    fn a_name_is_there_but_for_case_and_spaces() {
        let tags = [tag(1, "Beta  tester", 0)];
        assert_eq!(same(&tags, " beta Tester ").map(|tag| tag.tag_id), Some(TagId(1)));
        assert_eq!(same(&tags, "béta tester"), None, "accents tell names apart");
        assert_eq!(same(&tags, "Beta"), None);
    }

    #[test]
    fn names_have_1_to_40_characters() {
        assert_eq!((new_name("  "), new_name(" Beta ")), (None, Some("Beta")));
        assert_eq!(refusal(&"ß".repeat(40)), None);
        assert_eq!(refusal(&"x".repeat(41)), Some("A tag has 40 characters at most; these are 41.".into()));
        assert!(refusal("a\u{7}b").is_some() && refusal(" ").is_some());
    }
}

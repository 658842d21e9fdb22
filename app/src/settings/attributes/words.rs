//! What attributes are called. Pure.

use crate::ui::search::plain;
use shared::api::{
    attributes::{Attribute, Conversion},
    catalogue::AttributeKind,
};

/// Values of a kind, in a sentence.
fn values_word(kind: AttributeKind) -> &'static str {
    match kind {
        AttributeKind::Text => "text",
        AttributeKind::Number => "a number",
        AttributeKind::Boolean => "true or false",
        AttributeKind::Time => "a time",
        AttributeKind::List => "a list",
    }
}

/// Whether name or key holds what is searched for, which is plain.
pub fn fits(attribute: &Attribute, searched: &str) -> bool {
    searched.is_empty() || plain(&attribute.name).contains(searched) || plain(&attribute.key).contains(searched)
}

fn users(number: u64, count: fn(u64) -> String) -> String {
    if number == 1 { "1 user".into() } else { format!("{} users", count(number)) }
}

/// What a change of kind comes to: a sentence on the values that count, and one on those that do not. `count` writes
/// numbers.
pub fn comes_to(conversion: &Conversion, count: fn(u64) -> String) -> (String, String) {
    let Conversion { to, converted, left, .. } = conversion;
    let kept = match converted {
        0 => format!("No user’s value is {} then.", values_word(*to)),
        number => format!("The value of {} is {} then.", users(*number, count), values_word(*to)),
    };
    let lost = match left {
        0 => "Every value can be read so.".into(),
        number => format!(
            "That of {} cannot be read so: it is kept as it was sent, profiles show it so, and for filters it is missing.",
            users(*number, count)
        ),
    };
    (kept, lost)
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::time::Instant;

    #[test]
    fn names_and_keys_are_searched() {
        let attribute = Attribute {
            key: "company.size".into(),
            name: "Größe".into(),
            kind: AttributeKind::Number,
            hidden: false,
            created: Instant(0),
            users: None,
            last_set: None,
            sources: Vec::new(),
            samples: Vec::new(),
            segments: Vec::new(),
        };
        assert!(["", "grosse", "size"].into_iter().all(|searched| fits(&attribute, searched)));
        assert!(!fits(&attribute, "plan"));
    }

    #[test]
    fn a_change_of_kind_is_told_before_it_is_made() {
        let told = |converted, left| {
            let (from, to) = (AttributeKind::Text, AttributeKind::Number);
            let conversion = Conversion { from, to, converted, left, samples: Vec::new(), segments: Vec::new() };
            comes_to(&conversion, |number| number.to_string())
        };
        assert_eq!(told(1, 0), ("The value of 1 user is a number then.".into(), "Every value can be read so.".into()));
        let (kept, lost) = told(0, 7);
        assert_eq!(kept, "No user’s value is a number then.");
        assert!(lost.starts_with("That of 7 users cannot be read so: it is kept as it was sent"));
    }
}

//! E-mail addresses and names of people who sign in.

use shared::text::fold;

/// An address that may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Email {
    /// As it was written.
    pub(super) text: String,
    /// As it is compared.
    pub(super) key: String,
}

impl Email {
    /// Reads an address. What is no address is `None`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (local, domain) = text.split_once('@')?;
        let is_plain = |part: &str| {
            let mut characters = part.chars();
            !part.is_empty() && characters.all(|one| one != '@' && !one.is_whitespace() && !one.is_control())
        };
        let fits = text.chars().count() <= 254 && is_plain(local) && is_plain(domain);
        fits.then(|| Self { text: text.into(), key: key(text) })
    }

    /// What stands before the `@`.
    pub(super) fn local(&self) -> &str {
        self.text.split('@').next().unwrap_or_default()
    }
}

/// What addresses are compared by, whether they could be addresses or not.
pub(super) fn key(text: &str) -> String {
    fold(text.trim())
}

/// A name of 1 to 80 characters, without what surrounds it.
pub(super) fn name(text: &str) -> Option<&str> {
    let text = text.trim();
    ((1..=80).contains(&text.chars().count()) && !text.chars().any(char::is_control)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_compared_without_case_and_shown_as_written() {
        let email = Email::read("  Ada@Example.COM ").unwrap();
        assert_eq!((email.text.as_str(), email.key.as_str()), ("Ada@Example.COM", "ada@example.com"));
        assert_eq!(email.local(), "Ada");
        let long = format!("{}@b.c", "a".repeat(251));
        for text in ["", "ada", "@b", "a@", "a@b@c", "a b@c", "a@b\tc", &long] {
            assert_eq!(Email::read(text), None, "{text}");
        }
    }

    #[test]
    fn names_have_1_to_80_characters() {
        assert_eq!(name(" Ada "), Some("Ada"));
        assert_eq!(name(&"ä".repeat(80)).map(str::len), Some(160));
        for text in ["", " \n", "A\nda", &"a".repeat(81)] {
            assert_eq!(name(text), None, "{text}");
        }
    }
}

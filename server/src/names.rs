//! Names that people give to tags and segments: what is one, which are the same, and how several are told.

use shared::text::fold;
use unicode_normalization::UnicodeNormalization;

/// What equal names have in common: without case, without the form in which characters were typed (NFKC), and with
/// one space where there are several.
#[must_use]
pub fn name_key(name: &str) -> String {
    let folded = fold(&name.nfkc().collect::<String>());
    let words: String = folded.nfkc().collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name without space around it; `None` unless it has 1 to `most` characters, none of them a control character.
#[must_use]
pub fn tidy_name(name: &str, most: usize) -> Option<&str> {
    let name = name.trim();
    let fits = !name_key(name).is_empty() && name.chars().count() <= most && !name.chars().any(char::is_control);
    fits.then_some(name)
}

/// Names that are told one by one; of more, only how many.
const TOLD: usize = 5;

/// “A”, “B” and “C”.
#[must_use]
pub fn several<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut names: Vec<_> = names.into_iter().map(|name| format!("“{name}”")).collect();
    if names.len() > TOLD {
        let more = names.len() - TOLD;
        names.truncate(TOLD);
        names.push(format!("{more} more"));
    }
    match names.pop() {
        None => String::new(),
        Some(last) if names.is_empty() => last,
        Some(last) => format!("{} and {last}", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_but_for_case_form_and_spaces() {
        for other in ["beta  tester", " BETA\ttester", "ｂｅｔａ\u{a0}Tester"] {
            assert_eq!(name_key(other), "beta tester", "{other}");
        }
        assert_eq!(name_key("Cafe\u{301}"), name_key("CAFÉ"));
        assert_ne!(name_key("Straße"), name_key("Strasse"));
    }

    #[test]
    fn a_name_has_characters_within_its_limit() {
        assert_eq!(tidy_name("  Beta ", 4), Some("Beta"));
        assert_eq!(tidy_name("ßßßß", 4), Some("ßßßß"));
        for wrong in ["", "  ", "Betas", "a\nb", "a\u{7f}"] {
            assert_eq!(tidy_name(wrong, 4), None, "{wrong:?}");
        }
    }

    #[test]
    fn several_names_are_told() {
        assert_eq!(several(["A"]), "“A”");
        assert_eq!(several(["A", "B", "C"]), "“A”, “B” and “C”");
        assert_eq!(several(["A", "B", "C", "D", "E", "F", "G"]), "“A”, “B”, “C”, “D”, “E” and 2 more");
    }
}

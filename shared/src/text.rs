//! Text without its case, as everything in Rollcall that ignores case compares it.

/// Each character's `char::to_lowercase`, alone: no final sigma, ß is not ss, nothing is normalised.
#[must_use]
pub fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_fold_alone() {
        assert_eq!(fold("Ångström ΣΑΣ ẞ İ"), "ångström σασ ß i\u{307}");
    }
}

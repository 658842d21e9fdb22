//! Faults of a pattern that can be seen without a library for patterns: the page has none, and asks nothing of the server
//! with a pattern that is still being typed.
//!
//! Invariant: what is refused here is refused by the library too. What passes here may still be refused there.

/// What is surely wrong with a pattern.
pub(super) fn fault(pattern: &str) -> Option<&'static str> {
    // Spaces and comments of the verbose mode would have to be read as well.
    let has_verbose = pattern.match_indices("(?").any(|(at, _)| {
        let flags = pattern[at + 2..].chars().take_while(|sign| sign.is_ascii_alphabetic() || *sign == '-');
        flags.into_iter().any(|flag| flag == 'x')
    });
    if has_verbose { None } else { Scan { signs: pattern.chars().collect(), at: 0 }.fault() }
}

const LONE_BACKSLASH: &str = "it ends with a lone backslash";
const NOTHING_TO_REPEAT: &str = "there is nothing to repeat before *, + or ?";

struct Scan {
    signs: Vec<char>,
    at: usize,
}

impl Scan {
    fn next(&mut self) -> Option<char> {
        self.at += 1;
        self.signs.get(self.at - 1).copied()
    }

    fn continues_with(&self, text: &str) -> bool {
        text.chars().enumerate().all(|(index, sign)| self.signs.get(self.at + index) == Some(&sign))
    }

    fn fault(mut self) -> Option<&'static str> {
        let mut groups = 0_usize;
        // Whether an expression has begun that could be repeated.
        let mut can_repeat = false;
        while let Some(sign) = self.next() {
            match sign {
                '\\' => match self.next() {
                    None => return Some(LONE_BACKSLASH),
                    Some('1'..='9') => return Some("what a group matched cannot be asked for again"),
                    Some(_) => can_repeat = true,
                },
                '[' => {
                    if !self.class() {
                        return Some("a [ is not closed");
                    }
                    can_repeat = true;
                }
                '(' => {
                    if ["?=", "?!", "?<=", "?<!"].iter().any(|look| self.continues_with(look)) {
                        return Some("it cannot look ahead or behind");
                    }
                    if self.continues_with("?") {
                        self.at += 1;
                    }
                    (groups, can_repeat) = (groups + 1, false);
                }
                ')' if groups == 0 => return Some("a ) closes nothing"),
                ')' => (groups, can_repeat) = (groups - 1, true),
                '|' => can_repeat = false,
                '*' | '+' | '?' if !can_repeat => return Some(NOTHING_TO_REPEAT),
                _ => can_repeat = true,
            }
        }
        (groups > 0).then_some("a ( is not closed")
    }

    /// Reads a class in square brackets, with others inside; whether it ends.
    fn class(&mut self) -> bool {
        if self.continues_with("^") {
            self.at += 1;
        }
        // At the very beginning it stands for itself.
        if self.continues_with("]") {
            self.at += 1;
        }
        while let Some(sign) = self.next() {
            match sign {
                ']' => return true,
                '\\' => self.at += 1,
                '[' if !self.class() => return false,
                _ => {}
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_called_by_their_names() {
        for (pattern, said) in [
            ("a\\", LONE_BACKSLASH),
            ("(a)\\1", "what a group matched cannot be asked for again"),
            ("[a-z", "a [ is not closed"),
            ("(?=a)", "it cannot look ahead or behind"),
            ("a)", "a ) closes nothing"),
            ("(a|b", "a ( is not closed"),
            ("*a", NOTHING_TO_REPEAT),
            ("a|+", NOTHING_TO_REPEAT),
        ] {
            assert_eq!(fault(pattern), Some(said), "{pattern}");
        }
        for pattern in
            ["^a+?$", "[]a]", "[^]-]", "[[:alpha:]]", "(?i)a", "(?:a|b)*", "(?P<n>a)", "(?<n>a)", "a{2}", "|a", "\\("]
        {
            assert_eq!(fault(pattern), None, "{pattern}");
        }
    }

    #[cfg(feature = "patterns")]
    #[test]
    fn nothing_is_refused_that_the_library_takes() {
        let signs = ['(', ')', '[', ']', '^', '-', '\\', '*', '?', '|', 'a', ':', '<', '1', '#', 'x'];
        let mut patterns = vec![String::new()];
        for _ in 0..3 {
            let longer = patterns.iter().flat_map(|start| signs.map(|sign| format!("{start}{sign}")));
            patterns = longer.collect();
            for pattern in &patterns {
                let taken = regex::Regex::new(pattern).is_ok();
                assert!(!taken || fault(pattern).is_none(), "{pattern}: {:?}", fault(pattern));
            }
        }
    }
}

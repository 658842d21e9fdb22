//! Where keys lead in a menu.

/// Letters that follow within this time are one word. In milliseconds.
const WORD: f64 = 600.0;

/// What a key does in a menu.
#[derive(Debug, PartialEq)]
pub enum Step {
    /// It leads to an item.
    To(usize),
    /// It looks for a name.
    Letter(char),
    /// Nothing of the menu's own.
    None,
}

/// What a key does, from the item in focus, among so many.
pub fn step(key: &str, at: Option<usize>, count: usize) -> Step {
    let last = count.saturating_sub(1);
    match key {
        "ArrowDown" => Step::To(at.filter(|&at| at < last).map_or(0, |at| at + 1)),
        "ArrowUp" => Step::To(at.and_then(|at| at.checked_sub(1)).unwrap_or(last)),
        "Home" | "PageUp" => Step::To(0),
        "End" | "PageDown" => Step::To(last),
        _ => {
            let mut letters = key.chars();
            match (letters.next(), letters.next()) {
                // Space chooses.
                (Some(letter), None) if letter != ' ' => Step::Letter(letter),
                _ => Step::None,
            }
        }
    }
}

/// The letters that were typed last.
#[derive(Default)]
pub struct TypeAhead {
    typed: String,
    at: f64,
}

impl TypeAhead {
    /// The item that the letters lead to: the next that begins with them; the same letter again leads on.
    pub fn typed(&mut self, letter: char, now: f64, from: Option<usize>, labels: &[String]) -> Option<usize> {
        if now - self.at > WORD {
            self.typed.clear();
        }
        self.at = now;
        self.typed.extend(letter.to_lowercase());
        let is_one_letter = self.typed.chars().all(|typed| self.typed.starts_with(typed));
        let searched = if is_one_letter { letter.to_lowercase().collect() } else { self.typed.clone() };
        // One letter leads on; a longer word may still be that of the item in focus.
        let start = from.map_or(0, |from| from + usize::from(is_one_letter));
        let order = (0..labels.len()).map(|step| (start + step) % labels.len());
        order.into_iter().find(|&at| labels[at].to_lowercase().starts_with(&searched))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_round_and_home_and_end_to_the_ends() {
        assert_eq!(step("ArrowDown", None, 3), Step::To(0));
        assert_eq!(step("ArrowDown", Some(0), 3), Step::To(1));
        assert_eq!(step("ArrowDown", Some(2), 3), Step::To(0));
        assert_eq!(step("ArrowUp", Some(0), 3), Step::To(2));
        assert_eq!(step("ArrowUp", None, 3), Step::To(2));
        assert_eq!(step("Home", Some(2), 3), Step::To(0));
        assert_eq!(step("End", None, 3), Step::To(2));
        assert_eq!(step("m", Some(0), 3), Step::Letter('m'));
        for key in ["Enter", " ", "Escape", "Shift", "F10"] {
            assert_eq!(step(key, Some(0), 3), Step::None, "{key}");
        }
    }

    #[test]
    fn letters_lead_to_names() {
        let labels: Vec<String> = ["Move up", "Move down", "Mute", "Duplicate"].map(str::to_owned).into();
        let mut letters = TypeAhead::default();
        assert_eq!(letters.typed('m', 0.0, None, &labels), Some(0));
        assert_eq!(letters.typed('m', 100.0, Some(0), &labels), Some(1));
        assert_eq!(letters.typed('M', 200.0, Some(1), &labels), Some(2));
        assert_eq!(letters.typed('m', 300.0, Some(2), &labels), Some(0), "they go round");
        assert_eq!(letters.typed('m', 2_000.0, Some(0), &labels), Some(1));
        assert_eq!(letters.typed('u', 2_500.0, Some(1), &labels), Some(2), "mu");
        assert_eq!(letters.typed('x', 2_600.0, Some(2), &labels), None);
        assert_eq!(letters.typed('d', 9_000.0, Some(2), &labels), Some(3));
        assert_eq!(TypeAhead::default().typed('a', 0.0, None, &[]), None);
    }
}

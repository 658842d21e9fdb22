//! Options of a list: what they say, and where keys lead among them.

use shared::color::Color;

/// Options that are drawn at once, and added when the end of these is near.
pub const PORTION: usize = 60;
/// Options that a page key moves by.
const PAGE: usize = 8;

/// One option.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// Its words.
    pub label: String,
    /// Muted words after them.
    pub detail: String,
    /// A muted word at the end, such as a number.
    pub note: String,
    /// A sign before them.
    pub icon: Option<&'static str>,
    /// The words are shown as a pill of this colour.
    pub color: Option<Color>,
    /// It would make something of this colour: the last one, with a line above it.
    pub makes: Option<Color>,
    /// What it stands under; the same for neighbours that belong together.
    pub group: &'static str,
    /// Why it cannot be chosen.
    pub refused: Option<String>,
    /// Whether it is chosen already.
    pub is_chosen: bool,
    /// Whether something else opens instead of being chosen.
    pub leads_on: bool,
}

/// Where a key moves the active option. `None` where the key does not move it.
pub fn step(key: &str, active: Option<usize>, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match (key, active) {
        ("ArrowDown", None) | ("Home", _) => 0,
        ("ArrowUp", None) | ("End", _) => last,
        ("ArrowDown", Some(at)) => {
            if at >= last {
                0
            } else {
                at + 1
            }
        }
        ("ArrowUp", Some(at)) => {
            if at == 0 {
                last
            } else {
                at - 1
            }
        }
        ("PageDown", at) => (at.unwrap_or(0) + PAGE).min(last),
        ("PageUp", at) => at.unwrap_or(0).saturating_sub(PAGE),
        _ => return None,
    })
}

/// The id of an option.
pub fn option_id(list: &str, index: usize) -> String {
    format!("{list}-option-{index}")
}

/// How many have to be drawn so that one of them is there.
pub fn needed(drawn: usize, active: Option<usize>) -> usize {
    active.map_or(drawn, |at| drawn.max((at + PAGE).div_ceil(PORTION) * PORTION))
}

/// Consecutive options of one group: where they begin and end.
pub fn groups(choices: &[Choice]) -> Vec<(&'static str, std::ops::Range<usize>)> {
    let mut groups: Vec<(&'static str, std::ops::Range<usize>)> = Vec::new();
    for (index, choice) in choices.iter().enumerate() {
        match groups.last_mut() {
            Some((group, range)) if *group == choice.group => range.end = index + 1,
            Some(_) | None => groups.push((choice.group, index..index + 1)),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_go_round() {
        assert_eq!(step("ArrowDown", None, 3), Some(0));
        assert_eq!(step("ArrowUp", None, 3), Some(2));
        assert_eq!(step("ArrowDown", Some(2), 3), Some(0));
        assert_eq!(step("ArrowUp", Some(0), 3), Some(2));
        assert_eq!(step("End", Some(0), 30), Some(29));
        assert_eq!(step("Home", Some(9), 30), Some(0));
        assert_eq!(step("PageDown", Some(1), 30), Some(9));
        assert_eq!(step("PageUp", Some(1), 30), Some(0));
        assert_eq!(step("a", Some(1), 30), None);
        assert_eq!(step("ArrowDown", None, 0), None);
    }

    #[test]
    fn the_active_one_is_always_drawn() {
        assert_eq!(needed(60, None), 60);
        assert_eq!(needed(60, Some(10)), 60);
        assert_eq!(needed(60, Some(59)), 120);
        assert_eq!(needed(60, Some(999)), 1_020);
        assert_eq!(needed(180, Some(3)), 180);
    }

    #[test]
    fn neighbours_of_one_group_stand_together() {
        let choice = |group| Choice { group, ..Choice::default() };
        let choices = [choice("a"), choice("a"), choice("b"), choice("a")];
        assert_eq!(groups(&choices), [("a", 0..2), ("b", 2..3), ("a", 3..4)]);
    }
}

//! Eight tags, few on each user.

use super::chance::Chance;
use shared::color::Color;

/// Name, colour, and how many of a thousand users with an account have it.
pub(super) static TAGS: [(&str, Color, u64); 8] = [
    ("VIP", Color::Amber, 30),
    ("Beta tester", Color::Green, 90),
    ("Internal", Color::Indigo, 20),
    ("Champion", Color::Purple, 40),
    ("Design partner", Color::Teal, 25),
    ("Churn risk", Color::Red, 70),
    ("Power user", Color::Blue, 60),
    ("Follow up", Color::Pink, 35),
];

/// Indexes of somebody's tags. Few visitors have one.
pub(super) fn tags(chance: &mut Chance, identified: bool) -> Vec<usize> {
    let of = if identified { 1_000 } else { 40_000 };
    (0..TAGS.len()).filter(|&index| chance.below(of) < TAGS[index].2).collect()
}

//! A picture for everyone: one of six shapes in one of ten colours, always the same for the same id.

use leptos::prelude::*;
use shared::color::Color;

/// The figure on an avatar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Circle,
    Square,
    Triangle,
    Dome,
    Diamond,
    Ring,
}

impl Shape {
    const ALL: [Self; 6] = [Self::Circle, Self::Square, Self::Triangle, Self::Dome, Self::Diamond, Self::Ring];

    /// Its outline on a field of 32 by 32.
    fn path(self) -> &'static str {
        match self {
            Self::Circle => "M16 9a7 7 0 1 1 0 14a7 7 0 1 1 0-14z",
            Self::Square => {
                "M12 9.5h8a2.5 2.5 0 0 1 2.5 2.5v8a2.5 2.5 0 0 1-2.5 2.5h-8a2.5 2.5 0 0 1-2.5-2.5v-8a2.5 2.5 0 0 1 2.5-2.5z"
            }
            Self::Triangle => "M16 9.2l7.6 13.1h-15.2z",
            Self::Dome => "M8 20.5a8 8 0 0 1 16 0z",
            Self::Diamond => "M16 8l8 8l-8 8l-8-8z",
            Self::Ring => {
                "M16 8.5a7.5 7.5 0 1 1 0 15a7.5 7.5 0 1 1 0-15zM16 12.75a3.25 3.25 0 1 0 0 6.5a3.25 3.25 0 1 0 0-6.5z"
            }
        }
    }
}

/// The looks of an id. Neighbouring ids look different.
fn looks(id: i64) -> (Color, Shape) {
    let mut hash = id as u64;
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^= hash >> 33;
    let color = Color::ALL[(hash % 10) as usize];
    (color, Shape::ALL[(hash / 10 % 6) as usize])
}

/// The avatar of an id.
#[component]
pub fn Avatar(id: i64, #[prop(optional)] large: bool) -> impl IntoView {
    let (color, shape) = looks(id);
    let size = if large { "avatar avatar-large" } else { "avatar" };
    view! {
        <svg class=format!("{size} avatar-{}", color.word()) viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <rect class="avatar-ground" width="32" height="32" rx="10" />
            <path class="avatar-figure" d=shape.path() />
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn looks_are_stable_and_all_occur() {
        assert_eq!(looks(7), looks(7));
        let seen: HashSet<String> = (1..2000).map(|id| format!("{:?}", looks(id))).collect();
        assert_eq!(seen.len(), 60);
    }
}

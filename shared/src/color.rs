//! The ten colours of pills, avatars and segments. The style sheet gives each its pair of ink and ground.

use serde::{Deserialize, Serialize};

/// A colour from the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Color {
    Red,
    Orange,
    Amber,
    Lime,
    Green,
    Teal,
    Blue,
    Indigo,
    Purple,
    Pink,
}

impl Color {
    /// The whole palette, in the order in which it is offered.
    pub const ALL: [Self; 10] = [
        Self::Red,
        Self::Orange,
        Self::Amber,
        Self::Lime,
        Self::Green,
        Self::Teal,
        Self::Blue,
        Self::Indigo,
        Self::Purple,
        Self::Pink,
    ];

    /// The colour that a new thing of this name gets.
    #[must_use]
    pub fn of_name(name: &str) -> Self {
        let sum = name.bytes().fold(5381_u32, |sum, byte| sum.wrapping_mul(33) ^ u32::from(byte));
        Self::ALL[(sum % 10) as usize]
    }

    /// Its word, as stored and as used in class names.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Orange => "orange",
            Self::Amber => "amber",
            Self::Lime => "lime",
            Self::Green => "green",
            Self::Teal => "teal",
            Self::Blue => "blue",
            Self::Indigo => "indigo",
            Self::Purple => "purple",
            Self::Pink => "pink",
        }
    }

    /// The colour of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|color| color.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_json() {
        for color in Color::ALL {
            assert_eq!(serde_json::to_string(&color).unwrap(), format!("\"{}\"", color.word()));
            assert_eq!(Color::from_word(color.word()), Some(color));
        }
    }
}

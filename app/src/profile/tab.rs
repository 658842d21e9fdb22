//! The tabs of a profile.

/// What of a profile is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProfileTab {
    /// What is known of the user.
    #[default]
    Data,
    /// What the user did.
    Activity,
    /// What the user answered.
    Responses,
}

impl ProfileTab {
    /// Every tab, in order.
    pub const ALL: [Self; 3] = [Self::Data, Self::Activity, Self::Responses];

    /// Its word in the address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Activity => "activity",
            Self::Responses => "responses",
        }
    }

    /// What stands on it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Data => "Data",
            Self::Activity => "Activity",
            Self::Responses => "Responses",
        }
    }

    /// The tab of a word; the first for unknown ones.
    pub fn from_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|tab| tab.word() == word).unwrap_or_default()
    }
}

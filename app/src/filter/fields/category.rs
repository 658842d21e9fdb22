//! The categories of fields.

/// What is picked from, as the rail of the picker lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    Properties,
    Attributes,
    Experiences,
    Events,
    Segments,
    Imports,
}

impl Category {
    /// All of them, in the order of the rail.
    pub const ALL: [Self; 6] =
        [Self::Properties, Self::Attributes, Self::Experiences, Self::Events, Self::Segments, Self::Imports];

    /// Its words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Properties => "Properties",
            Self::Attributes => "Custom attributes",
            Self::Experiences => "Experiences",
            Self::Events => "Events",
            Self::Segments => "Segments",
            Self::Imports => "Imports",
        }
    }
}

//! What the stream of changes tells.

use shared::api::{
    imports::Import,
    jobs::Job,
    live::{DefinitionsChanged, UsersChanged},
};

/// What the stream tells.
#[derive(Clone, Debug, PartialEq)]
pub enum LiveEvent {
    /// Something about users changed.
    Users(UsersChanged),
    /// A segment, a tag or another definition changed.
    Definitions(DefinitionsChanged),
    /// How far a job is.
    Job(Job),
    /// How far an import is.
    Import(Box<Import>),
    /// Changes may have gone by unheard: whoever waits for one asks.
    Missed,
}

/// The events of the server, by their names.
pub const EVENTS: [&str; 4] = ["users", "segment", "job", "import"];
/// The name of [`LiveEvent::Missed`] among tabs.
pub const MISSED: &str = "missed";

impl LiveEvent {
    /// Reads an event; `None` for what a newer server may tell.
    pub fn read(name: &str, data: &str) -> Option<Self> {
        match name {
            "users" => serde_json::from_str(data).ok().map(Self::Users),
            "segment" => serde_json::from_str(data).ok().map(Self::Definitions),
            "job" => serde_json::from_str(data).ok().map(Self::Job),
            "import" => serde_json::from_str(data).ok().map(|import| Self::Import(Box::new(import))),
            MISSED => Some(Self::Missed),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_read_by_their_names() {
        let users = LiveEvent::Users(UsersChanged { sequence: 3, total: 9 });
        assert_eq!(LiveEvent::read("users", r#"{"sequence":3,"total":9}"#), Some(users));
        let definitions = LiveEvent::Definitions(DefinitionsChanged { sequence: 4 });
        assert_eq!(LiveEvent::read("segment", r#"{"sequence":4}"#), Some(definitions));
        assert_eq!(LiveEvent::read(MISSED, ""), Some(LiveEvent::Missed));
        for (name, data) in [("users", "{}"), ("job", ""), ("weather", "{}")] {
            assert_eq!(LiveEvent::read(name, data), None, "{name}");
        }
    }
}

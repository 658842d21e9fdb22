//! What the index takes in memory, part by part.

use super::{
    audience::{Audience, Natives},
    column::Column,
    happened::Happened,
};

/// What a part of the index is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartOf {
    /// Who there is.
    Users,
    /// A native property.
    Property(&'static str),
    /// An attribute, by its id.
    Attribute(i64),
    /// Tags.
    Tags,
    /// Imports.
    Imports,
    /// An event, by the id of its name.
    Event(i64),
    /// What users did with an experience, by its key and the word of the action.
    Interactions(i64, &'static str),
    /// The answers to a question, by its key.
    Question(i64),
    /// Sets of conditions that were evaluated lately.
    Kept,
}

impl PartOf {
    /// The word for all parts of this kind.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::Property(_) => "properties",
            Self::Attribute(_) => "attributes",
            Self::Tags => "tags",
            Self::Imports => "imports",
            Self::Event(_) => "events",
            Self::Interactions(..) => "interactions",
            Self::Question(_) => "answers",
            Self::Kept => "kept sets",
        }
    }
}

/// How a part is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// Ids of users.
    Ids,
    /// Distinct texts, and the number of one a user.
    Texts,
    /// A number a user.
    Numbers,
    /// A truth value a user.
    Booleans,
    /// A time a user.
    Times,
    /// Distinct sets, and the number of one a user.
    Sets,
    /// Some values a user.
    Lists,
    /// A bit a user.
    Bits,
}

impl Shape {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Ids => "ids",
            Self::Texts => "texts",
            Self::Numbers => "numbers",
            Self::Booleans => "booleans",
            Self::Times => "times",
            Self::Sets => "sets",
            Self::Lists => "lists",
            Self::Bits => "bits",
        }
    }
}

/// One column, set or list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is about.
    pub of: PartOf,
    /// How it is held.
    pub shape: Shape,
    /// Its bytes.
    pub bytes: usize,
}

/// What the index takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Memory {
    /// Every part that takes anything.
    pub parts: Vec<Part>,
    /// Users that are held.
    pub users: u64,
    /// Events and interactions that are held.
    pub events: u64,
}

impl Memory {
    /// All bytes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.parts.iter().map(|part| part.bytes).sum()
    }

    /// The bytes of the parts of each kind, in the order of [`PartOf`].
    #[must_use]
    pub fn by_kind(&self) -> Vec<(&'static str, usize)> {
        let mut kinds: Vec<(&'static str, usize)> = Vec::new();
        let mut parts = self.parts.clone();
        parts.sort_by_key(|part| part.of);
        for part in parts {
            match kinds.last_mut() {
                Some((kind, bytes)) if *kind == part.of.kind() => *bytes += part.bytes,
                Some(_) | None => kinds.push((part.of.kind(), part.bytes)),
            }
        }
        kinds
    }

    fn bytes_of_events(&self) -> usize {
        let is_event = |part: &&Part| match part.of {
            PartOf::Event(_) | PartOf::Interactions(..) => true,
            PartOf::Users
            | PartOf::Property(_)
            | PartOf::Attribute(_)
            | PartOf::Tags
            | PartOf::Imports
            | PartOf::Question(_)
            | PartOf::Kept => false,
        };
        self.parts.iter().filter(is_event).map(|part| part.bytes).sum()
    }

    /// Bytes of an event or interaction, on average.
    #[must_use]
    pub fn bytes_per_event(&self) -> f64 {
        share(self.bytes_of_events(), self.events)
    }

    /// Bytes of a user without events and interactions, on average.
    #[must_use]
    pub fn bytes_per_user(&self) -> f64 {
        share(self.bytes() - self.bytes_of_events(), self.users)
    }
}

/// A share where there is somebody to have one.
fn share(bytes: usize, among: u64) -> f64 {
    if among == 0 { 0.0 } else { bytes as f64 / among as f64 }
}

impl Audience {
    /// What each part takes.
    #[must_use]
    pub fn memory(&self) -> Memory {
        let mut parts = vec![
            Part { of: PartOf::Users, shape: Shape::Ids, bytes: self.people.bytes() },
            Part { of: PartOf::Tags, shape: Shape::Sets, bytes: self.tags.bytes() },
            Part { of: PartOf::Imports, shape: Shape::Sets, bytes: self.imports.bytes() },
            Part { of: PartOf::Kept, shape: Shape::Bits, bytes: self.kept.bytes() },
        ];
        let mut add = |of, shape, bytes| parts.push(Part { of, shape, bytes });
        self.natives.parts().into_iter().for_each(|(name, shape, bytes)| add(PartOf::Property(name), shape, bytes));
        for (attribute_id, attribute) in &self.attributes {
            let shapes = attribute.parts().into_iter();
            shapes.for_each(|(shape, bytes)| add(PartOf::Attribute(*attribute_id), shape, bytes));
        }
        for (event_name_id, happened) in &self.events {
            add(PartOf::Event(*event_name_id), Shape::Lists, happened.bytes());
        }
        for ((experience_key, action), deeds) in &self.deeds {
            add(PartOf::Interactions(*experience_key, action), Shape::Lists, deeds.bytes());
        }
        for (question_key, answers) in &self.answers {
            add(PartOf::Question(*question_key), Shape::Lists, answers.bytes());
        }
        parts.retain(|part| part.bytes > 0);
        let happened: usize = self.events.values().map(Happened::len).sum();
        let deeds: usize = self.deeds.values().map(super::lists::Lists::len).sum();
        Memory { parts, users: self.users(), events: (happened + deeds) as u64 }
    }
}

impl Natives {
    fn parts(&self) -> [(&'static str, Shape, usize); 10] {
        let Self { name, email, user_id, language, visitor, last_activity, first_seen, created, sessions, identified } =
            self;
        [
            ("name", Shape::Texts, name.bytes()),
            ("email", Shape::Texts, email.bytes()),
            ("user_id", Shape::Texts, user_id.bytes()),
            ("language", Shape::Texts, language.bytes()),
            ("visitor_id", Shape::Texts, visitor.bytes()),
            ("last_activity", Shape::Times, last_activity.bytes()),
            ("first_seen", Shape::Times, first_seen.bytes()),
            ("created", Shape::Times, created.bytes()),
            ("sessions", Shape::Numbers, Column::bytes(sessions)),
            ("identified", Shape::Bits, identified.bytes()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::audience::Deed;

    #[test]
    fn parts_are_told_apart_and_together() {
        let mut audience = Audience::default();
        let empty = audience.memory();
        assert_eq!((empty.users, empty.events, empty.bytes_per_user(), empty.bytes_per_event()), (0, 0, 0.0, 0.0));
        for id in [1, 2] {
            assert!(audience.people.admit(id).is_some());
        }
        assert!(audience.natives.name.set(1, "Ann"));
        let attribute = audience.attributes.entry(7).or_default();
        attribute.number.set(1, 5.0);
        let happened = audience.events.entry(3).or_default();
        for at in [10, 11, 12] {
            let moment = happened.moment(at, Some(0));
            assert!(happened.lists.push(0, moment));
        }
        assert!(audience.deeds.entry((4, "seen")).or_default().push(1, Deed { at: 1, step: None }));
        audience.shrink();
        let memory = audience.memory();
        assert_eq!((memory.users, memory.events), (2, 4));
        assert_eq!(memory.bytes(), audience.bytes());
        let bytes = |of, shape| {
            let mut found = memory.parts.iter().filter(|part| part.of == of && part.shape == shape);
            found.next().map(|part| part.bytes)
        };
        assert_eq!(bytes(PartOf::Attribute(7), Shape::Numbers), Some(16));
        assert_eq!(bytes(PartOf::Attribute(7), Shape::Times), None);
        assert_eq!(bytes(PartOf::Property("created"), Shape::Times), None);
        // Two words of 4 bytes for the user, 3 moments, and what numbers properties.
        assert!(bytes(PartOf::Event(3), Shape::Lists).is_some_and(|bytes| bytes >= 32));
        assert_eq!(bytes(PartOf::Interactions(4, "seen"), Shape::Lists), Some(8 + 16));
        assert_eq!(memory.by_kind().iter().map(|(_, bytes)| bytes).sum::<usize>(), memory.bytes());
        let (users, events) = (memory.bytes_per_user() * 2.0, memory.bytes_per_event() * 4.0);
        assert!((users + events - memory.bytes() as f64).abs() < 1e-6);
    }
}

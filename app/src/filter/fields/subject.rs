//! What a condition is about, read from its form as far as that is chosen.

use super::kind::Kind;
use serde_json::Value;
use shared::{
    api::catalogue::Catalogue,
    filter::{Property, edit::DraftCondition},
};

/// What a condition is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    /// Nothing is chosen yet.
    Nothing,
    Property(Property),
    Attribute {
        key: String,
        kind: Kind,
    },
    /// Without an id it is any experience.
    Experience {
        id: Option<String>,
    },
    Answer {
        experience: String,
        question: String,
        kind: Kind,
    },
    Event {
        name: String,
    },
    Segment {
        id: String,
    },
    Import {
        id: String,
    },
}

/// The only entry of an object, or a text alone: how the document writes what is one of several.
fn entry(value: &Value) -> Option<(&str, &Value)> {
    match value {
        Value::String(word) => Some((word, &Value::Null)),
        Value::Object(map) => map.iter().next().map(|(word, inside)| (word.as_str(), inside)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
    }
}

fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn kind(condition: &Value) -> Option<Kind> {
    entry(condition.get("test")?).and_then(|(word, _)| Kind::from_word(word))
}

impl Subject {
    /// The subject of a condition.
    pub fn of(condition: &DraftCondition) -> Self {
        Self::read(&condition.0).unwrap_or(Self::Nothing)
    }

    fn read(condition: &Value) -> Option<Self> {
        let (category, inside) = entry(condition)?;
        Some(match category {
            "property" => Self::Property(Property::from_word(entry(inside)?.0)?),
            "attribute" => Self::Attribute { key: text(inside, "key"), kind: kind(inside)? },
            "experience" => {
                let (word, id) = entry(inside.get("which")?)?;
                Self::Experience { id: (word == "id").then(|| id.as_str().unwrap_or_default().to_owned()) }
            }
            "answer" => Self::Answer {
                experience: text(inside, "experience"),
                question: text(inside, "question"),
                kind: kind(inside)?,
            },
            "event" => Self::Event { name: text(inside, "name") },
            "segment" => Self::Segment { id: text(inside, "id") },
            "import" => Self::Import { id: text(inside, "id") },
            _ => return None,
        })
    }

    /// The place of its test in the condition, and the kind of it. `None` for what is not a test of a value.
    pub fn test(&self) -> Option<(String, Kind)> {
        match self {
            Self::Property(property) => Some((format!("/property/{}", property.word()), Kind::of_property(*property))),
            Self::Attribute { kind, .. } => Some((format!("/attribute/test/{}", kind.word()), *kind)),
            Self::Answer { kind, .. } => Some((format!("/answer/test/{}", kind.word()), *kind)),
            Self::Nothing
            | Self::Experience { .. }
            | Self::Event { .. }
            | Self::Segment { .. }
            | Self::Import { .. } => None,
        }
    }

    /// The place of its part of time in the condition.
    pub fn window(&self) -> Option<&'static str> {
        match self {
            Self::Experience { .. } => Some("/experience/window"),
            Self::Answer { .. } => Some("/answer/window"),
            Self::Event { .. } => Some("/event/window"),
            Self::Nothing | Self::Property(_) | Self::Attribute { .. } | Self::Segment { .. } | Self::Import { .. } => {
                None
            }
        }
    }

    /// Its name in two parts: what kind of thing it is, where that is not plain, and what it is called.
    pub fn title(&self, catalogue: &Catalogue) -> (String, String) {
        let experience = |id: &str| catalogue.experiences.iter().find(|experience| experience.id == id);
        match self {
            Self::Nothing => (String::new(), "Choose a field".into()),
            Self::Property(property) => (String::new(), property_title(*property).into()),
            Self::Attribute { key, .. } => {
                let known = catalogue.attributes.iter().find(|field| field.key == *key);
                (String::new(), known.map_or(key, |field| &field.name).clone())
            }
            Self::Experience { id: None } => (String::new(), "Any experience".into()),
            Self::Experience { id: Some(id) } => match experience(id) {
                Some(known) => (experience_kind(&known.kind).into(), known.name.clone()),
                None => ("Experience".into(), id.clone()),
            },
            Self::Answer { experience: id, question, .. } => {
                let known = experience(id);
                let asked = known.and_then(|known| known.questions.iter().find(|asked| asked.id == *question));
                let name = known.map_or(id, |known| &known.name);
                (format!("{name} ·"), asked.map_or(question, |asked| &asked.question).clone())
            }
            Self::Event { name } => ("Event".into(), name.clone()),
            Self::Segment { .. } => (String::new(), "Segment".into()),
            Self::Import { .. } => (String::new(), "Import".into()),
        }
    }

    /// Both parts of its name.
    pub fn name(&self, catalogue: &Catalogue) -> String {
        let (before, name) = self.title(catalogue);
        if before.is_empty() { name } else { format!("{before} {name}") }
    }

    /// Whether it is known that there is no such thing (any more).
    pub fn is_gone(&self, catalogue: &Catalogue) -> bool {
        // Nothing is known before the catalogue is there.
        if catalogue.properties.is_empty() {
            return false;
        }
        let experience = |id: &str| catalogue.experiences.iter().find(|experience| experience.id == id);
        match self {
            Self::Nothing | Self::Property(_) | Self::Experience { id: None } => false,
            Self::Attribute { key, .. } => !catalogue.attributes.iter().any(|field| field.key == *key),
            Self::Experience { id: Some(id) } => experience(id).is_none(),
            Self::Answer { experience: id, question, .. } => {
                !experience(id).is_some_and(|known| known.questions.iter().any(|asked| asked.id == *question))
            }
            Self::Event { name } => !catalogue.events.iter().any(|event| event.name == *name),
            Self::Segment { id } => {
                !id.is_empty() && !catalogue.segments.iter().any(|segment| segment.segment_id.to_string() == *id)
            }
            Self::Import { id } => {
                !id.is_empty() && !catalogue.imports.iter().any(|import| import.import_id.to_string() == *id)
            }
        }
    }
}

/// What a native property is called in menus.
pub fn property_title(property: Property) -> &'static str {
    match property {
        Property::Name => "Name",
        Property::Email => "Email",
        Property::UserId => "User ID",
        Property::Language => "Language",
        Property::LastActivity => "Last activity",
        Property::FirstSeen => "First seen",
        Property::Created => "Created",
        Property::Sessions => "Sessions",
        Property::Tags => "Tags",
        Property::Identified => "Identified",
    }
}

/// What an experience's kind is called.
pub fn experience_kind(kind: &str) -> &'static str {
    match kind {
        "tour" => "Tour",
        "survey" => "Survey",
        "nps" => "NPS",
        "banner" => "Banner",
        "checklist" => "Checklist",
        "hint" => "Hint",
        "changelog" => "Changelog",
        _ => "Experience",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(value: Value) -> Subject {
        Subject::of(&DraftCondition(value))
    }

    #[test]
    fn every_form_has_its_subject() {
        assert_eq!(of(Value::Null), Subject::Nothing);
        assert_eq!(of(json!({"property": {"email": null}})), Subject::Property(Property::Email));
        assert_eq!(
            of(json!({"attribute": {"key": "plan", "test": {"text": {"is": {"value": "pro"}}}}})),
            Subject::Attribute { key: "plan".into(), kind: Kind::Text }
        );
        let any = json!({"experience": {"which": "any", "action": "seen", "happened": true}});
        assert_eq!(of(any), Subject::Experience { id: None });
        let one = json!({"experience": {"which": {"id": "t"}, "action": "seen", "happened": true}});
        assert_eq!(of(one), Subject::Experience { id: Some("t".into()) });
        let answer = json!({"answer": {"experience": "nps", "question": "score", "test": {"number": null}}});
        let subject = of(answer);
        assert_eq!(subject.test(), Some(("/answer/test/number".into(), Kind::Number)));
        assert_eq!(of(json!({"event": {"name": "export"}})), Subject::Event { name: "export".into() });
        assert_eq!(of(json!({"segment": {"id": "7", "member": true}})), Subject::Segment { id: "7".into() });
        assert_eq!(of(json!({"import": {"id": "3"}})), Subject::Import { id: "3".into() });
        assert_eq!(of(json!({"colour": {}})), Subject::Nothing);
    }

    #[test]
    fn what_is_not_known_yet_is_not_gone() {
        let plan = Subject::Attribute { key: "plan".into(), kind: Kind::Text };
        let mut catalogue = Catalogue::default();
        assert!(!plan.is_gone(&catalogue));
        let email = shared::api::catalogue::PropertyField { key: Property::Email, users: None, samples: Vec::new() };
        catalogue.properties.push(email);
        assert!(plan.is_gone(&catalogue));
    }
}

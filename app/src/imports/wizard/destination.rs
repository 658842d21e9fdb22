//! Where a column can go: nowhere, to a property, to an attribute that is there, to a new one. Pure.

use crate::ui::{
    Choice,
    search::{plain, rank},
};
use shared::api::catalogue::AttributeField;

/// Properties that an import can set, with their names.
const PROPERTIES: [(&str, &str); 7] = [
    ("name", "Name"),
    ("first_name", "First name"),
    ("last_name", "Last name"),
    ("email", "Email"),
    ("language", "Language"),
    ("created", "Created"),
    ("avatar", "Avatar"),
];
/// What leaves a column out.
pub const IGNORE: &str = "Do not import";
/// Characters that a key has at most.
const LONGEST_KEY: usize = 200;

/// A place to go to.
#[derive(Clone, Debug, PartialEq)]
pub struct Destination {
    /// As the server knows it; `None` leaves the column out.
    pub to: Option<String>,
    /// As it is offered.
    pub choice: Choice,
}

fn attribute<'a>(to: &str, attributes: &'a [AttributeField]) -> Option<&'a AttributeField> {
    let key = to.strip_prefix("attribute:")?;
    attributes.iter().find(|attribute| attribute.key == key)
}

/// The key of an attribute that is not there yet.
pub fn new_key<'a>(to: Option<&'a str>, attributes: &[AttributeField]) -> Option<&'a str> {
    to.filter(|to| attribute(to, attributes).is_none())?.strip_prefix("attribute:")
}

/// What a place is called.
pub fn label(to: Option<&str>, attributes: &[AttributeField]) -> String {
    let Some(to) = to else { return IGNORE.into() };
    if let Some(attribute) = attribute(to, attributes) {
        return attribute.name.clone();
    }
    let (kind, key) = to.split_once(':').unwrap_or(("", to));
    let property = PROPERTIES.iter().find(|(word, _)| kind == "property" && *word == key);
    property.map_or(key, |(_, name)| name).to_owned()
}

/// What kind of values go to a place that has one already.
pub fn kind_there(to: Option<&str>, attributes: &[AttributeField]) -> Option<&'static str> {
    let to = to?;
    match to {
        "property:created" => Some("Time"),
        _ if to.starts_with("property:") => Some("Text"),
        _ => attribute(to, attributes).map(|attribute| attribute.kind.label()),
    }
}

/// The places that fit what is searched for. A new attribute is offered by the column's name, or by what is typed.
pub fn destinations(text: &str, column: &str, attributes: &[AttributeField], now: Option<&str>) -> Vec<Destination> {
    let text = text.trim();
    let searched = plain(text);
    let place = |to: Option<String>, label: &str, group, detail: &str, icon| Destination {
        choice: Choice {
            label: label.into(),
            detail: detail.into(),
            icon,
            group,
            is_chosen: to.as_deref() == now,
            ..Choice::default()
        },
        to,
    };
    let key = if text.is_empty() { column.trim() } else { text };
    let is_there = |attribute: &AttributeField| attribute.key == key;
    let may_make = (1..=LONGEST_KEY).contains(&key.chars().count()) && !attributes.iter().any(is_there);
    let new = may_make.then(|| {
        place(Some(format!("attribute:{key}")), &format!("Create “{key}”"), "", "new attribute", Some("plus"))
    });
    let properties =
        PROPERTIES.map(|(word, name)| place(Some(format!("property:{word}")), name, "Properties", "", None));
    let is_chosen =
        |attribute: &AttributeField| now.is_some_and(|to| to.strip_prefix("attribute:") == Some(&attribute.key));
    // A hidden one is found by its whole key, or stays where it was chosen.
    let is_offered = |attribute: &&AttributeField| !attribute.hidden || attribute.key == text || is_chosen(attribute);
    let known = attributes.iter().filter(is_offered).map(|attribute| {
        let to = format!("attribute:{}", attribute.key);
        place(Some(to), &attribute.name, "Attributes", attribute.kind.label(), None)
    });
    let fixed =
        std::iter::once(place(None, IGNORE, "", "", Some("muted"))).chain(new.clone().filter(|_| text.is_empty()));
    let all = fixed.chain(properties).chain(known);
    let fits = |destination: &Destination| rank(&plain(&destination.choice.label), &searched).is_some();
    all.filter(fits).chain(new.filter(|_| !text.is_empty())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::api::catalogue::AttributeKind;

    fn attributes() -> Vec<AttributeField> {
        let field = |key: &str, name: &str, kind| AttributeField {
            key: key.into(),
            name: name.into(),
            kind,
            hidden: false,
            users: None,
            samples: Vec::new(),
        };
        vec![field("plan", "Plan", AttributeKind::Text), field("seats", "Seats", AttributeKind::Number)]
    }

    fn labels(text: &str, column: &str) -> Vec<String> {
        destinations(text, column, &attributes(), None).into_iter().map(|one| one.choice.label).collect()
    }

    #[test]
    fn everything_is_offered_and_found() {
        assert_eq!(labels("", "city")[..3], ["Do not import", "Create “city”", "Name"]);
        assert_eq!(labels("", "plan")[..2], ["Do not import", "Name"]);
        assert_eq!(labels("sea", "city"), ["Seats", "Create “sea”"]);
        assert_eq!(labels("name", "city")[..3], ["Name", "First name", "Last name"]);
        assert_eq!(labels(&"x".repeat(201), "city"), Vec::<String>::new());
        let chosen = destinations("", "plan", &attributes(), Some("attribute:plan"));
        let at: Vec<_> = chosen.iter().filter(|one| one.choice.is_chosen).map(|one| one.to.as_deref()).collect();
        assert_eq!(at, [Some("attribute:plan")]);
    }

    #[test]
    fn what_is_hidden_is_found_by_its_whole_key_and_stays_where_it_was_chosen() {
        let mut known = attributes();
        known[1].hidden = true;
        let labels = |text: &str, now: Option<&str>| -> Vec<String> {
            destinations(text, "city", &known, now).into_iter().map(|one| one.choice.label).collect()
        };
        assert!(!labels("", None).contains(&"Seats".into()) && labels("", None).contains(&"Plan".into()));
        assert_eq!(labels("seats", None), ["Seats"]);
        assert!(labels("", Some("attribute:seats")).contains(&"Seats".into()));
    }

    #[test]
    fn places_have_names_and_kinds() {
        let named = |to| label(to, &attributes());
        assert_eq!(
            [None, Some("property:first_name"), Some("attribute:plan"), Some("attribute:city:2")].map(named),
            ["Do not import", "First name", "Plan", "city:2"]
        );
        let kind = |to| kind_there(Some(to), &attributes());
        assert_eq!(
            ["property:created", "property:name", "attribute:seats", "attribute:city"].map(kind),
            [Some("Time"), Some("Text"), Some("Number"), None]
        );
        assert_eq!(new_key(Some("attribute:city"), &attributes()), Some("city"));
        assert_eq!((new_key(Some("attribute:plan"), &attributes()), new_key(Some("property:name"), &[])), (None, None));
    }
}

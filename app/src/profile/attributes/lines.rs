//! Which lines the table of attributes has. Pure.

use crate::{
    profile::value::{NATIVES, native, value_text},
    ui::search::plain,
};
use serde_json::Value;
use shared::api::{
    catalogue::{AttributeKind, Catalogue},
    profile::{ProfileAttribute, Source},
};

/// What tells a line apart: whether it is native, and its key.
pub type LineKey = (bool, String);

/// The key of a line.
pub fn key_of(line: &ProfileAttribute) -> LineKey {
    (native(line).is_some(), line.key.clone())
}

/// All lines: what the user has and, where wished, what others have and the user has not.
pub fn lines(known: &[ProfileAttribute], catalogue: &Catalogue, with_empty: bool) -> Vec<ProfileAttribute> {
    let has_value = |line: &ProfileAttribute| !line.value.is_null() || line.raw.is_some();
    let mut lines: Vec<_> = known.iter().filter(|line| with_empty || has_value(line)).cloned().collect();
    if !with_empty {
        return lines;
    }
    let empty = |key: &str, name: &str, kind| ProfileAttribute {
        key: key.to_owned(),
        name: name.to_owned(),
        kind,
        value: Value::Null,
        raw: None,
        source: Source::Native,
        integration: None,
        updated: None,
    };
    let natives = NATIVES.into_iter().filter(|(_, _, set_by)| set_by.is_some());
    let natives = natives.map(|(key, name, _)| empty(key, name, AttributeKind::Text));
    let custom = catalogue
        .attributes
        .iter()
        .filter(|field| !field.hidden)
        .map(|field| empty(&field.key, &field.name, field.kind));
    for line in natives.chain(custom) {
        let key = key_of(&line);
        if !known.iter().any(|known| key_of(known) == key) {
            lines.push(line);
        }
    }
    lines.sort_by_key(|line| (native(line).is_none(), line.name.to_lowercase()));
    lines
}

/// Whether name or value of a line holds what is searched for, which is plain.
pub fn fits(line: &ProfileAttribute, searched: &str) -> bool {
    let value = line.raw.as_ref().unwrap_or(&line.value);
    searched.is_empty() || plain(&line.name).contains(searched) || plain(&value_text(value)).contains(searched)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use shared::api::catalogue::AttributeField;

    fn line(key: &str, name: &str, value: Value) -> ProfileAttribute {
        let source = Source::Sdk;
        let (key, name, kind) = (key.into(), name.into(), AttributeKind::Text);
        ProfileAttribute { key, name, kind, value, raw: None, source, integration: None, updated: None }
    }

    #[test]
    fn what_is_empty_is_shown_on_wish() {
        let field = |key: &str| AttributeField {
            key: key.into(),
            name: key.into(),
            kind: AttributeKind::Text,
            hidden: false,
            users: None,
            samples: Vec::new(),
        };
        let catalogue = Catalogue { attributes: vec![field("plan"), field("role")], ..Catalogue::default() };
        let known =
            [line("name", "Name", json!("Ada")), line("role", "role", Value::Null), line("team", "team", json!("a"))];
        let names = |with_empty| -> Vec<String> {
            lines(&known, &catalogue, with_empty).into_iter().map(|line| line.name).collect()
        };
        assert_eq!(names(false), ["Name", "team"]);
        assert_eq!(names(true), ["Avatar", "Created", "Email", "Language", "Name", "plan", "role", "team"]);
    }

    #[test]
    fn names_and_values_are_searched() {
        let line = line("company", "Firma", json!("Élan AG"));
        for searched in ["", "fir", "elan", "n a"] {
            assert!(fits(&line, searched), "{searched}");
        }
        assert!(!fits(&line, "company"));
        let raw = ProfileAttribute { value: Value::Null, raw: Some(json!("Many")), ..line };
        assert!(fits(&raw, "many"));
    }
}

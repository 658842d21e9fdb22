//! Values that somebody sets by hand, read by the rules of an identify, but for this: one that cannot be kept spoils all.

use super::{
    flatten::flatten,
    json::Json,
    traits::{LONGEST_KEY, attribute_value, native_content, native_key},
};
use crate::ingest::message::{AttributeValue, NativeContent, NativeKey};
use shared::problem::ProblemAt;

/// Values to set, each with the place where it stands.
#[derive(Debug, Default, PartialEq)]
pub struct Edit {
    /// Reserved traits; `None` removes.
    pub natives: Vec<(NativeKey, Option<NativeContent>)>,
    /// Custom attributes by pointer and key; `None` removes.
    pub attributes: Vec<(String, String, Option<AttributeValue>)>,
}

/// Reads a JSON object of values by key.
///
/// # Errors
/// Every value that cannot be kept, with the pointer to it.
pub(crate) fn read_edit(text: &str) -> Result<Edit, Vec<ProblemAt>> {
    let problem = |pointer: &str, detail: String| ProblemAt { pointer: pointer.to_owned(), detail };
    let entries = match serde_json::from_str(text) {
        Ok(Json::Object(entries)) => entries,
        Ok(Json::Null | Json::Boolean(_) | Json::Number(_) | Json::Text(_) | Json::List(_)) | Err(_) => {
            return Err(vec![problem("", "Give an object of values by key.".into())]);
        }
    };
    let mut edit = Edit::default();
    let mut problems = Vec::new();
    for (key, value) in entries {
        let pointer = format!("/{}", key.replace('~', "~0").replace('/', "~1"));
        if let Some(native) = native_key(&key) {
            match native_content(native, &value) {
                Ok(content) => edit.natives.push((native, content)),
                Err(reason) => problems.push(problem(&pointer, sentence(reason))),
            }
            continue;
        }
        for (key, value) in flatten(vec![(key, value)]) {
            match attribute_value(&value) {
                _ if !(1..=LONGEST_KEY).contains(&key.chars().count()) => {
                    problems.push(problem(&pointer, format!("A key has 1 to {LONGEST_KEY} characters.")));
                }
                Ok(value) => edit.attributes.push((pointer.clone(), key, value)),
                Err(reason) => problems.push(problem(&pointer, sentence(reason))),
            }
        }
    }
    if problems.is_empty() { Ok(edit) } else { Err(problems) }
}

/// Reads the JSON of one value, as it is sent or was kept; `None` for null.
///
/// # Errors
/// Why it cannot be kept.
pub(crate) fn read_value(text: &str) -> Result<Option<AttributeValue>, &'static str> {
    attribute_value(&serde_json::from_str(text).map_err(|_| "it is not JSON")?)
}

fn sentence(reason: &str) -> String {
    let mut characters = reason.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", characters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_in_an_identify() {
        let edit = read_edit(r#"{"name":"Ann","avatar":null,"plan":"pro","seats":null,"a":{"b":1}}"#).unwrap();
        let name = Some(NativeContent::Text("Ann".into()));
        assert_eq!(edit.natives, [(NativeKey::Name, name), (NativeKey::Avatar, None)]);
        let keys: Vec<_> = edit.attributes.iter().map(|(pointer, key, _)| (pointer.as_str(), key.as_str())).collect();
        assert_eq!(keys, [("/plan", "plan"), ("/seats", "seats"), ("/a", "a.b")]);
        assert!(edit.attributes[1].2.is_none());
    }

    #[test]
    fn every_value_that_cannot_be_kept_is_told() {
        let long = "x".repeat(701);
        let text = format!(r#"{{"a/b":"{long}","email":7,"createdAt":"soon","":1,"l":[[1]],"ok":1}}"#);
        let problems = read_edit(&text).unwrap_err();
        let told: Vec<_> = problems.iter().map(|at| (at.pointer.as_str(), at.detail.as_str())).collect();
        assert_eq!(
            told,
            [
                ("/a~1b", "Its text is longer than 700 characters."),
                ("/email", "It is not text."),
                ("/createdAt", "It is not a date or time of ISO 8601."),
                ("/", "A key has 1 to 200 characters."),
                ("/l", "A list holds only text, numbers, true and false."),
            ]
        );
        assert_eq!(read_edit("[1]").unwrap_err().len(), 1);
        assert_eq!(read_edit("{}"), Ok(Edit::default()));
    }
}

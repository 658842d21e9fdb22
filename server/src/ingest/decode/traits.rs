//! The traits of an identify: reserved ones and custom attributes. One that cannot be kept spoils only itself.

use super::{flatten::flatten, json::Json, time::parse_client_time};
use crate::ingest::message::{AttributeContent, AttributeValue, NativeContent, NativeKey};
use std::collections::HashSet;

/// Most characters of a text that is kept.
pub(super) const LONGEST_TEXT: usize = 700;
/// Most characters of an attribute's key.
pub(super) const LONGEST_KEY: usize = 200;

/// What an identify says of a person.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Traits {
    pub(super) natives: Vec<(NativeKey, Option<NativeContent>)>,
    pub(super) attributes: Vec<(String, Option<AttributeValue>)>,
}

/// Reads traits; the reason of each that is refused goes into `refused`.
pub(super) fn read(traits: Json<'_>, refused: &mut Vec<String>) -> Traits {
    let mut answer = Traits::default();
    let entries = match traits {
        Json::Object(entries) => entries,
        Json::Null => return answer,
        Json::Boolean(_) | Json::Number(_) | Json::Text(_) | Json::List(_) => {
            refused.push("The traits are not an object.".into());
            return answer;
        }
    };
    let mut custom = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        match native_key(&key) {
            Some(native) => match native_content(native, &value) {
                Ok(content) => {
                    answer.natives.retain(|(other, _)| *other != native);
                    answer.natives.push((native, content));
                }
                Err(reason) => refused.push(format!("The trait {key} is refused: {reason}.")),
            },
            None => custom.push((key, value)),
        }
    }
    answer.attributes = kept(flatten(custom), refused);
    answer
}

/// What a group call says: the traits of the company as `group.*`, none of them reserved, and its id as `group.id`.
pub(super) fn of_group(
    traits: Json<'_>,
    group_id: Option<String>,
    refused: &mut Vec<String>,
) -> Vec<(String, Option<AttributeValue>)> {
    let entries = match traits {
        Json::Object(entries) => entries,
        Json::Null => Vec::new(),
        Json::Boolean(_) | Json::Number(_) | Json::Text(_) | Json::List(_) => {
            refused.push("The traits are not an object.".into());
            Vec::new()
        }
    };
    let told = flatten(entries).into_iter().map(|(key, value)| (format!("group.{key}"), value));
    let mut told: Vec<(String, Json<'_>)> = told.collect();
    if let Some(group_id) = group_id {
        told.retain(|(key, _)| key != "group.id");
        told.push(("group.id".into(), Json::Text(group_id.into())));
    }
    kept(told, refused)
}

fn kept(entries: Vec<(String, Json<'_>)>, refused: &mut Vec<String>) -> Vec<(String, Option<AttributeValue>)> {
    let mut kept = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        if !(1..=LONGEST_KEY).contains(&key.chars().count()) {
            let shown: String = key.chars().take(40).collect();
            refused.push(format!("The trait {shown} is refused: a key has 1 to {LONGEST_KEY} characters."));
            continue;
        }
        match attribute_value(&value) {
            Ok(value) => kept.push((key, value)),
            Err(reason) => refused.push(format!("The trait {key} is refused: {reason}.")),
        }
    }
    kept
}

pub(super) fn native_key(key: &str) -> Option<NativeKey> {
    Some(match key {
        "name" => NativeKey::Name,
        "firstName" => NativeKey::FirstName,
        "lastName" => NativeKey::LastName,
        "email" => NativeKey::Email,
        "language" => NativeKey::Language,
        "createdAt" => NativeKey::CreatedAt,
        "avatar" => NativeKey::Avatar,
        _ => return None,
    })
}

pub(super) fn native_content(key: NativeKey, value: &Json<'_>) -> Result<Option<NativeContent>, &'static str> {
    match value {
        Json::Null => Ok(None),
        Json::Text(text) if text.is_empty() => Ok(None),
        Json::Text(text) if key == NativeKey::CreatedAt => match parse_client_time(text) {
            Some(at) => Ok(Some(NativeContent::Time(at.0))),
            None => Err("it is not a date or time of ISO 8601"),
        },
        Json::Text(text) if text.chars().count() > LONGEST_TEXT => Err(TOO_LONG),
        Json::Text(text) => Ok(Some(NativeContent::Text(text.clone().into_owned()))),
        Json::Boolean(_) | Json::Number(_) | Json::List(_) | Json::Object(_) => Err("it is not text"),
    }
}

const TOO_LONG: &str = "its text is longer than 700 characters";

pub(super) fn attribute_value(value: &Json<'_>) -> Result<Option<AttributeValue>, &'static str> {
    let content = match value {
        Json::Null => return Ok(None),
        Json::Boolean(boolean) => AttributeContent::Boolean(*boolean),
        Json::Number(number) => AttributeContent::Number(number.as_f64().ok_or("its number is out of range")? + 0.0),
        Json::Text(text) if text.chars().count() > LONGEST_TEXT => return Err(TOO_LONG),
        Json::Text(text) => AttributeContent::Text(text.clone().into_owned()),
        Json::List(items) => AttributeContent::List(list(items)?),
        Json::Object(_) => return Err("it is nested deeper than three levels"),
    };
    Ok(Some(AttributeValue { content, raw: value.to_text() }))
}

/// The items of a list as a set of texts. Null among them is absent.
pub(super) fn list(items: &[Json<'_>]) -> Result<Vec<String>, &'static str> {
    let mut seen = HashSet::with_capacity(items.len());
    let mut answer = Vec::with_capacity(items.len());
    for item in items.iter().filter(|item| **item != Json::Null) {
        let text = item.item().ok_or("a list holds only text, numbers, true and false")?;
        if text.chars().count() > LONGEST_TEXT {
            return Err("an item of its list is longer than 700 characters");
        }
        if seen.insert(text.clone()) {
            answer.push(text);
        }
    }
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn traits(text: &str) -> (Traits, Vec<String>) {
        let mut refused = Vec::new();
        let traits = read(serde_json::from_str(text).unwrap(), &mut refused);
        (traits, refused)
    }

    fn attribute(text: &str) -> Option<AttributeContent> {
        let (traits, refused) = traits(&format!("{{\"a\":{text}}}"));
        assert!(refused.is_empty(), "{refused:?}");
        traits.attributes.into_iter().next().unwrap().1.map(|value| value.content)
    }

    #[test]
    fn kinds_come_from_json() {
        assert_eq!(attribute("\"pro\""), Some(AttributeContent::Text("pro".into())));
        assert_eq!(attribute("-0"), Some(AttributeContent::Number(0.0)));
        assert_eq!(attribute("9007199254740993"), Some(AttributeContent::Number(9_007_199_254_740_992.0)));
        assert_eq!(attribute("false"), Some(AttributeContent::Boolean(false)));
        assert_eq!(attribute("null"), None);
        let list = AttributeContent::List(vec!["b".into(), "1".into(), "true".into()]);
        assert_eq!(attribute("[\"b\", 1, true, 1.0, null, \"b\"]"), Some(list));
    }

    #[test]
    fn reserved_traits_are_told_apart() {
        let (traits, refused) = traits(
            "{\"name\":\"Ann\",\"email\":\"\",\"createdAt\":\"2020-02-29\",\"avatar\":null,\"firstName\":\"A\",\"Email\":\"x\"}",
        );
        assert!(refused.is_empty());
        assert_eq!(
            traits.natives,
            [
                (NativeKey::Name, Some(NativeContent::Text("Ann".into()))),
                (NativeKey::Email, None),
                (NativeKey::CreatedAt, Some(NativeContent::Time(1_582_934_400_000))),
                (NativeKey::Avatar, None),
                (NativeKey::FirstName, Some(NativeContent::Text("A".into()))),
            ]
        );
        assert_eq!(traits.attributes[0].0, "Email");
    }

    #[test]
    fn one_bad_trait_spoils_only_itself() {
        let long = "ä".repeat(LONGEST_TEXT + 1);
        let (traits, refused) = traits(&format!(
            "{{\"a\":\"{long}\",\"b\":1,\"\":2,\"c\":[[1]],\"d\":{{\"e\":{{\"f\":{{\"g\":1}}}}}},\"email\":7,\"createdAt\":\"soon\",\"{long}\":1}}"
        ));
        assert_eq!(traits.attributes.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(), ["b"]);
        assert!(traits.natives.is_empty());
        assert_eq!(refused.len(), 7, "{refused:#?}");
        let (kept, refused) = self::traits(&format!("{{\"a\":\"{}\"}}", "ä".repeat(LONGEST_TEXT)));
        assert_eq!((kept.attributes.len(), refused.len()), (1, 0));
        assert_eq!(self::traits("[1]").1.len(), 1);
    }
}

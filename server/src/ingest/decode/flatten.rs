//! Nested objects become dotted keys, three levels deep; of two that collide the last wins.

use super::json::Json;
use std::collections::HashMap;

/// Keys that a dotted key is made of, at most.
const LEVELS: usize = 3;

/// Leaves of an object by dotted key, in their order. What is nested deeper is a leaf of its own: an object.
pub(super) fn flatten<'a>(entries: Vec<(std::borrow::Cow<'a, str>, Json<'a>)>) -> Vec<(String, Json<'a>)> {
    let mut leaves = Vec::with_capacity(entries.len());
    let mut places = HashMap::with_capacity(entries.len());
    for (key, value) in entries {
        descend(key.into_owned(), value, 1, &mut leaves, &mut places);
    }
    leaves
}

fn descend<'a>(
    key: String,
    value: Json<'a>,
    level: usize,
    leaves: &mut Vec<(String, Json<'a>)>,
    places: &mut HashMap<String, usize>,
) {
    match value {
        Json::Object(entries) if level < LEVELS => {
            for (inner, value) in entries {
                descend(format!("{key}.{inner}"), value, level + 1, leaves, places);
            }
        }
        Json::Null | Json::Boolean(_) | Json::Number(_) | Json::Text(_) | Json::List(_) | Json::Object(_) => {
            if let Some(&place) = places.get(&key) {
                leaves[place].1 = value;
            } else {
                places.insert(key.clone(), leaves.len());
                leaves.push((key, value));
            }
        }
    }
}

/// An event's properties as the JSON that is stored; `None` when nothing is in them.
pub(super) fn properties(value: Json<'_>) -> Option<String> {
    let Json::Object(entries) = value else { return None };
    let leaves = flatten(entries).into_iter().filter(|(_, value)| *value != Json::Null);
    let leaves: Vec<_> = leaves.map(|(key, value)| (key.into(), value)).collect();
    if leaves.is_empty() { None } else { Some(Json::Object(leaves).to_text()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(text: &str) -> String {
        properties(serde_json::from_str(text).unwrap()).unwrap_or_default()
    }

    #[test]
    fn objects_become_dotted_keys_three_levels_deep() {
        assert_eq!(flat("{\"a\":{\"b\":{\"c\":1,\"d\":{\"e\":2}}}}"), "{\"a.b.c\":1,\"a.b.d\":{\"e\":2}}");
        assert_eq!(flat("{\"a\":[{\"b\":1}],\"n\":null,\"o\":{}}"), "{\"a\":[{\"b\":1}]}");
        assert_eq!(flat("{}"), "");
        assert_eq!(flat("{\"n\":null}"), "");
    }

    #[test]
    fn the_last_of_colliding_keys_wins() {
        assert_eq!(flat("{\"a.b\":1,\"a\":{\"b\":2}}"), "{\"a.b\":2}");
        assert_eq!(flat("{\"a\":{\"b\":2},\"c\":0,\"a.b\":1}"), "{\"a.b\":1,\"c\":0}");
        assert_eq!(flat("{\"a\":1,\"a\":2}"), "{\"a\":2}");
    }
}

//! Places of a form, by their pointers: reading, putting, taking away.

use serde_json::{Map, Value};

/// What stands at a place of a form; null where nothing does.
pub fn read(form: &Value, path: &str) -> Value {
    form.pointer(path).cloned().unwrap_or_default()
}

/// Puts something at a place of a form; objects on the way are made.
pub fn put(form: &mut Value, path: &str, value: Value) {
    if let Some(place) = place(form, path) {
        *place = value;
    }
}

/// Takes an entry out of a form.
pub fn take(form: &mut Value, path: &str) {
    let Some((parent, key)) = path.rsplit_once('/') else { return };
    match form.pointer_mut(parent) {
        Some(Value::Object(map)) => _ = map.remove(key),
        Some(Value::Array(items)) => {
            if let Some(index) = key.parse().ok().filter(|index: &usize| *index < items.len()) {
                items.remove(index);
            }
        }
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) | None => {}
    }
}

fn place<'f>(form: &'f mut Value, path: &str) -> Option<&'f mut Value> {
    path.split('/').skip(1).try_fold(form, |form, step| match form {
        Value::Array(items) => items.get_mut(step.parse::<usize>().ok()?),
        form => {
            if !form.is_object() {
                *form = Value::Object(Map::new());
            }
            Some(form.as_object_mut()?.entry(step).or_insert(Value::Null))
        }
    })
}

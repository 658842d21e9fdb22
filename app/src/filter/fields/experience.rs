//! What a user did with an experience, as a menu of operators: each action, and its opposite.

use serde_json::Value;

/// Actions and their words in menus: done, not done.
pub const ACTIONS: [(&str, &str, &str); 5] = [
    ("seen", "has seen", "has not seen"),
    ("completed", "has completed", "has not completed"),
    ("dismissed", "has dismissed", "has not dismissed"),
    ("answered", "has answered", "has not answered"),
    ("step_reached", "has reached step", "has not reached step"),
];

/// The key of what a condition says: `seen`, `not seen`; empty while nothing is chosen.
pub fn key_of(condition: &Value) -> String {
    let action = condition.get("action").and_then(Value::as_str).unwrap_or_default();
    let happened = condition.get("happened") != Some(&Value::Bool(false));
    if happened || action.is_empty() { action.to_owned() } else { format!("not {action}") }
}

/// A key's action, and whether it happened.
pub fn of_key(key: &str) -> (&str, bool) {
    key.strip_prefix("not ").map_or((key, true), |action| (action, false))
}

/// The words of a key.
pub fn label(key: &str) -> Option<&'static str> {
    let (action, happened) = of_key(key);
    let (_, done, not_done) = ACTIONS.into_iter().find(|(candidate, ..)| *candidate == action)?;
    Some(if happened { done } else { not_done })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use shared::filter::ExperienceAction;

    #[test]
    fn every_action_has_its_words() {
        for action in ExperienceAction::ALL {
            for happened in [true, false] {
                let key = key_of(&json!({"action": action.word(), "happened": happened}));
                assert_eq!(of_key(&key), (action.word(), happened));
                assert!(label(&key).is_some_and(|label| label.contains("not") != happened));
            }
        }
        assert_eq!(key_of(&json!({})), "");
    }
}

//! The thirteen filters that evaluation is measured by, in the words of `rollcall generate`: each kind of condition
//! where it is hard, about the most frequent things.

use serde_json::{Value, json};

/// A tag of generated people.
pub const TAG: &str = "Beta tester";

/// A name and the root of a filter for each; `tag` is the id of [`TAG`].
#[must_use]
pub fn thirteen(tag: &str) -> [(&'static str, Value); 13] {
    let days = |amount: u32| json!({"within_last": {"amount": amount, "unit": "days"}});
    let text = |key: &str, value: &str| json!({"attribute": {"key": key, "test": {"text": {"is": {"value": value}}}}});
    let number = |key: &str, least: f64| json!({"attribute": {"key": key, "test": {"number": {"at_least": least}}}});
    let tags = |test: &str| json!({"property": {"tags": {test: [tag]}}});
    let event = |name: &str, count: Value, amount: u32| json!({"event": {"name": name, "count": count, "window": days(amount)}});
    let priority = json!({"property": "priority", "test": {"text": {"is": {"value": "high"}}}});
    [
        ("none", json!({"all": []})),
        ("name contains", json!({"property": {"name": {"contains": {"value": "ann", "ignore_case": true}}}})),
        ("e-mail ends with", json!({"property": {"email": {"ends_with": {"value": "@gmail.com"}}}})),
        ("plan and country", json!({"all": [text("plan", "pro"), text("country", "Germany")]})),
        ("number or number", json!({"any": [number("seats", 20.0), number("mrr", 500.0)]})),
        ("tag", tags("has_any")),
        ("not tag", tags("has_none")),
        (
            "completed an experience",
            json!({"experience": {"which": {"id": "getting-started"}, "action": "completed", "happened": true}}),
        ),
        (
            "survey score at most 6",
            json!({"answer": {"experience": "quarterly-nps", "question": "score", "test": {"number": {"at_most": 6}}}}),
        ),
        ("event at least 3 times in 30 days", event("Project Opened", json!({"at_least": 3}), 30)),
        ("no event in 14 days", event("Article Read", json!({"exactly": 0}), 14)),
        (
            "nested of five",
            json!({"all": [
                {"any": [text("plan", "pro"), text("plan", "team")]},
                {"not": tags("has_any")},
                event("Project Opened", json!({"at_least": 1}), 30),
                {"property": {"last_activity": days(30)}},
            ]}),
        ),
        ("event with a property", json!({"event": {"name": "Task Completed", "where": [priority]}})),
    ]
}

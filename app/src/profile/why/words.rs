//! What is said of a user and of the nodes of a filter. Pure.

use super::asking::Target;
use crate::{profile::value::value_text, ui::format};
use serde_json::Value;
use shared::{api::explain::Explained, time::Instant};

/// "Ada is in VIPs", "Ada does not match the filter".
pub fn verdict(name: &str, target: Target, segment: &str, matches: bool) -> String {
    match (target, matches) {
        (Target::Applied, true) => format!("{name} matches the filter"),
        (Target::Applied, false) => format!("{name} does not match the filter"),
        (Target::Segment(_), true) => format!("{name} is in {segment}"),
        (Target::Segment(_), false) => format!("{name} is not in {segment}"),
    }
}

/// "Why is Ada not in VIPs?"
pub fn question(name: &str, target: Target, segment: &str, matches: bool) -> String {
    match (target, matches) {
        (Target::Applied, true) => format!("Why does {name} match the filter?"),
        (Target::Applied, false) => format!("Why does {name} not match the filter?"),
        (Target::Segment(_), true) => format!("Why is {name} in {segment}?"),
        (Target::Segment(_), false) => format!("Why is {name} not in {segment}?"),
    }
}

/// The words of a group; `None` for conditions, which have a sentence.
pub fn group(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "all" => "All of these",
        "any" => "At least one of these",
        "not" => "Not",
        "named" => "Named group",
        "muted" => "Muted: left out",
        _ => return None,
    })
}

/// The user's own value beside a condition.
pub fn own_value(node: &Explained) -> Option<String> {
    let value = node.value.as_ref()?;
    Some(match (node.kind.as_str(), value) {
        ("event", Value::Number(number)) if number.as_u64() == Some(1) => "once".into(),
        ("event", Value::Number(number)) => match number.as_u64() {
            Some(0) => "never".into(),
            _ => format!("{number} times"),
        },
        ("segment", Value::Bool(true)) => "is in it".into(),
        ("segment", Value::Bool(false)) => "is not in it".into(),
        ("import", Value::Null) => "not touched".into(),
        ("experience", Value::Null) => "nothing".into(),
        ("experience", Value::Array(items)) if items.is_empty() => "nothing".into(),
        ("experience", Value::Number(step)) => format!("step {step}"),
        (_, Value::Null) => "empty".into(),
        (_, Value::Array(items)) if items.is_empty() => "empty".into(),
        (_, Value::String(text)) => Instant::parse(text).map_or_else(|| text.clone(), format::day_and_time),
        (_, value) => value_text(value).replace('_', " "),
    })
}

/// "1 condition", "2 conditions".
pub fn conditions(count: usize) -> String {
    if count == 1 { "1 condition".into() } else { format!("{count} conditions") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use shared::ids::SegmentId;

    fn node(kind: &str, value: Value) -> Explained {
        let (kind, value) = (kind.into(), Some(value));
        Explained {
            pointer: String::new(),
            kind,
            sentence: String::new(),
            matches: Some(true),
            value,
            children: Vec::new(),
        }
    }

    #[test]
    fn the_question_knows_its_answer() {
        let segment = Target::Segment(SegmentId(1));
        assert_eq!(question("Ada", segment, "VIPs", false), "Why is Ada not in VIPs?");
        assert_eq!(question("Ada", Target::Applied, "", true), "Why does Ada match the filter?");
        assert_eq!(verdict("Ada", segment, "VIPs", true), "Ada is in VIPs");
        assert_eq!(verdict("Ada", Target::Applied, "", false), "Ada does not match the filter");
    }

    #[test]
    fn values_are_told_by_what_is_asked() {
        let of = |kind: &str, value| own_value(&node(kind, value)).unwrap();
        assert_eq!(of("event", json!(0)), "never");
        assert_eq!(of("event", json!(3)), "3 times");
        assert_eq!(of("segment", json!(false)), "is not in it");
        assert_eq!(of("experience", json!([])), "nothing");
        assert_eq!(of("experience", json!(["seen", "step_reached"])), "seen, step reached");
        assert_eq!(of("attribute", Value::Null), "empty");
        assert_eq!(of("attribute", json!("pro_1")), "pro_1");
        assert_eq!(own_value(&Explained { value: None, ..node("all", json!(1)) }), None);
    }
}

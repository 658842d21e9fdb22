//! A condition in a few words, whole or not, for names of its controls and for messages: "Plan is any of Pro, Team".

use super::{
    change::read,
    kind::{Kind, key_of, operand_of},
    subject::Subject,
};
use serde_json::Value;
use shared::{
    api::catalogue::Catalogue,
    filter::{Directory, Names, edit::DraftCondition, test::OperandShape},
};

/// What stands for a value that is not there yet.
const OPEN: &str = "...";
/// Values that are told one by one.
const TOLD: usize = 3;

/// The words of a condition.
pub fn words(condition: &DraftCondition, names: &Directory, catalogue: &Catalogue) -> String {
    let subject = Subject::of(condition);
    if subject == Subject::Nothing {
        return "New condition".into();
    }
    let form = &condition.0;
    let name = subject.name(catalogue);
    let rest = match &subject {
        Subject::Nothing => String::new(),
        Subject::Property(_) | Subject::Attribute { .. } | Subject::Answer { .. } => {
            subject.test().map(|(path, kind)| test(&read(form, &path), kind, names)).unwrap_or_default()
        }
        Subject::Experience { .. } => experience_words(&read(form, "/experience")),
        Subject::Event { .. } => count(&read(form, "/event/count")),
        Subject::Segment { id } => {
            let is_in = if read(form, "/segment/member") == false { "is not in" } else { "is in" };
            format!("{is_in} {}", named(id, |id| names.segment(id)))
        }
        Subject::Import { id } => format!("is in {}", named(id, |id| names.import(id))),
    };
    let properties = read(form, "/event/where");
    let properties: Vec<_> = properties.as_array().into_iter().flatten().map(|one| property(one, names)).collect();
    let properties = if properties.is_empty() { String::new() } else { format!("where {}", properties.join(" and ")) };
    let window = subject.window().map(|path| window(&read(form, path))).unwrap_or_default();
    [name, rest, window, properties].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What the user did or did not, as the operator's menu says it.
fn experience_words(condition: &Value) -> String {
    let label = super::experience::label(condition).unwrap_or(OPEN);
    match condition.get("step").and_then(Value::as_u64) {
        Some(step) => format!("{label} {step}"),
        None => label.to_owned(),
    }
}

fn property(condition: &Value, names: &Directory) -> String {
    let name = condition.get("property").and_then(Value::as_str).filter(|name| !name.is_empty()).unwrap_or(OPEN);
    let kind = condition.get("test").and_then(Value::as_object).and_then(|test| test.keys().next());
    match kind.and_then(|kind| Kind::from_word(kind)) {
        Some(kind) => format!("{name} {}", test(&read(condition, &format!("/test/{}", kind.word())), kind, names)),
        None => format!("{name} {OPEN}"),
    }
}

/// "is any of Pro, Team", "is empty", "...".
fn test(test: &Value, kind: Kind, names: &Directory) -> String {
    let key = key_of(test);
    let Some(operator) = kind.menu().into_iter().find(|operator| operator.key == key) else { return OPEN.into() };
    match value(operand_of(test), operator.shape, names) {
        None => operator.label.to_owned(),
        // "more than … ago" has its value inside.
        Some(value) if operator.label.contains('…') => operator.label.replace('…', &value),
        Some(value) => format!("{} {value}", operator.label),
    }
}

fn value(operand: &Value, shape: OperandShape, names: &Directory) -> Option<String> {
    let several = |values: &Value, word: &dyn Fn(&Value) -> String| {
        let values = values.as_array().map(Vec::as_slice).unwrap_or_default();
        let mut told: Vec<_> = values.iter().take(TOLD).map(word).collect();
        if values.len() > TOLD {
            told.push(format!("and {} more", values.len() - TOLD));
        }
        if told.is_empty() { OPEN.to_owned() } else { told.join(", ") }
    };
    let tag = |id: &Value| named(id.as_str().unwrap_or_default(), |id| names.tag(id));
    Some(match shape {
        OperandShape::None => return None,
        OperandShape::Text => plain(&operand["value"]),
        OperandShape::Pattern => plain(&operand["pattern"]),
        OperandShape::Texts => several(&operand["values"], &plain),
        OperandShape::Items => several(operand, &plain),
        OperandShape::Tags => several(operand, &tag),
        OperandShape::Number
        | OperandShape::Count
        | OperandShape::Moment
        | OperandShape::Day
        | OperandShape::Period => plain(operand),
        OperandShape::NumberRange | OperandShape::DayRange => {
            format!("{} and {}", plain(&operand["from"]), plain(&operand["to"]))
        }
        OperandShape::Span => span(operand),
    })
}

/// A value as it is; "..." for one that is not there.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) if !text.is_empty() => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => OPEN.into(),
    }
}

/// The name of what has an id.
fn named<'n, Id: std::str::FromStr>(id: &str, name: impl Fn(Id) -> Option<&'n str>) -> String {
    match id.parse().ok().and_then(name) {
        Some(name) => name.to_owned(),
        None if id.is_empty() => OPEN.into(),
        None => format!("number {id}, which is gone"),
    }
}

/// "7 days", "1 day".
fn span(span: &Value) -> String {
    let (amount, unit) = (plain(&span["amount"]), span["unit"].as_str().unwrap_or("days"));
    let unit = if amount == "1" { unit.trim_end_matches('s') } else { unit };
    format!("{amount} {unit}")
}

/// "at least 3 times"; nothing for once, which is meant anyway.
fn count(count: &Value) -> String {
    let operator = count.as_object().and_then(|count| count.iter().next());
    match operator.map(|(word, times)| (word.as_str(), times)) {
        Some(("at_least", times)) if *times == 1 => String::new(),
        Some((word, times)) => {
            let times = plain(times);
            format!("{} {times} {}", word.replace('_', " "), if times == "1" { "time" } else { "times" })
        }
        None => String::new(),
    }
}

/// "in the last 30 days"; nothing for ever.
fn window(window: &Value) -> String {
    let Some((word, operand)) = window.as_object().and_then(|window| window.iter().next()) else {
        return String::new();
    };
    match word.as_str() {
        "within_last" => format!("in the last {}", span(operand)),
        "between" => format!("between {} and {}", plain(&operand["from"]), plain(&operand["to"])),
        word => format!("{word} {}", plain(operand)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn said(form: Value) -> String {
        let directory =
            json!({"attributes": {}, "tags": {"4": "Beta"}, "segments": {"7": "Onboarding stalled"}, "imports": {}});
        let names: Directory = serde_json::from_value(directory).unwrap();
        words(&DraftCondition(form), &names, &Catalogue::default())
    }

    #[test]
    fn conditions_are_short() {
        assert_eq!(said(Value::Null), "New condition");
        let plan = |test: Value| said(json!({"attribute": {"key": "Plan", "test": {"text": test}}}));
        assert_eq!(plan(json!({"one_of": {"values": ["Pro", "Team"]}})), "Plan is any of Pro, Team");
        assert_eq!(
            plan(json!({"one_of": {"values": ["a", "b", "c", "d", "e"]}})),
            "Plan is any of a, b, c, and 2 more"
        );
        assert_eq!(plan(json!({"one_of": {"values": []}})), "Plan is any of ...");
        assert_eq!(plan(json!("has_any_value")), "Plan has any value");
        let property = |form: Value| said(json!({ "property": form }));
        assert_eq!(property(json!({"sessions": {"between": {"from": 1}}})), "Sessions is between 1 and ...");
        assert_eq!(
            property(json!({"created": {"more_than_ago": {"amount": 1, "unit": "weeks"}}})),
            "Created more than 1 week ago"
        );
        assert_eq!(property(json!({"created": {"current": "week"}})), "Created is this week");
        assert_eq!(property(json!({"tags": {"has_any": ["4", "5"]}})), "Tags has any of Beta, number 5, which is gone");
        assert_eq!(said(json!({"segment": {"id": "7", "member": false}})), "Segment is not in Onboarding stalled");
        assert_eq!(said(json!({"segment": {"id": "", "member": true}})), "Segment is in ...");
    }

    #[test]
    fn what_happens_has_its_number_and_its_time() {
        let event = json!({
            "name": "export", "count": {"at_least": 3}, "window": {"within_last": {"amount": 30, "unit": "days"}},
            "where": [{"property": "kind", "test": {"text": {"is": {"value": "pdf"}}}}, {"property": ""}],
        });
        assert_eq!(
            said(json!({ "event": event })),
            "Event export at least 3 times in the last 30 days where kind is pdf and ... ..."
        );
        assert_eq!(said(json!({"event": {"name": "export", "count": {"at_least": 1}}})), "Event export");
        let tour = json!({"which": {"id": "tour"}, "action": "step_reached", "happened": false, "step": 3});
        assert_eq!(said(json!({ "experience": tour })), "Experience tour has not reached step 3");
    }
}

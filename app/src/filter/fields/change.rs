//! Changes of a condition's form: another field, another operator, another value. What can be kept is kept.

use super::kind::{Kind, Operator, operand_of, operator_of};
pub use super::place::{put, read, take};
use super::subject::Subject;
use serde_json::{Map, Value, json};
use shared::filter::{Property, edit::DraftCondition, test::OperandShape};

/// A field as it is picked.
#[derive(Clone, Debug, PartialEq)]
pub enum Pick {
    Property(Property),
    Attribute {
        key: String,
        kind: Kind,
    },
    /// Without an id it is any experience.
    Experience {
        id: Option<String>,
        action: &'static str,
    },
    Answer {
        experience: String,
        question: String,
        kind: Kind,
    },
    Event {
        name: String,
    },
    Segment {
        id: String,
    },
    Import {
        id: String,
    },
}

/// A condition with another field. The test stays where the new field can have it, else it begins anew.
pub fn with_field(old: &DraftCondition, pick: &Pick) -> DraftCondition {
    let old_test = Subject::of(old).test();
    let old_test = old_test.map(|(path, kind)| (read(&old.0, &path), kind));
    let test = |kind: Kind, first: &'static str| {
        let kept = old_test.as_ref().and_then(|(test, old_kind)| kept(test, *old_kind, kind));
        kept.unwrap_or_else(|| fresh(kind, first))
    };
    let window = Subject::of(old).window().map(|path| read(&old.0, path)).filter(|window| !window.is_null());
    let mut condition = match pick {
        Pick::Property(property) => {
            let kind = Kind::of_property(*property);
            json!({"property": { property.word(): test(kind, first_operator(*property)) }})
        }
        Pick::Attribute { key, kind } => {
            json!({"attribute": {"key": key, "test": { kind.word(): test(*kind, kind.first_operator()) }}})
        }
        Pick::Answer { experience, question, kind } => {
            let test = json!({ kind.word(): test(*kind, kind.first_operator()) });
            json!({"answer": {"experience": experience, "question": question, "test": test}})
        }
        Pick::Experience { id, action } => {
            let which = id.as_ref().map_or(json!("any"), |id| json!({"id": id}));
            let happened = read(&old.0, "/experience/happened") != json!(false);
            let mut inside = json!({"which": which, "action": action, "happened": happened});
            if *action == "step_reached" {
                let step = read(&old.0, "/experience/step");
                put(&mut inside, "/step", if step.is_null() { json!(1) } else { step });
            }
            json!({ "experience": inside })
        }
        Pick::Event { name } => {
            let count = read(&old.0, "/event/count");
            let count = if count.is_null() { json!({"at_least": 1}) } else { count };
            json!({"event": {"name": name, "count": count}})
        }
        Pick::Segment { id } => {
            json!({"segment": {"id": id, "member": read(&old.0, "/segment/member") != json!(false)}})
        }
        Pick::Import { id } => json!({"import": {"id": id}}),
    };
    if let (Some(window), Some(path)) = (window, Subject::of(&DraftCondition(condition.clone())).window()) {
        put(&mut condition, path, window);
    }
    DraftCondition(condition)
}

/// The operator that a new condition on a property begins with.
fn first_operator(property: Property) -> &'static str {
    match property {
        Property::Name | Property::Email => "contains",
        Property::UserId
        | Property::Language
        | Property::LastActivity
        | Property::FirstSeen
        | Property::Created
        | Property::Sessions
        | Property::Tags
        | Property::Identified => Kind::of_property(property).first_operator(),
    }
}

/// A test of another field, where it can stay as it is. Options and tags are of one field only.
fn kept(test: &Value, old: Kind, new: Kind) -> Option<Value> {
    let key = super::kind::key_of(test);
    let is_same = |kind: Kind| kind.menu().into_iter().find(|operator| operator.key == key);
    let (before, after) = (is_same(old)?, is_same(new)?);
    let has_own_values = old == Kind::Choice && before.shape != OperandShape::None;
    (before.shape == after.shape && !has_own_values).then(|| test.clone())
}

/// A test that has just been begun.
pub fn fresh(kind: Kind, operator: &str) -> Value {
    let operator = kind.menu().into_iter().find(|candidate| candidate.key == operator);
    operator.map_or(Value::Null, |operator| operator.with(empty(operator.shape)))
}

/// A test with another operator of its kind. The value stays where it can.
pub fn with_operator(test: &Value, kind: Kind, operator: &Operator) -> Value {
    let old = operator_of(test).and_then(|word| kind.menu().into_iter().find(|candidate| candidate.word == word));
    operator.with(convert(operand_of(test), old.map_or(OperandShape::None, |old| old.shape), operator.shape))
}

/// What an operator is given before anything is entered. Spans begin with a week, so that they mean something.
pub fn empty(shape: OperandShape) -> Value {
    match shape {
        OperandShape::None | OperandShape::Number | OperandShape::Moment | OperandShape::Day => Value::Null,
        OperandShape::Text => json!({"value": ""}),
        OperandShape::Texts => json!({"values": []}),
        OperandShape::Pattern => json!({"pattern": ""}),
        OperandShape::NumberRange | OperandShape::DayRange => json!({"from": null, "to": null}),
        OperandShape::Count => json!(1),
        OperandShape::Span => json!({"amount": 7, "unit": "days"}),
        OperandShape::Period => json!("day"),
        OperandShape::Items | OperandShape::Tags => json!([]),
    }
}

/// What an operator is given, for one that is given something else.
pub fn convert(operand: &Value, old: OperandShape, new: OperandShape) -> Value {
    use OperandShape::{Day, DayRange, Moment, Number, NumberRange, Pattern, Text, Texts};
    let ignore_case = operand.get("ignore_case").cloned();
    let field = |key: &str| operand.get(key).cloned().unwrap_or_default();
    let with_case = |mut object: Map<String, Value>| {
        object.extend(ignore_case.clone().map(|ignore_case| ("ignore_case".to_owned(), ignore_case)));
        Value::Object(object)
    };
    let object = |key: &str, value: Value| Map::from_iter([(key.to_owned(), value)]);
    match (old, new) {
        _ if old == new && !operand.is_null() => operand.clone(),
        (Text, Texts) => {
            let value = field("value");
            let values = if value == "" { Vec::new() } else { vec![value] };
            with_case(object("values", values.into()))
        }
        (Texts, Text) => {
            let first = field("values").get(0).cloned().unwrap_or_else(|| json!(""));
            with_case(object("value", first))
        }
        (Text, Pattern) => json!({"pattern": field("value")}),
        (Pattern, Text) => json!({"value": field("pattern")}),
        (Number, NumberRange) | (Day | Moment, DayRange) => json!({"from": operand, "to": null}),
        (NumberRange, Number) | (DayRange, Day | Moment) => field("from"),
        (Day, Moment) => operand.clone(),
        // An instant is no day.
        (Moment, Day) if operand.as_str().is_some_and(|text| text.len() == 10) => operand.clone(),
        _ => empty(new),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::filter::edit::State;

    fn text(form: Value) -> DraftCondition {
        DraftCondition(json!({"attribute": {"key": "plan", "test": {"text": form}}}))
    }

    fn operator(kind: Kind, key: &str) -> Operator {
        kind.menu().into_iter().find(|operator| operator.key == key).unwrap()
    }

    #[test]
    fn every_pick_begins_a_condition_that_is_whole_or_waits_for_its_value() {
        let kinds = [Kind::Text, Kind::Number, Kind::Boolean, Kind::Time, Kind::List];
        let attributes = kinds.map(|kind| Pick::Attribute { key: "plan".into(), kind });
        let answers = [Kind::Text, Kind::Number, Kind::Choice].map(|kind| Pick::Answer {
            experience: "nps".into(),
            question: "score".into(),
            kind,
        });
        let others = [
            Pick::Experience { id: None, action: "seen" },
            Pick::Experience { id: Some("t".into()), action: "step_reached" },
            Pick::Event { name: "export".into() },
            Pick::Segment { id: "7".into() },
            Pick::Import { id: "3".into() },
        ];
        let properties = Property::ALL.iter().copied().map(Pick::Property);
        for pick in properties.chain(attributes).chain(answers).chain(others) {
            let condition = with_field(&DraftCondition::default(), &pick);
            assert!(!matches!(condition.state(), State::Invalid(_)), "{pick:?}: {:?}", condition.state());
            assert_ne!(Subject::of(&condition), Subject::Nothing);
            assert_eq!(with_field(&condition, &pick), condition, "picking it again changes nothing");
        }
    }

    #[test]
    fn another_field_keeps_the_test_that_it_can_have() {
        let plan = text(json!({"is": {"value": "pro"}}));
        let email = with_field(&plan, &Pick::Property(Property::Email));
        assert_eq!(email.0, json!({"property": {"email": {"is": {"value": "pro"}}}}));
        let sessions = with_field(&plan, &Pick::Property(Property::Sessions));
        assert_eq!(sessions.0, json!({"property": {"sessions": {"at_least": null}}}));
        let empty = with_field(&text(json!("is_empty")), &Pick::Property(Property::Sessions));
        assert_eq!(empty.0, json!({"property": {"sessions": "is_empty"}}));
    }

    #[test]
    fn options_stay_with_their_question_and_windows_with_what_happens() {
        let pick =
            |question: &str| Pick::Answer { experience: "s".into(), question: question.into(), kind: Kind::Choice };
        let mut first = with_field(&DraftCondition::default(), &pick("a"));
        put(&mut first.0, "/answer/test/choice/any_of", json!(["x"]));
        put(&mut first.0, "/answer/window", json!({"since": "2026-01-01"}));
        let second = with_field(&first, &pick("b"));
        assert_eq!(read(&second.0, "/answer/test/choice/any_of"), json!([]));
        assert_eq!(read(&second.0, "/answer/window"), json!({"since": "2026-01-01"}));
        let event = with_field(&second, &Pick::Event { name: "export".into() });
        assert_eq!(read(&event.0, "/event/window"), json!({"since": "2026-01-01"}));
    }

    #[test]
    fn another_operator_keeps_the_value_that_it_can_have() {
        let change = |kind, test: Value, key| with_operator(&test, kind, &operator(kind, key));
        let one = json!({"is": {"value": "pro", "ignore_case": true}});
        let several = json!({"one_of": {"values": ["pro"], "ignore_case": true}});
        assert_eq!(change(Kind::Text, one.clone(), "one_of"), several);
        assert_eq!(change(Kind::Text, several, "is"), one);
        assert_eq!(change(Kind::Text, json!({"is": {"value": ""}}), "one_of"), json!({"one_of": {"values": []}}));
        assert_eq!(change(Kind::Text, one, "matches"), json!({"matches": {"pattern": "pro"}}));
        assert_eq!(change(Kind::Number, json!({"equals": 5}), "between"), json!({"between": {"from": 5, "to": null}}));
        assert_eq!(change(Kind::Number, json!({"between": {"from": 5, "to": 6}}), "at_most"), json!({"at_most": 5}));
        assert_eq!(change(Kind::Time, json!({"on": "2026-01-01"}), "before"), json!({"before": "2026-01-01"}));
        assert_eq!(change(Kind::Time, json!({"before": "2026-01-01T00:00:00Z"}), "on"), json!({"on": null}));
        assert_eq!(change(Kind::Time, json!({"current": "day"}), "current:week"), json!({"current": "week"}));
        assert_eq!(change(Kind::Text, json!("is_empty"), "is"), json!({"is": {"value": ""}}));
        assert_eq!(change(Kind::Number, Value::Null, "equals"), json!({"equals": null}));
    }

    #[test]
    fn places_are_made_on_the_way_and_taken_away() {
        let mut form = json!({"event": {"where": [{"property": "a"}]}});
        put(&mut form, "/event/where/0/test", json!({"text": "is_empty"}));
        put(&mut form, "/event/window/since", json!("2026-01-01"));
        put(&mut form, "/event/where/9/test", json!(1));
        let expected = json!({"event": {
            "where": [{"property": "a", "test": {"text": "is_empty"}}], "window": {"since": "2026-01-01"}
        }});
        assert_eq!(form, expected);
        take(&mut form, "/event/window");
        take(&mut form, "/event/where/0");
        take(&mut form, "/event/where/0");
        assert_eq!(form, json!({"event": {"where": []}}));
    }
}

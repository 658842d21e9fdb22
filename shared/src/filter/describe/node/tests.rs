//! Whole sentences, one for every operator and every way of grouping.

use super::*;
use crate::{
    api::catalogue::AttributeKind,
    filter::names::{Directory, ExperienceEntry, Field, QuestionKind},
    ids::{ImportId, SegmentId, TagId},
};
use serde_json::{Value, json};

fn directory() -> Directory {
    let question = |name: &str, kind| Field { name: name.to_owned(), kind };
    let questions = [
        ("score".to_owned(), question("Score", QuestionKind::Nps)),
        ("why".to_owned(), question("Why, in a word?", QuestionKind::Text)),
    ];
    Directory {
        attributes: [("seats".to_owned(), Field { name: "Seats used".into(), kind: AttributeKind::Number })].into(),
        experiences: [
            ("nps-1".to_owned(), ExperienceEntry { name: "NPS".into(), questions: questions.into() }),
            ("tour-1".to_owned(), ExperienceEntry { name: "Getting started".into(), ..Default::default() }),
        ]
        .into(),
        tags: [(TagId(1), "Beta".into()), (TagId(2), "Very important".into()), (TagId(3), "VIP!".into())].into(),
        segments: [(SegmentId(7), "Beta".into()), (SegmentId(8), "Black and white".into())].into(),
        imports: [(ImportId(3), "users.csv".into())].into(),
        ..Default::default()
    }
}

fn sentence(root: &Value) -> String {
    let document = json!({"version": 1, "root": root});
    let filter = Filter::read(&document).unwrap_or_else(|problems| panic!("{root}: {problems:?}"));
    describe(&filter, &directory())
}

fn assert_all(cases: Vec<(Value, &str)>) {
    let found: Vec<_> = cases.iter().map(|(root, _)| sentence(root)).collect();
    let expected: Vec<_> = cases.into_iter().map(|(_, sentence)| sentence).collect();
    assert_eq!(found, expected);
}

fn plan(test: Value) -> Value {
    json!({"attribute": {"key": "plan", "test": {"text": test}}})
}

fn one_of(values: &[&str]) -> Value {
    plan(json!({"one_of": {"values": values}}))
}

fn active() -> Value {
    json!({"property": {"last_activity": {"within_last": {"amount": 7, "unit": "days"}}}})
}

fn segment(id: &str) -> Value {
    json!({"segment": {"id": id, "member": true}})
}

#[test]
fn the_sentence_of_the_specification() {
    let root = json!({"any": [{"all": [one_of(&["pro", "team"]), active()]}, segment("7")]});
    assert_eq!(sentence(&root), "plan is pro or team and last activity within the last 7 days, or in segment Beta");
}

#[test]
fn texts() {
    let value = |value: &str| json!({"value": value});
    let many: Vec<String> = (1..=500).map(|number| number.to_string()).collect();
    assert_all(vec![
        (plan(json!({"is": value("pro")})), "plan is pro"),
        (plan(json!({"is": value("pro plus")})), "plan is “pro plus”"),
        (plan(json!({"is": value("or")})), "plan is “or”"),
        (plan(json!({"is": value("a\nb")})), "plan is “a\u{fffd}b”"),
        (plan(json!({"is_not": {"value": "Pro", "ignore_case": true}})), "plan is not Pro ignoring case"),
        (one_of(&["pro"]), "plan is pro"),
        (one_of(&["a", "b", "c d"]), "plan is a, b or “c d”"),
        (plan(json!({"one_of": {"values": many}})), "plan is 1, 2, 3, 4, 5 or one of 495 more"),
        (plan(json!({"none_of": {"values": ["a"]}})), "plan is not a"),
        (plan(json!({"none_of": {"values": ["a", "b"]}})), "plan is neither a nor b"),
        (
            plan(json!({"none_of": {"values": ["a", "b", "c"], "ignore_case": true}})),
            "plan is none of a, b and c ignoring case",
        ),
        (plan(json!({"contains": value("ar")})), "plan contains “ar”"),
        (plan(json!({"does_not_contain": value("ar")})), "plan does not contain “ar”"),
        (plan(json!({"starts_with": value("ar")})), "plan starts with “ar”"),
        (plan(json!({"does_not_start_with": value("ar")})), "plan does not start with “ar”"),
        (plan(json!({"ends_with": value("ar")})), "plan ends with “ar”"),
        (plan(json!({"does_not_end_with": value("ar")})), "plan does not end with “ar”"),
        (plan(json!({"matches": {"pattern": "^a|b$"}})), "plan matches the pattern “^a|b$”"),
        (plan(json!({"does_not_match": {"pattern": "a"}})), "plan does not match the pattern “a”"),
        (plan(json!("is_empty")), "plan is empty"),
        (plan(json!("has_any_value")), "plan has any value"),
        (json!({"property": {"user_id": {"is": {"value": "u-1"}}}}), "user id is u-1"),
        (json!({"attribute": {"key": "a b \"c\"", "test": {"text": "is_empty"}}}), "“a b \"c\"” is empty"),
    ]);
}

#[test]
fn numbers_and_truth_values() {
    let seats = |test: Value| json!({"attribute": {"key": "seats", "test": {"number": test}}});
    assert_all(vec![
        (seats(json!({"equals": 5})), "Seats used is 5"),
        (seats(json!({"not_equals": 5.5})), "Seats used is not 5.5"),
        (seats(json!({"greater_than": -5})), "Seats used is greater than -5"),
        (seats(json!({"at_least": 5})), "Seats used is at least 5"),
        (seats(json!({"less_than": 5})), "Seats used is less than 5"),
        (seats(json!({"at_most": 5})), "Seats used is at most 5"),
        (seats(json!({"between": {"from": 1, "to": 5}})), "Seats used is from 1 to 5"),
        (json!({"property": {"sessions": "is_empty"}}), "sessions is empty"),
        (json!({"property": {"identified": "is_true"}}), "is identified"),
        (json!({"property": {"identified": "is_false"}}), "is not identified"),
        (json!({"property": {"identified": "has_any_value"}}), "identified has any value"),
        (json!({"attribute": {"key": "trial", "test": {"boolean": "is_true"}}}), "trial is true"),
        (json!({"attribute": {"key": "trial", "test": {"boolean": "is_false"}}}), "trial is false"),
    ]);
}

#[test]
fn times() {
    let created = |test: Value| json!({"property": {"created": test}});
    let span = |amount: u32, unit: &str| json!({"amount": amount, "unit": unit});
    assert_all(vec![
        (created(json!({"within_last": span(1, "months")})), "created within the last month"),
        (created(json!({"not_within_last": span(2, "weeks")})), "created not within the last 2 weeks"),
        (created(json!({"more_than_ago": span(1, "days")})), "created more than 1 day ago"),
        (created(json!({"within_next": span(90, "minutes")})), "created within the next 90 minutes"),
        (created(json!({"current": "day"})), "created today"),
        (created(json!({"current": "week"})), "created this week"),
        (created(json!({"current": "month"})), "created this month"),
        (created(json!({"before": "2026-03-01"})), "created before 1 March 2026"),
        (created(json!({"after": "2026-03-01T10:30:00+01:00"})), "created after 1 March 2026 at 09:30 UTC"),
        (created(json!({"after": "2026-03-01T09:30:05.070Z"})), "created after 1 March 2026 at 09:30:05.070 UTC"),
        (created(json!({"on": "0999-12-31"})), "created on 31 December 999"),
        (created(json!({"not_on": "2026-03-01"})), "created not on 1 March 2026"),
        (
            created(json!({"between": {"from": "2026-03-01", "to": "2026-04-30"}})),
            "created from 1 March 2026 to 30 April 2026",
        ),
        (created(json!("is_empty")), "created is empty"),
        (created(json!("has_any_value")), "created has any value"),
    ]);
}

#[test]
fn lists_tags_and_choices() {
    let roles = |test: Value| json!({"attribute": {"key": "roles", "test": {"list": test}}});
    let tags = |test: Value| json!({"property": {"tags": test}});
    let why = |test: Value| json!({"answer": {"experience": "nps-1", "question": "score", "test": {"choice": test}}});
    assert_all(vec![
        (roles(json!({"contains_any": ["a", "b"]})), "roles contains a or b"),
        (roles(json!({"contains_all": ["a", "b"]})), "roles contains a and b"),
        (roles(json!({"contains_none": ["a"]})), "roles does not contain a"),
        (roles(json!({"contains_none": ["a", "b"]})), "roles contains neither a nor b"),
        (roles(json!({"is_exactly": ["a", "b", "c"]})), "roles is exactly a, b and c"),
        (roles(json!({"is_not_exactly": ["a"]})), "roles is not exactly a"),
        (tags(json!({"has_any": ["1", "2"]})), "has the tag Beta or Very important"),
        (tags(json!({"has_all": ["1"]})), "has the tag Beta"),
        (tags(json!({"has_all": ["1", "3"]})), "has the tags Beta and “VIP!”"),
        (tags(json!({"has_none": ["9"]})), "does not have the tag number 9, which is gone"),
        (tags(json!({"has_none": ["1", "2"]})), "has neither the tag Beta nor Very important"),
        (tags(json!({"has_none": ["1", "2", "3"]})), "has none of the tags Beta, Very important and “VIP!”"),
        (tags(json!("is_empty")), "has no tag"),
        (tags(json!("has_any_value")), "has a tag"),
        (why(json!({"any_of": ["a", "b"]})), "answer to Score in NPS includes a or b"),
        (why(json!({"all_of": ["a", "b"]})), "answer to Score in NPS includes a and b"),
        (why(json!({"none_of": ["a"]})), "answer to Score in NPS does not include a"),
        (why(json!("is_empty")), "answer to Score in NPS is empty"),
    ]);
}

#[test]
fn experiences_answers_events_segments_and_imports() {
    let event = |rest: Value| {
        let mut event = json!({"name": "export"});
        event.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        json!({"event": event})
    };
    let within = json!({"within_last": {"amount": 30, "unit": "days"}});
    assert_all(vec![
        (
            json!({"experience": {"which": {"id": "tour-1"}, "action": "completed", "happened": true, "window": within}}),
            "has completed Getting started within the last 30 days",
        ),
        (
            json!({"experience": {"which": {"id": "gone"}, "action": "step_reached", "happened": false, "step": 3}}),
            "has not reached step 3 of gone",
        ),
        (json!({"experience": {"which": "any", "action": "seen", "happened": true}}), "has seen an experience"),
        (json!({"experience": {"which": "any", "action": "seen", "happened": false}}), "has not seen any experience"),
        (
            json!({"answer": {"experience": "nps-1", "question": "why", "window": {"since": "2026-03-01"},
                "test": {"text": {"contains": {"value": "slow"}}}}}),
            "answer to “Why, in a word?” in NPS since 1 March 2026 contains “slow”",
        ),
        (event(json!({})), "event export happened"),
        (event(json!({"count": {"at_least": 0}})), "event export happened any number of times or never"),
        (event(json!({"count": {"at_least": 2}})), "event export happened at least twice"),
        (event(json!({"count": {"at_most": 1}})), "event export happened at most once"),
        (event(json!({"count": {"exactly": 3}})), "event export happened exactly 3 times"),
        (
            event(json!({"count": {"exactly": 0}, "window": within})),
            "event export never happened within the last 30 days",
        ),
        (
            event(json!({"count": {"at_least": 3}, "window": {"before": "2026-03-01"}, "where": [
                {"property": "kind", "test": {"text": {"is": {"value": "csv"}}}},
                {"property": "a.size", "test": {"number": {"at_most": 9}}},
            ]})),
            "event export happened at least 3 times before 1 March 2026 (where kind is csv and a.size is at most 9)",
        ),
        (json!({"segment": {"id": "7", "member": false}}), "not in segment Beta"),
        (segment("8"), "in segment “Black and white”"),
        (segment("9"), "in segment number 9, which is gone"),
        (json!({"import": {"id": "3"}}), "in import users.csv"),
    ]);
}

#[test]
fn groups() {
    let (a, b, c) = (plan(json!({"is": {"value": "a"}})), segment("7"), active());
    let (or, and) = (one_of(&["x", "y"]), json!({"property": {"tags": {"has_all": ["1", "2"]}}}));
    assert_all(vec![
        (json!({"all": []}), "everyone"),
        (json!({"any": []}), "no one"),
        (json!({"all": [{"muted": a}]}), "everyone"),
        (json!({"all": [a]}), "plan is a"),
        (json!({"all": [a, {"muted": c}, b]}), "plan is a and in segment Beta"),
        (json!({"any": [a, b]}), "plan is a or in segment Beta"),
        (json!({"any": [or, b]}), "plan is x or y, or in segment Beta"),
        (json!({"all": [or, b]}), "plan is x or y and in segment Beta"),
        (json!({"all": [and, b]}), "has the tags Beta and Very important, and in segment Beta"),
        (
            json!({"any": [{"all": [and, b]}, a]}),
            "(has the tags Beta and Very important, and in segment Beta) or plan is a",
        ),
        (
            json!({"all": [{"any": [a, b]}, c]}),
            "(plan is a or in segment Beta) and last activity within the last 7 days",
        ),
        (
            json!({"any": [{"all": [a, b]}, {"all": [a, c]}]}),
            "plan is a and in segment Beta, or plan is a and last activity within the last 7 days",
        ),
        (
            json!({"all": [c, {"any": [{"all": [a, b]}, b]}]}),
            "last activity within the last 7 days and (plan is a and in segment Beta, or in segment Beta)",
        ),
        (
            json!({"all": [{"all": [a, b]}, c]}),
            "(plan is a and in segment Beta) and last activity within the last 7 days",
        ),
        (json!({"not": a}), "not (plan is a)"),
        (
            json!({"all": [{"not": {"any": [a, b]}}, c]}),
            "not (plan is a or in segment Beta) and last activity within the last 7 days",
        ),
        (json!({"named": {"name": "n", "node": {"any": [a, b]}}}), "plan is a or in segment Beta"),
    ]);
}

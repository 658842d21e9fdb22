//! Whole sentences about users.

use super::describe_users;
use crate::{
    filter::{
        Filter,
        names::{Directory, ExperienceEntry, Field, QuestionKind},
    },
    ids::{ImportId, SegmentId, TagId},
};
use serde_json::{Value, json};

fn directory() -> Directory {
    let questions = [("score".to_owned(), Field { name: "Score".into(), kind: QuestionKind::Nps })];
    Directory {
        experiences: [("nps-1".to_owned(), ExperienceEntry { name: "NPS".into(), questions: questions.into() })].into(),
        tags: [(TagId(1), "Beta".into()), (TagId(2), "VIP".into()), (TagId(3), "New".into())].into(),
        segments: [(SegmentId(7), "Beta".into())].into(),
        imports: [(ImportId(3), "users.csv".into())].into(),
        ..Default::default()
    }
}

fn sentence(root: &Value) -> String {
    describe_users(&Filter::read(&json!({"version": 1, "root": root})).unwrap(), &directory())
}

#[track_caller]
fn assert_all(cases: Vec<(Value, &str)>) {
    let found: Vec<_> = cases.iter().map(|(root, _)| sentence(root)).collect();
    let expected: Vec<_> = cases.into_iter().map(|(_, rest)| format!("Users {rest}.")).collect();
    assert_eq!(found, expected);
}

fn plan(value: &str) -> Value {
    json!({"attribute": {"key": "plan", "test": {"text": {"is": {"value": value}}}}})
}

fn segment() -> Value {
    json!({"segment": {"id": "7", "member": true}})
}

fn active() -> Value {
    json!({"property": {"last_activity": {"within_last": {"amount": 7, "unit": "days"}}}})
}

#[test]
fn the_sentence_of_the_specification() {
    let plan = json!({"attribute": {"key": "plan", "test": {"text": {"one_of": {"values": ["Pro", "Team"]}}}}});
    assert_all(vec![(
        json!({"any": [{"all": [plan, active()]}, segment()]}),
        "whose plan is Pro or Team, and who were active in the last 7 days, or who are in segment Beta",
    )]);
}

#[test]
fn properties() {
    let property = |name: &str, test: Value| json!({"property": {name: test}});
    let last = |test: Value| property("last_activity", test);
    let days = |amount: u32| json!({"amount": amount, "unit": "days"});
    assert_all(vec![
        (property("name", json!({"contains": {"value": "ann"}})), "whose name contains “ann”"),
        (property("email", json!("is_empty")), "whose email is empty"),
        (property("user_id", json!("has_any_value")), "whose user id has any value"),
        (property("language", json!({"one_of": {"values": ["de", "fr"]}})), "whose language is de or fr"),
        (property("sessions", json!({"at_least": 5})), "whose number of sessions is at least 5"),
        (last(json!({"within_last": days(1)})), "who were active in the last day"),
        (last(json!({"not_within_last": days(14)})), "who were not active in the last 14 days"),
        (last(json!({"current": "day"})), "who were active today"),
        (last(json!({"current": "week"})), "who were active this week"),
        (last(json!({"current": "month"})), "who were active this month"),
        (last(json!({"more_than_ago": days(30)})), "who were last active more than 30 days ago"),
        (last(json!({"within_next": days(2)})), "who were last active within the next 2 days"),
        (last(json!({"before": "2026-03-01"})), "who were last active before 1 March 2026"),
        (last(json!({"after": "2026-03-01"})), "who were last active after 1 March 2026"),
        (last(json!({"on": "2026-03-01"})), "who were last active on 1 March 2026"),
        (last(json!({"not_on": "2026-03-01"})), "who were not last active on 1 March 2026"),
        (
            last(json!({"between": {"from": "2026-03-01", "to": "2026-04-30"}})),
            "who were last active from 1 March 2026 to 30 April 2026",
        ),
        (last(json!("is_empty")), "who were never active"),
        (last(json!("has_any_value")), "who were ever active"),
        (property("first_seen", json!({"current": "week"})), "who were first seen this week"),
        (property("first_seen", json!("is_empty")), "who were never seen"),
        (property("created", json!({"not_within_last": days(7)})), "who were not created within the last 7 days"),
        (property("tags", json!({"has_any": ["1", "2"]})), "who have the tag Beta or VIP"),
        (property("tags", json!({"has_all": ["1", "2"]})), "who have the tags Beta and VIP"),
        (property("tags", json!({"has_none": ["1"]})), "who do not have the tag Beta"),
        (property("tags", json!({"has_none": ["1", "2"]})), "who have neither the tag Beta nor VIP"),
        (property("tags", json!({"has_none": ["1", "2", "3"]})), "who have none of the tags Beta, VIP and New"),
        (property("tags", json!("is_empty")), "who have no tag"),
        (property("tags", json!("has_any_value")), "who have a tag"),
        (property("identified", json!("is_true")), "who are identified"),
        (property("identified", json!("is_false")), "who are not identified"),
        (property("identified", json!("is_empty")), "who are neither identified nor anonymous"),
        (property("identified", json!("has_any_value")), "who are identified or anonymous"),
    ]);
}

#[test]
fn attributes() {
    let attribute = |kind: &str, test: Value| json!({"attribute": {"key": "a", "test": {kind: test}}});
    let list = |test: Value| attribute("list", test);
    assert_all(vec![
        (attribute("text", json!({"none_of": {"values": ["x", "y"]}})), "whose a is neither x nor y"),
        (attribute("number", json!({"between": {"from": 1, "to": 5}})), "whose a is from 1 to 5"),
        (attribute("boolean", json!("is_false")), "whose a is false"),
        (attribute("time", json!({"on": "2026-03-01"})), "whose a is on 1 March 2026"),
        (attribute("time", json!({"not_on": "2026-03-01"})), "whose a is not on 1 March 2026"),
        (attribute("time", json!({"current": "day"})), "whose a is today"),
        (attribute("time", json!("is_empty")), "whose a is empty"),
        (attribute("time", json!("has_any_value")), "whose a has any value"),
        (list(json!({"contains_any": ["x", "y"]})), "who have x or y in a"),
        (list(json!({"contains_all": ["x", "y"]})), "who have x and y in a"),
        (list(json!({"contains_none": ["x"]})), "who do not have x in a"),
        (list(json!({"contains_none": ["x", "y"]})), "who have neither x nor y in a"),
        (list(json!({"contains_none": ["x", "y", "z"]})), "who have none of x, y and z in a"),
        (list(json!({"is_exactly": ["x", "y"]})), "who have exactly x and y in a"),
        (list(json!({"is_not_exactly": ["x"]})), "who do not have exactly x in a"),
        (list(json!("is_empty")), "who have nothing in a"),
        (list(json!("has_any_value")), "who have something in a"),
    ]);
}

#[test]
fn what_users_did_and_where_they_are() {
    let within = json!({"within_last": {"amount": 30, "unit": "days"}});
    let kind = json!([{"property": "kind", "test": {"text": {"is": {"value": "csv"}}}}]);
    let event = |count: Value| json!({"event": {"name": "export", "count": count, "window": within}});
    assert_all(vec![
        (
            json!({"experience": {"which": {"id": "nps-1"}, "action": "completed", "happened": true, "window": within}}),
            "who have completed NPS within the last 30 days",
        ),
        (
            json!({"experience": {"which": "any", "action": "seen", "happened": false}}),
            "who have not seen any experience",
        ),
        (
            json!({"answer": {"experience": "nps-1", "question": "score", "test": {"number": {"at_most": 6}}}}),
            "whose answer to Score in NPS is at most 6",
        ),
        (json!({"event": {"name": "Task Done"}}), "who did Task Done"),
        (event(json!({"at_least": 3})), "who did export at least 3 times within the last 30 days"),
        (event(json!({"at_most": 2})), "who did export at most twice within the last 30 days"),
        (event(json!({"exactly": 0})), "who never did export within the last 30 days"),
        (event(json!({"exactly": 1})), "who did export exactly once within the last 30 days"),
        (json!({"event": {"name": "export", "where": kind}}), "who did export (where kind is csv)"),
        (json!({"event": {"name": "export", "count": {"at_least": 0}}}), "who did export any number of times or never"),
        (json!({"segment": {"id": "7", "member": false}}), "who are not in segment Beta"),
        (json!({"segment": {"id": "9", "member": true}}), "who are in segment number 9, which is gone"),
        (json!({"import": {"id": "3"}}), "who are in import users.csv"),
    ]);
}

#[test]
fn groups() {
    let (a, b, c) = (plan("a"), segment(), active());
    let (plan, inside, lately) = ("whose plan is a", "who are in segment Beta", "who were active in the last 7 days");
    let cases = vec![
        (json!({"all": [a, {"muted": c}]}), plan.to_owned()),
        (json!({"named": {"name": "n", "node": {"all": [a, b]}}}), format!("{plan}, and {inside}")),
        (json!({"all": [a, {"all": [b, c]}]}), format!("{plan}, and {inside}, and {lately}")),
        (json!({"any": [a, {"any": [b, c]}]}), format!("{plan}, or {inside}, or {lately}")),
        (json!({"all": [{"any": [a, b]}, c]}), format!("({plan}, or {inside}), and {lately}")),
        (json!({"any": [c, {"all": [a, b]}]}), format!("{lately}, or ({plan}, and {inside})")),
        (json!({"not": a}), format!("who are not among those {plan}")),
        (json!({"not": {"any": [a, b]}}), format!("who are not among those ({plan}, or {inside})")),
        (json!({"not": {"not": {"any": [a, b]}}}), format!("{plan}, or {inside}")),
        (json!({"any": [{"not": a}, b]}), format!("who are not among those ({plan}), or {inside}")),
        (json!({"all": [{"all": []}, a]}), plan.to_owned()),
        (json!({"any": [{"not": {"all": []}}, a]}), plan.to_owned()),
    ];
    assert_all(cases.iter().map(|(root, sentence)| (root.clone(), sentence.as_str())).collect());
}

#[test]
fn everyone_and_no_one() {
    let a = plan("a");
    let everyone = [json!({"all": []}), json!({"all": [{"muted": a}]}), json!({"any": [a, {"not": {"any": []}}]})];
    assert_eq!(everyone.map(|root| sentence(&root)), ["All users.", "All users.", "All users."]);
    let no_one = [json!({"any": []}), json!({"not": {"all": []}}), json!({"all": [a, {"any": []}]})];
    assert_eq!(no_one.map(|root| sentence(&root)), ["No users.", "No users.", "No users."]);
}

#[cfg(feature = "oracle")]
#[test]
fn any_filter_has_a_sentence() {
    use crate::filter::strategies;
    use rand::SeedableRng;
    let mut random = rand::rngs::SmallRng::seed_from_u64(1);
    let world = strategies::world(&mut random, 0);
    for round in 0..500 {
        let filter = strategies::filter(&mut random, &world, 1 + round % 12);
        let sentence = describe_users(&filter, &world.directory);
        let is_whole = ["Users who ", "Users whose ", "Users (who", "All users.", "No users."];
        assert!(is_whole.iter().any(|start| sentence.starts_with(start)), "{sentence}");
        assert!(sentence.ends_with('.') && !sentence.contains("  ") && !sentence.contains("()"), "{sentence}");
    }
}

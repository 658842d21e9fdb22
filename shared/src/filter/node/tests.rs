//! What is read, what is refused and where, and that what is written is read again as the same.

use super::*;
use crate::filter::Property;
use serde_json::json;

fn document(root: Value) -> Value {
    json!({"version": 1, "root": root})
}

fn problems(root: Value) -> Vec<(String, String)> {
    let problems = Filter::read(&document(root)).expect_err("a problem");
    problems.into_iter().map(|problem| (problem.pointer, problem.detail)).collect()
}

fn assert_refused(root: Value, pointer: &str, part: &str) {
    let problems = problems(root.clone());
    let [(found, detail)] = problems.as_slice() else { panic!("{root}: {problems:?}") };
    assert_eq!(found, pointer, "{root}");
    assert!(detail.contains(part), "{root}: {detail}");
    assert!(detail.ends_with('.'), "a sentence ends: {detail}");
}

fn email(test: Value) -> Value {
    json!({"property": {"email": test}})
}

fn attribute(kind: &str, test: Value) -> Value {
    json!({"attribute": {"key": "k", "test": {kind: test}}})
}

/// One of every operator and of every optional field, as canonical documents are written.
fn every_form() -> Vec<Value> {
    let span = json!({"amount": 7, "unit": "days"});
    let range = json!({"from": "2026-01-01", "to": "2026-01-31"});
    let mut forms = Vec::new();
    for word in [
        "is",
        "is_not",
        "contains",
        "does_not_contain",
        "starts_with",
        "does_not_start_with",
        "ends_with",
        "does_not_end_with",
    ] {
        forms.push(email(json!({word: {"value": "x"}})));
        forms.push(email(json!({word: {"value": "x", "ignore_case": true}})));
    }
    for word in ["one_of", "none_of"] {
        forms.push(email(json!({word: {"values": ["a", "b"]}})));
        forms.push(email(json!({word: {"values": ["a"], "ignore_case": true}})));
    }
    for word in ["matches", "does_not_match"] {
        forms.push(email(json!({word: {"pattern": "^a.*\\d$"}})));
    }
    for word in ["equals", "not_equals", "greater_than", "at_least", "less_than", "at_most"] {
        for number in [json!(1), json!(-2.5), json!(0), json!(1e300), json!(9_007_199_254_740_992_i64)] {
            forms.push(attribute("number", json!({word: number})));
        }
    }
    forms.push(attribute("number", json!({"between": {"from": 1, "to": 1.5}})));
    for word in ["is_true", "is_false"] {
        forms.push(attribute("boolean", json!(word)));
    }
    for word in ["before", "after"] {
        forms.push(attribute("time", json!({word: "2026-03-01"})));
        forms.push(attribute("time", json!({word: "2026-03-01T09:30:00.000Z"})));
    }
    for word in ["on", "not_on"] {
        forms.push(attribute("time", json!({word: "0001-01-01"})));
    }
    forms.push(attribute("time", json!({"between": range})));
    for word in ["within_last", "not_within_last", "more_than_ago", "within_next"] {
        for unit in ["minutes", "hours", "days", "weeks", "months"] {
            forms.push(attribute("time", json!({word: {"amount": 10_000, "unit": unit}})));
        }
    }
    for period in ["day", "week", "month"] {
        forms.push(attribute("time", json!({"current": period})));
    }
    for word in ["contains_any", "contains_all", "contains_none", "is_exactly", "is_not_exactly"] {
        forms.push(attribute("list", json!({word: ["a", "b"]})));
    }
    for word in ["has_any", "has_all", "has_none"] {
        forms.push(json!({"property": {"tags": {word: ["1", "9223372036854775807"]}}}));
    }
    for word in ["is_empty", "has_any_value"] {
        for kind in ["text", "number", "boolean", "time", "list"] {
            forms.push(attribute(kind, json!(word)));
        }
        for property in Property::ALL {
            forms.push(json!({"property": {property.word(): word}}));
        }
        for kind in ["number", "text", "choice"] {
            forms.push(json!({"answer": {"experience": "e", "question": "q", "test": {kind: word}}}));
        }
    }
    for word in ["any_of", "all_of", "none_of"] {
        forms.push(json!({"answer": {"experience": "e", "question": "q", "test": {"choice": {word: ["a"]}}}}));
    }
    for window in [json!({"within_last": span}), json!({"since": "2026-01-01"}), json!({"before": "2026-01-01"})] {
        forms.push(json!({"experience": {"which": {"id": "t"}, "action": "seen", "happened": true, "window": window}}));
        let test = json!({"number": {"at_most": 6}});
        forms.push(json!({"answer": {"experience": "e", "question": "q", "test": test, "window": window}}));
        forms.push(json!({"event": {"name": "export", "count": {"exactly": 0}, "window": window}}));
    }
    for action in ["seen", "completed", "dismissed", "answered"] {
        forms.push(json!({"experience": {"which": "any", "action": action, "happened": false}}));
    }
    forms.push(json!({"experience": {"which": "any", "action": "step_reached", "happened": true, "step": 3}}));
    for count in ["at_least", "at_most", "exactly"] {
        forms.push(json!({"event": {"name": "export", "count": {count: 4_294_967_295_u32}}}));
    }
    forms.push(json!({"event": {"name": "export", "window": {"between": range}, "where": [
        {"property": "a.b", "test": {"text": "is_empty"}},
        {"property": "c", "test": {"time": {"within_next": span}}},
    ]}}));
    forms.push(json!({"event": {"name": "export"}}));
    forms.push(json!({"segment": {"id": "7", "member": false}}));
    forms.push(json!({"import": {"id": "3"}}));
    for group in ["all", "any"] {
        forms.push(json!({group: []}));
        forms.push(json!({group: [{"segment": {"id": "7", "member": true}}, {"muted": {"not": {"all": []}}}]}));
    }
    forms.push(json!({"named": {"name": "Power users", "node": {"not": {"import": {"id": "3"}}}}}));
    forms
}

#[test]
fn what_is_written_is_what_was_read() {
    let forms = every_form();
    assert!(forms.len() > 150);
    for form in forms {
        let document = document(form);
        let filter = Filter::read(&document).unwrap_or_else(|problems| panic!("{document}: {problems:?}"));
        assert_eq!(filter.to_value(), document);
        assert_eq!(Filter::parse(document.to_string().as_bytes()), Ok(filter.clone()));
        assert_eq!(serde_json::from_value::<Filter>(document).unwrap(), filter);
    }
}

#[test]
fn what_is_meant_anyway_is_not_written() {
    let long = json!({"event": {"name": "e", "count": {"at_least": 1.0}, "window": "ever", "where": []}});
    assert_eq!(Filter::read(&document(long)).unwrap().to_value(), document(json!({"event": {"name": "e"}})));
    let long = email(json!({"is": {"value": "x", "ignore_case": false}}));
    assert_eq!(Filter::read(&document(long)).unwrap().to_value(), document(email(json!({"is": {"value": "x"}}))));
    let zero = attribute("number", json!({"equals": -0.0}));
    let zero = serde_json::to_string(&Filter::read(&document(zero)).unwrap()).unwrap();
    assert!(zero.contains(r#"{"equals":0}"#), "{zero}");
}

#[test]
fn wrong_shapes_are_refused_at_their_node() {
    for (root, pointer, part) in [
        (json!(7), "/root", "object with exactly one of all, any, not"),
        (json!({}), "/root", "Choose one of all"),
        (json!("all"), "/root", "“all” needs a value"),
        (json!("everyone"), "/root", "“everyone” is not known here"),
        (json!({"all": [], "any": []}), "/root", "exactly one of"),
        (json!({"none": []}), "/root", "“none” is not known here: use all, any"),
        (json!({"all": {}}), "/root", "In all: “all” needs a list"),
        (json!({"any": [{"not": []}]}), "/root/any/0/not", "object with exactly one"),
        (json!({"muted": {"all": []}}), "/root", "Only a child of all or any can be muted"),
        (json!({"not": {"muted": {"all": []}}}), "/root/not", "Only a child of all or any can be muted"),
        (json!({"all": [{"muted": {"muted": {"all": []}}}]}), "/root/all/0/muted", "Only a child of all or any"),
        (json!({"named": {"name": "", "node": {"all": []}}}), "/root", "In named.name: The text is empty"),
        (
            json!({"named": {"name": "n", "node": {"all": []}, "x": 1}}),
            "/root",
            "“x” is not known here: use name, node",
        ),
        (json!({"named": {"name": "n", "node": {"foo": 1}}}), "/root/named/node", "“foo” is not known here"),
        (json!({"property": {"mail": "is_empty"}}), "/root", "In property: “mail” is not known here: use name, email"),
        (email(json!("contains")), "/root", "In property.email.contains: “contains” needs a value."),
        (email(json!({"is_empty": true})), "/root", "write it as the text \"is_empty\""),
        (
            email(json!({"like": {"value": "x"}})),
            "/root",
            "In property.email: “like” is not known here: use is, is_not",
        ),
        (email(json!({"is": "x"})), "/root", "In property.email.is: Give an object"),
        (email(json!({"is": {"value": ""}})), "/root", "In property.email.is.value: The text is empty"),
        (email(json!({"is": {"value": 7}})), "/root", "Give a text, in quotes."),
        (email(json!({"is": {"value": "a\0b"}})), "/root", "U+0000"),
        (email(json!({"is": {"value": "x", "ignore_case": 1}})), "/root", "Give true or false."),
        (
            email(json!({"is": {"value": "x", "case": true}})),
            "/root",
            "“case” is not known here: use value, ignore_case",
        ),
        (email(json!({"one_of": {"values": []}})), "/root", "The list is empty"),
        (
            email(json!({"one_of": {"values": ["a", ""]}})),
            "/root",
            "In property.email.one_of.values.1: The text is empty",
        ),
        (email(json!({"matches": {"pattern": ""}})), "/root", "The text is empty"),
        (
            attribute("text", json!({"matches": {"pattern": "x".repeat(257)}})),
            "/root",
            "257 characters: shorten it to 256",
        ),
        (attribute("number", json!({"equals": "7"})), "/root", "Give a number, without quotes."),
        (attribute("number", json!({"between": {"from": 2, "to": 1}})), "/root", "The first value is after the second"),
        (attribute("boolean", json!({"is_true": true})), "/root", "takes no value"),
        (attribute("time", json!({"on": "2026-02-29"})), "/root", "Give a date such as"),
        (attribute("time", json!({"on": "2026-03-01T00:00:00Z"})), "/root", "Give a date such as"),
        (attribute("time", json!({"before": "2026-03-01T00:00:00"})), "/root", "an instant with a zone"),
        (attribute("time", json!({"before": "0000-12-31"})), "/root", "in years 1 to 9999"),
        (attribute("time", json!({"after": "10000-01-01"})), "/root", "in years 1 to 9999"),
        (attribute("time", json!({"between": {"from": "2026-02-01", "to": "2026-01-01"}})), "/root", "swap them"),
        (attribute("time", json!({"within_last": {"amount": 0, "unit": "days"}})), "/root", "from 1 to 10000"),
        (attribute("time", json!({"within_last": {"amount": 10_001, "unit": "days"}})), "/root", "from 1 to 10000"),
        (attribute("time", json!({"within_last": {"amount": 1.5, "unit": "days"}})), "/root", "whole number"),
        (
            attribute("time", json!({"within_last": {"amount": 1, "unit": "years"}})),
            "/root",
            "Give one of minutes, hours",
        ),
        (attribute("time", json!({"current": "year"})), "/root", "Give one of day, week, month."),
        (attribute("list", json!({"contains_any": "a"})), "/root", "Give a list of values"),
        (attribute("list", json!({"contains_any": [1]})), "/root", "Give a text, in quotes."),
        (attribute("tags", json!({"has_any": ["1"]})), "/root", "“tags” is not known here: use text, number"),
        (
            json!({"attribute": {"key": "", "test": {"text": "is_empty"}}}),
            "/root",
            "In attribute.key: The text is empty",
        ),
        (json!({"attribute": {"key": "k".repeat(201), "test": {"text": "is_empty"}}}), "/root", "shorten it to 200"),
        (json!({"property": {"tags": {"has_any": [1]}}}), "/root", "whole number in quotes"),
        (json!({"property": {"tags": {"has_any": ["01"]}}}), "/root", "whole number in quotes"),
        (json!({"segment": {"id": "7"}}), "/root", "The field “member” is missing."),
        (json!({"segment": {"id": 7, "member": true}}), "/root", "whole number in quotes"),
        (json!({"import": {"id": "3", "member": true}}), "/root", "“member” is not known here"),
        (
            json!({"experience": {"which": "any", "action": "step_reached", "happened": true}}),
            "/root",
            "step_reached needs the step",
        ),
        (
            json!({"experience": {"which": "any", "action": "seen", "happened": true, "step": 1}}),
            "/root",
            "Only step_reached has a step",
        ),
        (json!({"experience": {"which": {"id": "t"}, "action": "seen"}}), "/root", "“happened” is missing"),
        (json!({"experience": {"which": "t", "action": "seen", "happened": true}}), "/root", "“t” is not known here"),
        (json!({"event": {"name": "e", "count": {"at_least": -1}}}), "/root", "whole number from 0"),
        (json!({"event": {"name": "e", "window": {"since": "2026-01-01T00:00:00Z"}}}), "/root", "Give a date such as"),
        (
            json!({"event": {"name": "e", "where": [{"property": "p", "test": {"text": {"is": {"value": ""}}}}]}}),
            "/root",
            "In event.where.0.test.text.is.value: The text is empty",
        ),
        (
            json!({"answer": {"experience": "e", "question": "q", "test": {"list": "is_empty"}}}),
            "/root",
            "“list” is not known here: use number, text, choice.",
        ),
    ] {
        assert_refused(root, pointer, part);
    }
}

#[test]
fn the_document_around_is_looked_at_too() {
    let everyone = json!({"all": []});
    for (document, pointer, part) in [
        (json!([]), "", "Give an object"),
        (json!({"root": everyone}), "", "“version” is missing"),
        (json!({"version": 1}), "", "“root” is missing"),
        (json!({"version": 2, "root": everyone}), "/version", "newer version"),
        (json!({"version": "1", "root": everyone}), "/version", "The version is 1."),
        (json!({"version": 0, "root": everyone}), "/version", "The version is 1."),
        (json!({"version": 1, "root": everyone, "extra": 1}), "", "“extra” is not known here: use version, root"),
    ] {
        let problems = Filter::read(&document).unwrap_err();
        assert_eq!(problems.len(), 1, "{document}");
        assert_eq!(problems[0].pointer, pointer, "{document}");
        assert!(problems[0].detail.contains(part), "{document}: {}", problems[0].detail);
    }
}

#[test]
fn all_problems_are_told_at_once() {
    let root = json!({"any": [
        email(json!({"is": {"value": "", "ignore_case": 7}})),
        {"all": [{"foo": 1}, email(json!("is_empty")), {"not": {"segment": {"id": "x", "member": "yes"}}}]},
        {"muted": {"event": {"name": "e", "count": {"at_least": 1.5}}}},
    ]});
    let pointers: Vec<_> = problems(root).into_iter().map(|(pointer, _)| pointer).collect();
    let expected = [
        "/root/any/0",
        "/root/any/0",
        "/root/any/1/all/0",
        "/root/any/1/all/2/not",
        "/root/any/1/all/2/not",
        "/root/any/2/muted",
    ];
    assert_eq!(pointers, expected);
}

fn nested(levels: usize, leaf: Value) -> Value {
    (0..levels).fold(leaf, |node, level| if level % 2 == 0 { json!({"all": [node]}) } else { json!({"not": node}) })
}

#[test]
fn groups_nest_eight_deep() {
    let leaf = json!({"import": {"id": "3"}});
    assert!(Filter::read(&document(nested(8, leaf.clone()))).is_ok());
    assert_refused(nested(9, leaf.clone()), "/root/all/0/not/all/0/not/all/0/not/all/0/not", "nested 8 deep at most");
    assert_eq!(problems(nested(60, leaf.clone())).len(), 1, "told once a branch");
    let named = |node: Value| json!({"named": {"name": "n", "node": node}});
    let wrapped = json!({"all": [{"muted": named(nested(7, leaf.clone()))}]});
    assert!(Filter::read(&document(wrapped)).is_ok(), "muted and named are no levels");
    let wrapped = json!({"all": [{"muted": nested(8, leaf)}]});
    assert_eq!(problems(wrapped).len(), 1, "what is muted counts");
}

#[test]
fn a_hundred_conditions_and_a_hundred_groups() {
    let leaf = json!({"import": {"id": "3"}});
    let muted = json!({"muted": leaf});
    let all = |count: usize, node: &Value| json!({"all": vec![node.clone(); count]});
    assert!(Filter::read(&document(all(100, &leaf))).is_ok());
    assert_refused(all(103, &leaf), "/root/all/100", "at most 100 conditions; this one has 103. Remove 3 of them.");
    assert!(Filter::read(&document(all(99, &muted))).is_ok());
    assert_refused(all(100, &muted), "/root/all/99", "at most 100 groups");
    assert_eq!(problems(all(101, &muted)).len(), 2);
}

#[test]
fn texts_and_lists_have_ends() {
    assert!(Filter::read(&document(email(json!({"is": {"value": "é".repeat(1_024)}})))).is_ok());
    assert_refused(email(json!({"is": {"value": "é".repeat(1_025)}})), "/root", "1025 characters: shorten it to 1024");
    let values = |count: usize| email(json!({"one_of": {"values": vec!["x"; count]}}));
    assert!(Filter::read(&document(values(500))).is_ok());
    assert_refused(values(501), "/root", "501 values: shorten it to 500");
    let document = document(email(json!({"is": {"value": "x"}}))).to_string() + &" ".repeat(65_536);
    let problems = Filter::parse(document.as_bytes()).unwrap_err();
    assert!(problems[0].detail.contains("shorten it to 65536"), "{}", problems[0].detail);
}

#[test]
fn what_json_cannot_hold_is_refused_at_its_node() {
    for operand in [r#"{"text":{"is":{"value":"a\ud800"}}}"#, r#"{"number":{"equals":1e400}}"#] {
        let text = format!(
            r#"{{"version":1,"root":{{"any":[{{"import":{{"id":"1"}}}},{{"attribute":{{"key":"k","test":{operand}}}}}]}}}}"#
        );
        let problems = Filter::parse(text.as_bytes()).unwrap_err();
        assert_eq!(problems.len(), 1, "{text}");
        assert_eq!(problems[0].pointer, "/root/any/1", "{text}");
    }
    let twice = br#"{"version":1,"root":{"all":[{"import":{"id":"1"}}],"all":[]}}"#;
    assert!(Filter::parse(twice).unwrap_err()[0].detail.contains("twice"));
}

#[test]
fn what_is_missing_is_told_apart_from_what_is_wrong() {
    let missing = |value: Value| read_condition(&value).unwrap_err().iter().all(|finding| finding.is_missing);
    for value in [
        Value::Null,
        json!({}),
        json!({"property": null}),
        json!({"property": {"email": null}}),
        email(json!({"contains": {"value": ""}})),
        email(json!({"contains": null})),
        attribute("number", json!({"between": {"from": 1, "to": null}})),
        attribute("time", json!({"current": null})),
        json!({"segment": {"id": "", "member": true}}),
    ] {
        assert!(missing(value.clone()), "{value}");
    }
    for value in [json!(7), email(json!({"contains": {"value": 7}})), attribute("time", json!({"on": "soon"}))] {
        assert!(!missing(value.clone()), "{value}");
    }
    assert!(read_condition(&json!({"all": []})).is_err(), "a group is no condition");
}

#[cfg(feature = "patterns")]
#[test]
fn patterns_are_compiled_within_their_size() {
    for (pattern, part) in [("(", "unclosed group"), ("(?=a)", "look-around"), ("\\w{400}\\w{400}", "size limit")] {
        assert_refused(email(json!({"matches": {"pattern": pattern}})), "/root", part);
    }
    assert!(Filter::read(&document(email(json!({"matches": {"pattern": "(a+)+$"}})))).is_ok());
}

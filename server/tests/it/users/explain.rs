//! `POST /api/users/{user_id}/explain`: the user's own values beside the conditions.

use crate::{
    each_database,
    segments::workspace::{NOW, Workspace, document, is_in, plan, tags},
    support::TestDatabase,
};
use serde_json::{Value, json};
use server::db::{Value as Bound, sql};

const DAY: i64 = 86_400_000;

/// More about user 1, and a zone in which days begin at other times than in UTC.
const MORE: [&str; 15] = [
    "insert into settings (key, value) values ('time_zone', 'Asia/Kathmandu')",
    "insert into attributes (attribute_id, key, name, kind, hidden, created_at) values \
     (2, 'seats', 'Seats', 'number', $1, 0), (3, 'trial', 'Trial', 'boolean', $1, 0), \
     (4, 'renews', 'Renews', 'time', $1, 0), (5, 'roles', 'Roles', 'list', $1, 0), \
     (6, 'seen_at', 'Seen at', 'time', $1, 0)",
    "insert into user_attributes (user_id, attribute_id, number_value, raw, source, updated_at) values \
     (1, 2, 2.5, '2.5', 'sdk', 0)",
    "insert into user_attributes (user_id, attribute_id, boolean_value, raw, source, updated_at) values \
     (1, 3, $2, 'true', 'sdk', 0)",
    "insert into user_attributes (user_id, attribute_id, time_value, raw, source, updated_at) values \
     (1, 4, 1795478400000, '\"2026-11-24\"', 'sdk', 0), (1, 6, 1795478400000, '\"2026-11-24T00:00:00Z\"', 'sdk', 0)",
    "insert into user_attributes (user_id, attribute_id, raw, source, updated_at) values (1, 5, '[]', 'sdk', 0)",
    "insert into user_attribute_items (user_id, attribute_id, position, item) values (1, 5, 0, 'b'), (1, 5, 1, 'a')",
    "update users set email = 'one@example.com', last_activity = 1795600799999, sessions = 3 where user_id = 1",
    "insert into experiences (experience_key, experience_id, name, kind, created_at) values (1, 'tour', 'Tour', 'tour', 0)",
    "insert into questions (question_key, experience_key, question_id, question, kind, created_at) values \
     (1, 1, 'score', 'Score?', 'nps', 0), (2, 1, 'which', 'Which?', 'multiple_choice', 0), (3, 1, 'why', 'Why?', 'text', 0)",
    "insert into interactions (user_id, interaction_id, experience_key, action, step, at) values \
     (1, 1, 1, 'completed', null, 1795600000000), (1, 2, 1, 'seen', null, 1795600000000), \
     (1, 3, 1, 'step_reached', 3, 1795600000000), (1, 4, 1, 'step_reached', 2, 1795600000000), \
     (1, 5, 1, 'dismissed', null, 1790000000000)",
    "insert into answers (user_id, answer_id, experience_key, question_key, at, number_value, text_value, text_folded, \
     raw) values (1, 1, 1, 1, 1795600000000, 9, null, null, '9'), (1, 2, 1, 1, 1790000000000, 4, null, null, '4'), \
     (1, 3, 1, 2, 1795600000000, null, null, null, '[\"x\",\"y\"]'), (1, 4, 1, 3, 1795600000000, null, 'So.', 'so.', '\"So.\"')",
    "insert into answer_items (user_id, answer_id, position, item) values (1, 3, 0, 'x'), (1, 3, 1, 'y')",
    "insert into imports (import_id, name, file, status, plan, columns, position, created, updated, unchanged, skipped, \
     rejected, created_at) values (1, 'June', 'f', 'done', '{}', '[]', 0, 0, 0, 0, 0, 0, 0), \
     (2, 'July', 'f', 'reverted', '{}', '[]', 0, 0, 0, 0, 0, 0, 0)",
    "insert into import_users (user_id, import_id, action, before) values (1, 1, 'updated', '{}'), (1, 2, 'created', '{}')",
];

async fn write_more(database: &TestDatabase) {
    let mut writer = database.write().await.unwrap();
    for text in MORE {
        let statement = if text.contains("$1") { sql(text).bind(false) } else { sql(text) };
        // The text that needs truth has no other value.
        let truth = text.replace("$2", "$1");
        let statement = if text.contains("$2") { server::db::Sql::built(truth).bind(true) } else { statement };
        writer.execute(statement).await.unwrap();
    }
    let kinds = [r#"{"kind":"csv","rows":10}"#, r#"{"kind":"csv","rows":2}"#, r#"{"kind":"pdf"}"#];
    let rows = kinds.iter().zip(10_i64..).map(|(properties, id)| -> Vec<Bound> {
        vec![1_i64.into(), id.into(), 1_i64.into(), (NOW - 10 * DAY).into(), (*properties).into()]
    });
    let insert = "insert into events (user_id, event_id, event_name_id, at, properties)";
    writer.insert_many(insert, rows.collect(), "").await.unwrap();
    writer.commit().await.unwrap();
}

fn conditions(segment: &str) -> Vec<(Value, Value)> {
    let attribute = |key: &str, test: Value| json!({"attribute": {"key": key, "test": test}});
    let property = |name: &str, test: &str| json!({"property": { name: test }});
    let within = |days: u32| json!({"within_last": {"amount": days, "unit": "days"}});
    let event = |more: Value| {
        let mut event = json!({"name": "export"});
        event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({ "event": event })
    };
    let answer = |question: &str, test: Value, window: Value| json!({"answer": {"experience": "tour", "question": question, "test": test, "window": window}});
    let done = |action: &str, window: Value| json!({"experience": {"which": {"id": "tour"}, "action": action, "happened": true, "window": window}});
    let is_csv = json!([{"property": "kind", "test": {"text": {"is": {"value": "csv"}}}},
        {"property": "rows", "test": {"number": {"at_least": 5}}}]);
    vec![
        (property("name", "is_empty"), json!("User 1")),
        (property("email", "is_empty"), json!("one@example.com")),
        (property("user_id", "is_empty"), json!("account-1")),
        (property("language", "is_empty"), json!(null)),
        (property("last_activity", "is_empty"), json!("2026-11-25T09:59:59.999Z")),
        (property("first_seen", "is_empty"), json!(null)),
        (property("created", "is_empty"), json!("1970-01-01T00:00:00.000Z")),
        (property("sessions", "is_empty"), json!(3)),
        (property("identified", "is_empty"), json!(true)),
        (tags(json!("is_empty")), json!(["VIP"])),
        (plan("free"), json!("pro")),
        (attribute("seats", json!({"number": "is_empty"})), json!(2.5)),
        (attribute("trial", json!({"boolean": "is_true"})), json!(true)),
        (attribute("renews", json!({"time": {"on": "2026-11-24"}})), json!("2026-11-24")),
        (attribute("seen_at", json!({"time": {"on": "2026-11-24"}})), json!("2026-11-24T00:00:00.000Z")),
        (attribute("roles", json!({"list": "is_empty"})), json!(["b", "a"])),
        (event(json!({})), json!(5)),
        (event(json!({"count": {"at_least": 0}, "window": within(7)})), json!(2)),
        (event(json!({"count": {"at_most": 4}, "window": {"before": "2026-11-20"}})), json!(3)),
        (event(json!({"count": {"exactly": 2}, "where": is_csv})), json!(1)),
        (answer("score", json!({"number": {"at_least": 9}}), json!("ever")), json!(9.0)),
        (answer("score", json!({"number": {"at_least": 9}}), json!({"before": "2026-11-20"})), json!(4.0)),
        (answer("score", json!({"number": "is_empty"}), json!({"before": "2020-01-01"})), json!(null)),
        (answer("which", json!({"choice": {"any_of": ["x"]}}), json!("ever")), json!(["x", "y"])),
        (answer("why", json!({"text": "is_empty"}), json!("ever")), json!("So.")),
        (done("seen", json!("ever")), json!(["seen", "step_reached", "completed", "dismissed"])),
        (done("dismissed", within(7)), json!(["seen", "step_reached", "completed"])),
        (done("seen", json!({"before": "2020-01-01"})), json!(null)),
        (json!({"experience": {"which": "any", "action": "step_reached", "step": 4, "happened": false}}), json!(3)),
        (is_in(segment), json!(true)),
        (json!({"segment": {"id": segment, "member": false}}), json!(true)),
        (json!({"import": {"id": "1"}}), json!("updated")),
        (json!({"import": {"id": "2"}}), json!(null)),
    ]
}

each_database!(the_users_own_values_stand_beside_the_conditions, |database| async move {
    let workspace = Workspace::start(&database).await;
    write_more(&database).await;
    let segment = workspace.segment("Pro", plan("pro")).await;
    let (tests, expected): (Vec<_>, Vec<_>) = conditions(&segment).into_iter().unzip();
    let mut nodes = tests.clone();
    nodes.push(json!({"muted": {"not": plan("pro")}}));
    nodes.push(json!({"named": {"name": "n", "node": {"not": plan("pro")}}}));
    let body = json!({"filter": document(json!({"all": nodes}))});
    let (status, answer) = workspace.post("/api/users/1/explain", body).await;
    assert_eq!(status, 200, "{answer}");
    assert!(answer["root"].get("value").is_none());
    let children = answer["root"]["children"].as_array().unwrap();
    for ((child, expected), test) in children.iter().zip(&expected).zip(&tests) {
        assert_eq!(child.get("value"), Some(expected), "{test}");
    }
    let [.., muted, named] = children.as_slice() else { panic!("{answer}") };
    let not = &muted["children"][0];
    assert_eq!((&muted["kind"], muted.get("value"), not["children"][0].get("value")), (&json!("muted"), None, None));
    assert_eq!(not["children"][0]["matches"], json!(null));
    let not = &named["children"][0];
    let leaf = json!({"pointer": "/root/all/34/named/node/not", "kind": "attribute", "sentence": "Plan is pro",
        "matches": true, "value": "pro", "children": []});
    assert_eq!((not.get("value"), &not["children"]), (None, &json!([leaf])));
    assert_eq!(children.len(), 35);
    // Counting finds the same for every condition, by other statements.
    for (place, test) in tests.iter().enumerate() {
        let only = json!({"all": [test, {"property": {"name": {"is": {"value": "User 1"}}}}]});
        let counted = workspace.post("/api/users/count", json!({"filter": document(only)})).await.1;
        assert_eq!(json!(counted["total"] == 1), children[place]["matches"], "{test}");
    }
});

each_database!(nobody_and_who_was_merged_away_are_told_apart, |database| async move {
    let workspace = Workspace::start(&database).await;
    let mut writer = database.write().await.unwrap();
    writer.execute(sql("insert into merged_users (user_id, merged_id) values (4, 77)")).await.unwrap();
    writer.commit().await.unwrap();
    let body = json!({"filter": document(plan("pro"))});
    let request = workspace.server.client.post(workspace.server.at("/api/users/77/explain")).json(&body);
    let response = request.bearer_auth(workspace.server.secret_key().await).send().await.unwrap();
    assert_eq!(
        (response.status().as_u16(), &response.headers()["location"]),
        (308, &"/api/users/4/explain".parse().unwrap())
    );
    for user in ["99", "x"] {
        assert_eq!(workspace.post(&format!("/api/users/{user}/explain"), body.clone()).await.0, 404);
    }
});

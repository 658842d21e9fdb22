//! Making, listing and deleting segments.

use super::workspace::{Workspace, document, is_in, plan, problems, refusal, tags};
use crate::each_database;
use futures_util::StreamExt;
use reqwest::Method;
use serde_json::json;

each_database!(a_segment_is_made_listed_and_deleted, |database| async move {
    let workspace = Workspace::start(&database).await;
    let filter = document(json!({"all": [plan("pro"), {"muted": tags(json!({"has_any": ["99"]}))}]}));
    let body = json!({"name": "  Paying ", "description": " All that pay. ", "icon": "star", "color": "teal",
        "filter": filter, "view": {"columns": "name,plan", "sort": "-created"}});
    let (status, made) = workspace.post("/api/segments", body).await;
    assert_eq!(status, 201, "{made}");
    let id = made["segment_id"].as_str().unwrap();
    let expected = json!({"segment_id": id, "name": "Paying", "description": "All that pay.", "icon": "star",
        "color": "teal", "filter": filter, "sentence": "Plan is pro",
        "view": {"columns": "name,plan", "sort": "-created"}, "users": 4, "problem": null, "used_by": [],
        "created": "2026-11-25T10:00:00.000Z", "updated": "2026-11-25T10:00:00.000Z"});
    assert_eq!(made, expected);
    assert_eq!(workspace.get(&format!("/api/segments/{id}")).await, (200, expected.clone()));

    let other = workspace.segment("among", json!({"any": [is_in(id), tags(json!({"has_any": ["1"]}))]})).await;
    let (status, listed) = workspace.get("/api/segments").await;
    assert_eq!((status, listed["sequence"].clone()), (200, json!(3)));
    let told: Vec<_> = listed["segments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|segment| json!([segment["name"], segment["users"], segment["icon"], segment["view"], segment["used_by"]]))
        .collect();
    let used_by = json!([{"segment_id": other, "name": "among"}]);
    let view = json!({"columns": "name,plan", "sort": "-created"});
    assert_eq!(told, [json!(["among", 5, "people", null, []]), json!(["Paying", 4, "star", view, used_by])]);

    let path = format!("/api/segments/{id}");
    let refused = workspace.delete(&path).await;
    assert_eq!(refusal(&refused), (409, "It is used by “among”. Take it out there first."));
    assert_eq!(workspace.delete(&format!("/api/segments/{other}")).await.0, 204);
    assert_eq!(workspace.delete(&path).await.0, 204);
    assert_eq!(workspace.delete(&path).await.0, 404);
    assert_eq!(workspace.get("/api/segments").await.1["segments"], json!([]));
    assert_eq!(database.number("select count(*) from segment_history").await, 0);
    let audited = workspace.audited("segment").await;
    let actions: Vec<_> = audited.iter().map(|(action, _)| action.as_str()).collect();
    assert_eq!(actions, ["segment_created", "segment_created", "segment_deleted", "segment_deleted"]);
    assert_eq!(audited[0].1["segment_id"], json!(id));
    assert!(audited.iter().all(|(_, detail)| detail["by_key"].is_string() && !detail.to_string().contains("Paying")));
    assert_eq!(workspace.topics().await, ["definitions"; 4]);
});

each_database!(a_name_is_taken_once, |database| async move {
    let workspace = Workspace::start(&database).await;
    workspace.segment("Power users", plan("pro")).await;
    for name in ["power USERS", " Power users", "Ｐower users"] {
        let answer = workspace.post("/api/segments", json!({"name": name, "filter": document(plan("pro"))})).await;
        let name = name.trim();
        let sentence = format!("There is a segment “{name}” already. Choose another name.");
        assert_eq!(refusal(&answer), (409, sentence.as_str()));
    }
    let other = workspace.segment("Others", plan("free")).await;
    let path = format!("/api/segments/{other}");
    assert_eq!(workspace.patch(&path, json!({"name": "POWER users"})).await.0, 409);
    assert_eq!(workspace.patch(&path, json!({"name": "OTHERS"})).await.1["name"], "OTHERS");
    // Many at once: one of them makes it.
    let attempts =
        (0..6).map(|_| workspace.post("/api/segments", json!({"name": "Same", "filter": document(plan("pro"))})));
    let mut statuses: Vec<_> = futures_util::future::join_all(attempts).await.into_iter().map(|made| made.0).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409, 409, 409]);
});

each_database!(every_fault_of_a_segment_has_its_place, |database| async move {
    let workspace = Workspace::start(&database).await;
    let unknown = json!({"any": [
        {"not": {"event": {"name": "gone"}}},
        {"muted": {"event": {"name": "gone"}}},
        tags(json!({"has_any": ["1", "9"]})),
        is_in("5"),
    ]});
    let answer = workspace.post("/api/segments", json!({"name": "A", "filter": document(unknown)})).await;
    let pointers: Vec<_> = problems(&answer).into_iter().map(|(pointer, _)| pointer).collect();
    assert_eq!(pointers, ["/filter/root/any/0/not", "/filter/root/any/2", "/filter/root/any/3"]);
    let body = json!({"name": "x".repeat(81), "icon": "skull", "filter": document(json!({"some": []}))});
    let answer = workspace.post("/api/segments", body).await;
    let pointers: Vec<_> = problems(&answer).into_iter().map(|(pointer, _)| pointer).collect();
    assert_eq!(pointers, ["/name", "/icon", "/filter/root"]);
    for (body, pointer) in [
        (json!({"name": "A"}), ""),
        (json!({"name": "A", "filter": 7}), "/filter"),
        (json!({"name": "A", "filter": document(plan("pro")), "color": "mud"}), "/color"),
        (json!({"name": "A", "filter": document(plan("pro")), "users": 4}), "/users"),
        (json!({"name": "A\u{0}", "filter": document(plan("pro"))}), ""),
    ] {
        let answer = workspace.post("/api/segments", body.clone()).await;
        assert_eq!(problems(&answer)[0].0, pointer, "{body}");
    }
    assert_eq!(database.number("select count(*) from segments").await, 0);
    assert_eq!(database.number("select count(*) from audit_log").await, 0);
    for path in ["/api/segments/5", "/api/segments/x", "/api/segments/99999999999999999999"] {
        let answers = [
            workspace.get(path).await,
            workspace.patch(path, json!({})).await,
            workspace.delete(path).await,
            workspace.get(&format!("{path}/users")).await,
            workspace.get(&format!("{path}/history")).await,
            workspace.post(&format!("{path}/impact"), json!({"filter": document(plan("pro"))})).await,
        ];
        for answer in answers {
            assert_eq!(refusal(&answer), (404, "There is no such segment."), "{path}");
        }
    }
});

each_database!(a_segment_that_no_longer_resolves_breaks_nothing, |database| async move {
    let workspace = Workspace::start(&database).await;
    let export = json!({"event": {"name": "export"}});
    let old = workspace.segment("Old", export).await;
    let newer = workspace.segment("Newer", is_in(&old)).await;
    let fine = workspace.segment("Fine", plan("pro")).await;
    let torn = workspace.segment("Torn", plan("pro")).await;
    let mut writer = database.write().await.unwrap();
    writer.execute(server::db::sql("update event_names set name = 'gone'")).await.unwrap();
    writer.execute(server::db::sql("update segments set filter = '{' where name = 'Torn'")).await.unwrap();
    writer.commit().await.unwrap();
    let (status, listed) = workspace.get("/api/segments").await;
    assert_eq!(status, 200);
    let told = listed["segments"].as_array().unwrap().iter();
    let told: Vec<_> = told.map(|segment| json!([segment["name"], segment["users"], segment["problem"]])).collect();
    let no_event = "There is no event “export”: choose another or remove this.";
    let expected = [
        json!(["Fine", 4, null]),
        json!(["Newer", null, format!("The segment “Old” cannot be used. {no_event}")]),
        json!(["Old", null, no_event]),
        json!(["Torn", null, "Its filter cannot be read any more: define it anew."]),
    ];
    assert_eq!(told, expected);
    // The same without numbers.
    let (status, quick) = workspace.get("/api/segments?users=false").await;
    assert_eq!((status, &quick["sequence"]), (200, &listed["sequence"]));
    for (quick, listed) in quick["segments"].as_array().unwrap().iter().zip(listed["segments"].as_array().unwrap()) {
        let mut expected = listed.clone();
        expected["users"] = json!(null);
        assert_eq!(*quick, expected);
    }
    assert_eq!(problems(&workspace.get("/api/segments?users=no").await)[0].0, "/users");
    let profile = workspace.get("/api/users/1").await;
    assert_eq!(profile.0, 200);
    for id in [&old, &newer, &torn] {
        let members = workspace.get(&format!("/api/segments/{id}/users")).await;
        assert_eq!(members, (200, json!({"users": [], "next": null})));
    }
    let members = workspace.get(&format!("/api/segments/{fine}/users")).await;
    assert_eq!(members.1["users"].as_array().unwrap().len(), 4);
    let mended = workspace.patch(&format!("/api/segments/{old}"), json!({"filter": document(plan("free"))})).await;
    assert_eq!((mended.0, &mended.1["users"], &mended.1["problem"]), (200, &json!(1), &json!(null)));
});

each_database!(viewers_read_and_editors_write, |database| async move {
    let workspace = Workspace::start(&database).await;
    let id = workspace.segment("A", plan("pro")).await;
    let path = format!("/api/segments/{id}");
    let body = json!({"filter": document(plan("free"))});
    for path in ["/api/segments", &path, &format!("{path}/users"), &format!("{path}/history")] {
        assert_eq!(workspace.statuses(Method::GET, path, None).await, [200; 3], "{path}");
    }
    let impact = workspace.statuses(Method::POST, &format!("{path}/impact"), Some(body.clone())).await;
    assert_eq!(impact, [200; 3]);
    assert_eq!(workspace.statuses(Method::PATCH, &path, Some(body.clone())).await, [403, 200, 200]);
    let made = json!({"name": "B", "filter": document(plan("free"))});
    assert_eq!(workspace.statuses(Method::POST, "/api/segments", Some(made)).await, [403, 201, 409]);
    assert_eq!(workspace.statuses(Method::DELETE, &path, None).await, [403, 204, 404]);
    let answer = workspace.server.client.get(workspace.server.at("/api/segments")).send().await.unwrap();
    assert_eq!(answer.status(), 401);
});

each_database!(those_who_follow_hear_of_definitions, |database| async move {
    let workspace = Workspace::start(&database).await;
    let mut stream = workspace.live().await;
    let mut heard = String::new();
    read_until(&mut stream, &mut heard, "event: segment\ndata: {\"sequence\":0}\n\n").await;
    assert_eq!(heard, "event: users\ndata: {\"sequence\":1,\"total\":6}\n\nevent: segment\ndata: {\"sequence\":0}\n\n");
    // A user's tag is no definition; a new segment is one.
    assert_eq!(workspace.put("/api/users/5/tags/1").await.0, 204);
    read_until(&mut stream, &mut heard, "{\"sequence\":2,\"total\":6}\n\n").await;
    workspace.segment("A", plan("pro")).await;
    read_until(&mut stream, &mut heard, "event: segment\ndata: {\"sequence\":3}\n\n").await;
    assert_eq!(heard.matches("event: segment").count(), 2, "{heard}");
});

async fn read_until(stream: &mut (impl futures_util::Stream<Item = String> + Unpin), heard: &mut String, end: &str) {
    let reading = async {
        while !heard.ends_with(end) {
            heard.push_str(&stream.next().await.expect("the stream goes on"));
        }
    };
    let waited = tokio::time::timeout(std::time::Duration::from_secs(10), reading).await;
    assert!(waited.is_ok(), "{end} is not told");
}

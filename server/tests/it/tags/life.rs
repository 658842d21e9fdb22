//! Making, changing and deleting tags.

use crate::{
    each_database,
    segments::workspace::{Workspace, problems, refusal, tags},
};
use reqwest::Method;
use serde_json::json;

each_database!(tags_are_listed_with_what_uses_them, |database| async move {
    let workspace = Workspace::start(&database).await;
    let id = workspace.segment("A", json!({"not": tags(json!({"has_all": ["1"]}))})).await;
    let muted = workspace.segment("M", json!({"all": [{"muted": tags(json!({"has_any": ["1"]}))}]})).await;
    let expected = json!({"tags": [
        {"tag_id": "2", "name": "Beta", "color": "green", "users": 2, "segments": []},
        {"tag_id": "1", "name": "VIP", "color": "amber", "users": 3,
            "segments": [{"segment_id": id, "name": "A"}, {"segment_id": muted, "name": "M"}]},
    ]});
    assert_eq!(workspace.get("/api/tags").await, (200, expected));
    let refused = workspace.delete("/api/tags/1").await;
    let sentence = "It is used by the segments “A” and “M”. Take it out there first, or merge it into another tag.";
    assert_eq!(refusal(&refused), (409, sentence));
    assert_eq!(database.number("select count(*) from user_tags").await, 5);
    assert_eq!(workspace.delete("/api/tags/2").await.0, 204);
    assert_eq!(database.number("select count(*) from user_tags").await, 3);
    assert_eq!(workspace.get("/api/users/3").await.1["tags"], json!([]));
    assert_eq!(workspace.delete("/api/tags/2").await.0, 404);
    assert_eq!(workspace.topics().await, ["definitions", "definitions", "definitions", "users"]);
    let audited = workspace.audited("tag").await;
    assert_eq!((audited.len(), audited[0].0.as_str()), (1, "tag_deleted"));
    assert_eq!(audited[0].1["tag_id"], "2");
    assert!(audited[0].1["by_key"].is_string() && !audited[0].1.to_string().contains("Beta"));
});

each_database!(a_tag_of_the_same_name_is_the_same_tag, |database| async move {
    let workspace = Workspace::start(&database).await;
    let (status, made) = workspace.post("/api/tags", json!({"name": " Design  partner ", "color": "teal"})).await;
    let id = made["tag_id"].clone();
    let expected = json!({"tag_id": id, "name": "Design  partner", "color": "teal", "users": 0, "segments": []});
    assert_eq!((status, made), (201, expected.clone()));
    for name in ["design partner", "DESIGN\u{a0}PARTNER", "Ｄesign partner"] {
        assert_eq!(workspace.post("/api/tags", json!({"name": name, "color": "red"})).await, (200, expected.clone()));
    }
    assert_eq!(workspace.post("/api/tags", json!({"name": "vip"})).await.1["tag_id"], "1");
    // Many at once: one of them makes it, all get it.
    let attempts = (0..8).map(|_| workspace.post("/api/tags", json!({"name": "Race"})));
    let answers = futures_util::future::join_all(attempts).await;
    assert_eq!(answers.iter().filter(|answer| answer.0 == 201).count(), 1);
    assert!(answers.iter().all(|answer| answer.1 == answers[0].1 && [200, 201].contains(&answer.0)));
    assert_eq!(database.number("select count(*) from tags").await, 4);
});

each_database!(tags_are_renamed_and_recoloured, |database| async move {
    let workspace = Workspace::start(&database).await;
    let expected = json!({"tag_id": "1", "name": "Very important", "color": "red", "users": 3, "segments": []});
    let body = json!({"name": " Very important", "color": "red"});
    assert_eq!(workspace.patch("/api/tags/1", body.clone()).await, (200, expected.clone()));
    assert_eq!(workspace.patch("/api/tags/1", json!({})).await, (200, expected.clone()));
    assert_eq!(workspace.patch("/api/tags/1", body).await, (200, expected));
    assert_eq!(workspace.topics().await, ["definitions", "users"]);
    let refused = workspace.patch("/api/tags/1", json!({"name": "BETA"})).await;
    let sentence = "There is a tag “Beta” already. Choose another name, or merge the two.";
    assert_eq!(refusal(&refused), (409, sentence));
    assert_eq!(workspace.patch("/api/tags/1", json!({"name": "very IMPORTANT"})).await.1["name"], "very IMPORTANT");
});

each_database!(every_fault_of_a_tag_has_its_place, |database| async move {
    let workspace = Workspace::start(&database).await;
    let long = "ß".repeat(41);
    for name in ["", " \t", long.as_str(), "a\nb", "a\u{1b}"] {
        assert_eq!(problems(&workspace.post("/api/tags", json!({"name": name})).await)[0].0, "/name", "{name:?}");
        assert_eq!(problems(&workspace.patch("/api/tags/1", json!({"name": name})).await)[0].0, "/name", "{name:?}");
    }
    assert_eq!(workspace.post("/api/tags", json!({"name": "ß".repeat(40)})).await.0, 201);
    for (body, pointer) in [
        (json!({}), ""),
        (json!({"name": 7}), "/name"),
        (json!({"name": "A", "color": "mud"}), "/color"),
        (json!({"name": "A", "size": 1}), "/size"),
    ] {
        assert_eq!(problems(&workspace.post("/api/tags", body.clone()).await)[0].0, pointer, "{body}");
    }
    for id in ["9", "x", "99999999999999999999"] {
        let answers = [
            workspace.patch(&format!("/api/tags/{id}"), json!({"name": "A"})).await,
            workspace.delete(&format!("/api/tags/{id}")).await,
            workspace.post(&format!("/api/tags/{id}/merge"), json!({"into": "1"})).await,
            workspace.put(&format!("/api/users/1/tags/{id}")).await,
            workspace.delete(&format!("/api/users/1/tags/{id}")).await,
        ];
        for answer in answers {
            assert_eq!(refusal(&answer), (404, "There is no such tag."), "{id}");
        }
    }
});

each_database!(viewers_read_tags_and_editors_write_them, |database| async move {
    let workspace = Workspace::start(&database).await;
    assert_eq!(workspace.statuses(Method::GET, "/api/tags", None).await, [200; 3]);
    let name = Some(json!({"name": "New"}));
    assert_eq!(workspace.statuses(Method::POST, "/api/tags", name.clone()).await, [403, 201, 200]);
    assert_eq!(workspace.statuses(Method::PATCH, "/api/tags/1", Some(json!({"color": "red"}))).await, [403, 200, 200]);
    assert_eq!(workspace.statuses(Method::PUT, "/api/users/5/tags/1", None).await, [403, 204, 204]);
    assert_eq!(workspace.statuses(Method::DELETE, "/api/users/5/tags/1", None).await, [403, 204, 204]);
    let into = Some(json!({"into": "1"}));
    assert_eq!(workspace.statuses(Method::POST, "/api/tags/2/merge", into).await, [403, 200, 404]);
    assert_eq!(workspace.statuses(Method::DELETE, "/api/tags/1", None).await, [403, 204, 404]);
});

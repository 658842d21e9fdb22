//! What an import may do.

use super::support::{Importer, causes, counts, path};
use crate::{
    each_database,
    ingest::support::{MINUTE, texts},
};
use reqwest::Method;
use serde_json::{Value, json};
use server::db::{Database, sql};

async fn tag(database: &Database) {
    let mut writer = database.write().await.unwrap();
    let insert = "insert into tags (tag_id, name, name_key, color, created_at) values (1, 'Beta', 'beta', 'red', 0)";
    writer.execute(sql(insert)).await.unwrap();
    writer.commit().await.unwrap();
}

async fn with_options(importer: &Importer, text: &str, options: Value) -> Value {
    let draft = importer.draft(text).await;
    importer.change(&draft, json!({ "options": options })).await;
    let checked = importer.done(&draft, "check").await;
    let done = importer.done(&draft, "run").await;
    assert_eq!(counts(&done), counts(&checked["check"]));
    json!({ "done": done, "report": checked["check"] })
}

each_database!(only_those_who_are_wanted_are_written, |database| async move {
    let importer = Importer::start(&database).await;
    importer.product.batch(json!([{"type": "identify", "userId": "u-1", "traits": {"plan": "pro"}}])).await;
    importer.product.pass(MINUTE);
    let text = "user_id,plan\nu-1,free\nu-2,free\n";
    let answer = with_options(&importer, text, json!({"add_new": false, "update_existing": false})).await;
    assert_eq!(counts(&answer["done"]), [0, 0, 0, 2, 0]);
    let told: Vec<_> = causes(&answer["report"]).into_iter().map(|(cause, _)| cause).collect();
    assert_eq!(
        told,
        ["The user is there already, and is not to be changed.", "The user is new, and new users are not added."]
    );
    let answer = with_options(&importer, text, json!({"update_existing": false})).await;
    assert_eq!(counts(&answer["done"]), [1, 0, 0, 1, 0]);
    let answer = with_options(&importer, "user_id,plan\nu-1,\nu-2,\n", json!({})).await;
    assert_eq!(counts(&answer["done"]), [0, 0, 2, 0, 0]);
    importer.product.pass(MINUTE);
    let answer = with_options(&importer, "user_id,plan\nu-1,\nu-2,\nu-3,\n", json!({"empty_removes": true})).await;
    assert_eq!(counts(&answer["done"]), [1, 2, 0, 0, 0]);
    assert_eq!(database.number("select count(*) from user_attributes where raw is not null").await, 0);
});

each_database!(new_attributes_are_made_only_where_they_may, |database| async move {
    let importer = Importer::start(&database).await;
    let draft = importer.draft("user_id,joined,lists\nu-1,2026-01-02,\"[\"\"a\"\",1]\"\n").await;
    assert_eq!((&draft["columns"][1]["kind"], &draft["columns"][2]["kind"]), (&json!("time"), &json!("list")));
    let to = json!([{"column": "joined", "to": "attribute:joined"}, {"column": "lists", "to": "attribute:lists"}]);
    let body = json!({"mapping": to, "options": {"allow_new_attributes": false}});
    let (status, problem) = importer.call(Method::PATCH, &path(&draft, ""), Some(body)).await;
    assert_eq!((status, problem["errors"].as_array().unwrap().len()), (422, 2));
    importer.change(&draft, json!({ "mapping": to })).await;
    importer.done(&draft, "run").await;
    let kinds = texts(&database, "select key || ' ' || kind from attributes order by key").await;
    assert_eq!(kinds, ["joined time", "lists list"]);
    assert_eq!(texts(&database, "select item from user_attribute_items order by position").await, ["a", "1"]);
    let found =
        importer.matching(json!({"attribute": {"key": "lists", "test": {"list": {"contains_any": ["a"]}}}})).await;
    assert_eq!(found, ["u-1"]);
});

each_database!(users_get_a_tag_and_a_segment, |database| async move {
    let importer = Importer::start(&database).await;
    tag(&database).await;
    let traits = json!({"plan": "pro"});
    importer.product.batch(json!([{"type": "identify", "userId": "u-1", "traits": traits}])).await;
    importer.product.pass(MINUTE);
    let options = json!({"tag_id": "1", "create_segment": true});
    let answer = with_options(&importer, "user_id,plan\nu-1,pro\nu-2,pro\n", options.clone()).await;
    assert_eq!(counts(&answer["done"]), [1, 1, 0, 0, 0]);
    assert_eq!(importer.matching(json!({"property": {"tags": {"has_any": ["1"]}}})).await, ["u-1", "u-2"]);
    let (_, segments) = importer.call(Method::GET, "/api/segments", None).await;
    let segment = &segments["segments"][0];
    assert_eq!((&segment["name"], &segment["users"]), (&json!("people"), &json!(2)));
    assert_eq!(segment["segment_id"], answer["done"]["segment_id"]);
    // Nobody is left to be tagged; the next segment has another name.
    let answer = with_options(&importer, "user_id,plan\nu-1,pro\nu-2,pro\n", options).await;
    assert_eq!(counts(&answer["done"]), [0, 0, 2, 0, 0]);
    assert_eq!(texts(&database, "select name from segments order by name").await, ["people", "people (2)"]);
});

each_database!(a_file_is_read_in_another_way, |database| async move {
    let importer = Importer::start(&database).await;
    let draft = importer.draft(b"user_id;plan;city\nu-1;pro;Z\xfcrich\n").await;
    assert_eq!(draft["format"], json!({"encoding": "windows-1252", "delimiter": ";"}));
    let options = json!({"create_segment": true});
    importer.change(&draft, json!({ "options": options })).await;
    let format = json!({"encoding": "utf-8", "delimiter": ","});
    let other = importer.change(&draft, json!({ "format": format })).await;
    assert_eq!((&other["format"], other["columns"].as_array().unwrap().len()), (&format, 1));
    assert_eq!(
        (&other["identify_by"], &other["mapping"]),
        (
            &Value::Null,
            &json!([{"column": "user_id;plan;city",
        "to": null, "kind": null, "suggested": false}])
        )
    );
    assert_eq!(other["options"]["create_segment"], true);
    let back = importer.change(&draft, json!({ "format": draft["format"] })).await;
    let of =
        |import: &Value| ["format", "columns", "rows", "mapping", "identify_by"].map(|member| import[member].clone());
    assert_eq!(of(&back), of(&draft));
    for (format, pointer) in [
        (json!({"encoding": "utf-8", "delimiter": "x"}), "/format/delimiter"),
        (json!({"encoding": "utf-16le", "delimiter": ","}), "/format"),
    ] {
        let (status, problem) =
            importer.call(Method::PATCH, &path(&draft, ""), Some(json!({ "format": format }))).await;
        assert_eq!((status, &problem["errors"][0]["pointer"]), (422, &json!(pointer)), "{problem}");
    }
    assert_eq!(importer.done(&draft, "run").await["status"], "done");
    let body = json!({ "format": format });
    assert_eq!(importer.call(Method::PATCH, &path(&draft, ""), Some(body)).await.0, 409);
});

each_database!(a_check_keeps_its_rejects_until_the_next, |database| async move {
    let importer = Importer::start(&database).await;
    let draft = importer.draft("user_id,created\nu-1,nonsense\n,2026-01-02\nu-2,2026-01-02\n").await;
    let rejects = async || importer.text(&path(&draft, "rejects.csv")).await;
    let rows = async || rejects().await.lines().skip(1).map(|line| line[..1].to_owned()).collect::<Vec<_>>();
    assert_eq!(rows().await, Vec::<String>::new());
    importer.done(&draft, "check").await;
    assert_eq!(rows().await, ["2", "3"]);
    importer.done(&draft, "check").await;
    assert_eq!(rows().await, ["2", "3"]);
    let mapping = json!([{"column": "created", "to": null}]);
    importer.change(&draft, json!({ "mapping": mapping })).await;
    assert_eq!(rows().await, Vec::<String>::new());
    importer.done(&draft, "check").await;
    assert_eq!(rows().await, ["3"]);
    let done = importer.done(&draft, "run").await;
    assert_eq!((rows().await, counts(&done)), (vec!["3".to_owned()], [2, 0, 0, 0, 1]));
    let other = importer.draft("user_id\n\"\"\nu-3\n").await;
    importer.done(&other, "check").await;
    assert_eq!(importer.call(Method::DELETE, &path(&other, ""), None).await.0, 204);
    assert_eq!(database.number("select count(*) from import_rejects").await, 1);
});

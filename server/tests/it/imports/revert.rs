//! Taking an import back.

use super::support::{Importer, counts, path};
use crate::{
    each_database,
    ingest::support::{MINUTE, population},
};
use reqwest::Method;
use serde_json::{Value, json};
use server::db::{Database, sql};

async fn run(importer: &Importer, text: &str) -> Value {
    let draft = importer.draft(text).await;
    let mut mapping = draft["mapping"].clone();
    for column in mapping.as_array_mut().unwrap().iter_mut().filter(|column| column["to"].is_null()) {
        column["to"] = json!(format!("attribute:{}", column["column"].as_str().unwrap()));
    }
    importer.change(&draft, json!({ "mapping": mapping })).await;
    importer.done(&draft, "run").await
}

async fn execute(database: &Database, text: &'static str) {
    let mut writer = database.write().await.unwrap();
    writer.execute(sql(text)).await.unwrap();
    writer.commit().await.unwrap();
}

each_database!(everything_is_as_it_was, |database| async move {
    let importer = Importer::start(&database).await;
    let product = &importer.product;
    let identify = |user: &str, traits: Value| json!({"type": "identify", "userId": user, "traits": traits});
    product
        .batch(json!([
            identify("u-1", json!({"firstName": "Ann", "plan": "pro", "topics": ["a", "b"], "seats": 5, "gone": 1})),
            identify("u-2", json!({"name": "Bo", "createdAt": "2020-01-01"})),
            identify("u-1", json!({"gone": null})),
        ]))
        .await;
    product.pass(MINUTE);
    let before = population(&database).await;
    let text = "user_id,name,created,plan,topics,seats,gone,fresh\nu-1,Ann Lee,2021-01-01,free,\"[\"\"c\"\"]\",6,2,new\n\
                u-2,Bob,2019-01-01,free,c;d,7,3,new\nu-3,Cy,,free,,8,,new\n";
    let import = run(&importer, text).await;
    assert_eq!(counts(&import), [1, 2, 0, 0, 0], "{import}");
    assert_ne!(population(&database).await, before);
    product.pass(MINUTE);
    let reverted = importer.done(&import, "revert").await;
    assert_eq!(reverted["status"], "reverted");
    assert_eq!(reverted["revert"], json!({"removed": 1, "kept": 0, "restored": 2}));
    assert_eq!(population(&database).await, before);
    assert_eq!(importer.matching(json!({"import": {"id": import["import_id"]}})).await, Vec::<String>::new());
    let total = "select cast(sum(users_delta) as bigint) from changes";
    assert_eq!(database.number(total).await, 2);
    for act in ["revert", "run"] {
        assert_eq!(importer.call(Method::POST, &path(&import, act), None).await.0, 409);
    }
    // They may come back.
    assert_eq!(counts(&run(&importer, text).await), [1, 2, 0, 0, 0]);
});

each_database!(what_came_since_stays, |database| async move {
    let importer = Importer::start(&database).await;
    let product = &importer.product;
    product.batch(json!([{"type": "identify", "userId": "u-0", "traits": {"plan": "pro", "seats": 1}}])).await;
    product.pass(MINUTE);
    let users = ["u-0", "u-1", "u-2", "u-3", "u-4", "u-5", "u-6"];
    let text: String = users.iter().map(|user| format!("{user},free,9\n")).collect();
    let import = run(&importer, &format!("user_id,plan,seats\n{text}")).await;
    assert_eq!(counts(&import), [6, 1, 0, 0, 0]);
    product.pass(MINUTE);
    // A message, an edit, a tag, another import, and a value that was changed.
    product.batch(json!([{"type": "track", "userId": "u-1", "event": "Opened"}])).await;
    product.batch(json!([{"type": "page", "userId": "u-5", "anonymousId": "a-5"}])).await;
    product.batch(json!([{"type": "identify", "userId": "u-0", "traits": {"plan": "team"}}])).await;
    let (_, found) = importer.call(Method::POST, "/api/users/search", Some(json!({"text": "u-2"}))).await;
    let edited = format!("/api/users/{}/attributes", found["users"][0]["user_id"].as_str().unwrap());
    assert_eq!(importer.call(Method::PATCH, &edited, Some(json!({"plan": "edited"}))).await.0, 200);
    execute(
        &database,
        "insert into user_tags (user_id, tag_id, added_at) \
        select user_id, 1, 0 from users where external_id = 'u-3'",
    )
    .await;
    assert_eq!(counts(&run(&importer, "user_id,city\nu-4,Oslo\n").await), [0, 1, 0, 0, 0]);
    let reverted = importer.done(&import, "revert").await;
    assert_eq!(reverted["revert"], json!({"removed": 1, "kept": 5, "restored": 1}));
    let people = population(&database).await;
    let attributes: Vec<String> = people
        .iter()
        .map(|user| {
            let line = user.lines().find_map(|line| line.trim().strip_prefix("attributes: "));
            format!("{} {}", &user[..3], line.unwrap_or("-"))
        })
        .collect();
    assert_eq!(
        attributes,
        [
            "u-0 plan text=\"team\"(team) server 120000; seats number=1(#) server 0",
            "u-1 -",
            "u-2 plan text=\"edited\"(edited) api 120000",
            "u-3 -",
            "u-4 city text=\"Oslo\"(Oslo) csv 120000",
            "u-5 -",
        ]
    );
});

each_database!(a_tag_goes_back_too, |database| async move {
    let importer = Importer::start(&database).await;
    execute(&database, "insert into tags (tag_id, name, name_key, color, created_at) values (1, 'B', 'b', 'red', 0)")
        .await;
    importer.product.batch(json!([{"type": "identify", "userId": "u-1"}, {"type": "identify", "userId": "u-2"}])).await;
    let user_id = database.number("select user_id from users where external_id = 'u-2'").await;
    assert_eq!(importer.call(Method::PUT, &format!("/api/users/{user_id}/tags/1"), None).await.0, 204);
    importer.product.pass(MINUTE);
    let draft = importer.draft("user_id\nu-1\nu-2\nu-3\n").await;
    importer.change(&draft, json!({"options": {"tag_id": "1"}})).await;
    assert_eq!(counts(&importer.done(&draft, "run").await), [1, 1, 1, 0, 0]);
    assert_eq!(database.number("select count(*) from user_tags").await, 3);
    let reverted = importer.done(&draft, "revert").await;
    assert_eq!(reverted["revert"], json!({"removed": 1, "kept": 0, "restored": 1}));
    assert_eq!(importer.matching(json!({"property": {"tags": {"has_any": ["1"]}}})).await, ["u-2"]);
});

//! An import from its file to its end.

use super::support::{Importer, causes, counts, path};
use crate::{
    each_database,
    ingest::support::{MINUTE, population, texts},
};
use reqwest::Method;
use serde_json::{Value, json};

const PEOPLE: &str = "User ID;Full name;E-mail;plan;seats;Note;last_activity\r\n\
    u-1;Ann Lee;ann@example.com;pro;5;\"two\r\nlines\";2026-01-01\r\n\
    u-2;Bo;;free;;;\r\n\
    u-3;Cy;cy@example.com;pro;7;=1+1;\r\n";

each_database!(a_file_becomes_users, |database| async move {
    let importer = Importer::start(&database).await;
    let product = &importer.product;
    product.batch(json!([{"type": "identify", "userId": "u-2", "traits": {"plan": "pro", "seats": 3}}])).await;
    product
        .batch(json!([{"type": "identify", "userId": "u-3", "traits": {"name": "Cy", "plan": "pro", "seats": 7}}]))
        .await;
    product.pass(MINUTE);
    let before = population(&database).await;

    let draft = importer.draft(PEOPLE).await;
    assert_eq!((&draft["status"], &draft["rows"], &draft["name"]), (&json!("draft"), &json!(3), &json!("people")));
    assert_eq!(draft["format"], json!({"encoding": "utf-8", "delimiter": ";"}));
    assert_eq!(draft["identify_by"], json!({"column": "User ID", "as": "user_id"}));
    let guesses: Vec<_> = draft["mapping"].as_array().unwrap().iter().map(|mapping| mapping["to"].clone()).collect();
    let plan = json!("attribute:plan");
    assert_eq!(
        guesses,
        [json!("property:name"), json!("property:email"), plan, json!("attribute:seats"), Value::Null, Value::Null]
    );
    assert_eq!(draft["columns"][5]["samples"], json!(["two\r\nlines", "=1+1"]));
    assert_eq!((&draft["columns"][2]["blanks"], &draft["columns"][0]["distinct"]), (&json!(1), &json!(3)));

    let mut mapping = draft["mapping"].clone();
    mapping[4]["to"] = json!("attribute:Note");
    importer.change(&draft, json!({"name": "Spring", "mapping": mapping})).await;
    let checked = importer.done(&draft, "check").await;
    let report = &checked["check"];
    assert_eq!(counts(report), [1, 2, 0, 0, 0]);
    let sample = |row: u64, column: &str| {
        let samples = report["samples"].as_array().unwrap();
        samples.iter().find(|sample| sample["row"] == row && sample["column"] == column).cloned()
    };
    let change = json!({"row": 3, "identifier": "u-2", "column": "plan", "old": "pro", "new": "free"});
    assert_eq!(sample(3, "plan"), Some(change));
    assert_eq!((sample(3, "seats"), sample(4, "plan"), sample(2, "plan")), (None, None, None));
    assert_eq!(population(&database).await, before, "a check changes nobody");
    assert_eq!(database.number("select count(*) from attributes").await, 2);

    let done = importer.done(&draft, "run").await;
    assert_eq!((&done["status"], counts(&done)), (&json!("done"), counts(report)));
    assert_eq!((&done["can_run"], &done["can_revert"], &done["done"]), (&json!(false), &json!(true), &json!(3)));
    let after = population(&database).await;
    assert_eq!(
        after[0],
        "u-1 - Ann Lee ann@example.com - - | ann lee,ann@example.com,u-1\n  made +1 created +1 seen -..- sessions 0\n  \
         ids: user:u-1\n  attributes: Note text=\"two\\r\\nlines\"(two\r\nlines) csv 60000; plan text=\"pro\"(pro) csv 60000; \
         seats number=5(#) csv 60000"
    );
    assert!(after[1].contains("plan text=\"free\"(free) csv 60000; seats number=3(#) server 0"), "{}", after[1]);
    assert!(after[2].contains("Note text=\"=1+1\"(=1+1) csv 60000; plan text=\"pro\"(pro) server 0"), "{}", after[2]);

    let of_import = json!({"import": {"id": done["import_id"]}});
    assert_eq!(importer.matching(of_import).await, ["u-2", "u-3", "u-1"]);
    let (status, list) = importer.call(Method::GET, "/api/imports", None).await;
    assert_eq!((status, &list["imports"][0]["name"], &list["imports"][0]["by"]), (200, &json!("Spring"), &Value::Null));
    let audit = texts(&database, "select action from audit_log order by audit_id").await;
    assert_eq!(audit, ["import_uploaded", "import_started", "import_ended"]);
    // The file is not needed any more.
    assert_eq!(std::fs::read_dir(database.folder().join("imports")).unwrap().count(), 0);
    assert_eq!(importer.call(Method::POST, &path(&done, "run"), None).await.0, 409);

    let again = importer.run(PEOPLE).await;
    assert_eq!(counts(&again), [0, 0, 3, 0, 0], "{again}");
    assert_eq!(population(&database).await, after);
    let total = "select cast(sum(users_delta) as bigint) from changes";
    assert_eq!(database.number(total).await, 3);
});

each_database!(people_are_found_by_their_e_mail, |database| async move {
    let importer = Importer::start(&database).await;
    let identify = |user: &str, email: &str| json!({"type": "identify", "userId": user, "traits": {"email": email}});
    importer
        .product
        .batch(json!([
            identify("u-1", "Ann@Example.com"),
            identify("u-2", "twin@example.com"),
            identify("u-3", "TWIN@example.com")
        ]))
        .await;
    importer
        .product
        .batch(json!([{"type": "identify", "anonymousId": "a-1", "traits": {"email": "bo@example.com"}}]))
        .await;
    importer.product.pass(MINUTE);
    let text = "email,plan\n ANN@example.com ,pro\nbo@example.com,free\ntwin@example.com,pro\nnew@example.com,pro\nnobody,pro\n";
    let draft = importer.draft(text).await;
    assert_eq!(draft["identify_by"], json!({"column": "email", "as": "email"}));
    let mut mapping = draft["mapping"].clone();
    mapping[0]["to"] = json!("attribute:plan");
    importer.change(&draft, json!({ "mapping": mapping })).await;
    let report = importer.done(&draft, "check").await["check"].clone();
    let done = importer.done(&draft, "run").await;
    assert_eq!((counts(&done), counts(&report)), ([1, 2, 0, 0, 2], [1, 2, 0, 0, 2]));
    assert_eq!(
        causes(&report),
        [
            ("The e-mail belongs to several users.".to_owned(), vec![4]),
            ("The e-mail is not an e-mail address.".to_owned(), vec![6]),
        ]
    );
    let pro =
        importer.matching(json!({"attribute": {"key": "plan", "test": {"text": {"is": {"value": "pro"}}}}})).await;
    assert_eq!(pro, ["u-1", "new@example.com"]);
    // The address stays as it was told.
    assert_eq!(texts(&database, "select email from users where external_id = 'u-1'").await, ["Ann@Example.com"]);
    let draft = importer.draft("email,plan\nNEW@example.com,free\n").await;
    assert_eq!(counts(&importer.done(&draft, "run").await), [0, 1, 0, 0, 0]);
});

each_database!(values_that_came_later_stay, |database| async move {
    let importer = Importer::start(&database).await;
    let product = &importer.product;
    product.batch(json!([{"type": "identify", "userId": "u-1", "traits": {"plan": "pro"}}])).await;
    product.pass(MINUTE);
    let import = importer.run("user_id,plan\nu-1,free\n").await;
    assert_eq!(counts(&import), [0, 1, 0, 0, 0]);
    // An older message does not win over the import, a newer one does.
    let older = "2026-11-25T12:00:30Z";
    product.batch(json!([{"type": "identify", "userId": "u-1", "timestamp": older, "traits": {"plan": "old"}}])).await;
    assert_eq!(texts(&database, "select text_value from user_attributes").await, ["free"]);
    product.pass(MINUTE);
    product.batch(json!([{"type": "identify", "userId": "u-1", "traits": {"plan": "new"}}])).await;
    assert_eq!(texts(&database, "select text_value from user_attributes").await, ["new"]);
});

each_database!(progress_is_told_live, |database| async move {
    let importer = Importer::start(&database).await;
    let server = &importer.product.server;
    let mut stream = server.client.get(server.at("/api/live")).bearer_auth(&importer.key).send().await.unwrap();
    let draft = importer.draft("user_id\nu-1\n").await;
    importer.done(&draft, "run").await;
    let done = async {
        let mut text = String::new();
        while !text.contains("\"status\":\"done\"") {
            text.push_str(&String::from_utf8_lossy(&stream.chunk().await.unwrap().expect("the stream goes on")));
        }
        text
    };
    let text = tokio::time::timeout(std::time::Duration::from_secs(20), done).await.unwrap();
    assert!(text.contains("event: import\n"), "{text}");
});

//! Files that are not as they should be: a reason for each row or file, and nothing half done.

use super::support::{Importer, causes, counts, form, path};
use crate::{
    activity::timeline::user_id,
    each_database,
    ingest::support::{MINUTE, texts},
    support::TestServer,
};
use reqwest::Method;
use serde_json::json;
use server::clock::Clock;

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

each_database!(files_that_are_no_csv_are_refused, |database| async move {
    let importer = Importer::start(&database).await;
    assert_eq!(importer.refused("").await, "The file is empty.");
    assert_eq!(importer.refused("user_id,name\n").await, "The file has heads, and no rows below them.");
    assert!(importer.refused(b"PK\x03\x04\x14\0\x06\0").await.contains("Save the sheet as CSV"));
    assert!(importer.refused(b"\x7fELF\x02\x01\x01\0\0\0\0\0").await.starts_with("This is no text"));
    let endless = format!("user_id\n1\n\"{}", "x,\n".repeat(500_000));
    assert!(importer.refused(endless).await.starts_with("Row 3 goes on"));
    let (status, problem) = importer.post_form(form("other", "a.csv", b"user_id\n1\n")).await;
    assert_eq!((status, &problem["errors"][0]["pointer"]), (422, &json!("/file")));
    // An upload that is cut short.
    let mut cut = form("file", "a.csv", b"user_id\n1\n2\n");
    cut.truncate(cut.len() - 14);
    assert_eq!(importer.post_form(cut).await.0, 400);
    let server = &importer.product.server;
    let plain = server.client.post(server.at("/api/imports")).bearer_auth(&importer.key).body("user_id\n1\n");
    assert_eq!(plain.send().await.unwrap().status().as_u16(), 400);
    assert_eq!(database.number("select count(*) from imports").await, 0);
    assert_eq!(std::fs::read_dir(database.folder().join("imports")).unwrap().count(), 0);
});

each_database!(a_file_that_is_too_large_is_refused, |database| async move {
    let server = TestServer::start_with(&database, Clock::System, &["--import-max", "1000"]).await;
    let key = server.secret_key().await;
    let send = async |rows: usize| {
        let body = form("file", "a.csv", format!("user_id\n{}", "u-1\n".repeat(rows)).as_bytes());
        let request = server.client.post(server.at("/api/imports")).bearer_auth(&key).body(body);
        request.header("content-type", "multipart/form-data; boundary=edge").send().await.unwrap().status().as_u16()
    };
    assert_eq!((send(200).await, send(300).await), (201, 413));
});

each_database!(every_encoding_gives_the_same_users, |database| async move {
    let importer = Importer::start(&database).await;
    let text = "user_id\tname\nu-1\tZoë\nu-2\tÅsa\n";
    let marked = format!("\u{feff}{text}");
    assert_eq!(counts(&importer.run(text).await), [2, 0, 0, 0, 0]);
    let western: Vec<u8> = text.chars().map(|character| u8::try_from(u32::from(character)).unwrap()).collect();
    for (bytes, encoding) in [
        (marked.as_bytes().to_vec(), "utf-8"),
        (utf16(&marked), "utf-16le"),
        (utf16(text), "utf-16le"),
        (western, "windows-1252"),
    ] {
        let import = importer.run(bytes).await;
        assert_eq!(import["format"], json!({"encoding": encoding, "delimiter": "\t"}));
        assert_eq!(counts(&import), [0, 0, 2, 0, 0], "{encoding}");
    }
    assert_eq!(texts(&database, "select name from users order by external_id").await, ["Zoë", "Åsa"]);
});

each_database!(every_row_that_is_not_taken_has_a_reason, |database| async move {
    let importer = Importer::start(&database).await;
    let long = "x".repeat(701);
    let text = format!(
        "user_id,name,name,seats\nu-1,Ann,A,1\nu-2,Bo\nu-1,Ann Lee,A,2\n,Cy,C,3\n,,,\nu-3,{long},D,4\nu-4,Di,E,five\n\
         u-5,=cmd,F,-6\n\"u,7\",Ed,H,8,9\n"
    );
    let draft = importer.draft(&text).await;
    let names: Vec<_> = draft["columns"].as_array().unwrap().iter().map(|column| column["name"].clone()).collect();
    assert_eq!(names, ["user_id", "name", "name (2)", "seats"]);
    let to = json!([{"column": "name", "to": "property:name"}, {"column": "seats", "to": "attribute:seats", "kind": "number"}]);
    importer.change(&draft, json!({ "mapping": to })).await;
    let report = importer.done(&draft, "check").await["check"].clone();
    let told = causes(&report);
    let told: Vec<_> = told.iter().map(|(cause, rows)| (cause.as_str(), rows.as_slice())).collect();
    assert_eq!(
        told,
        [
            ("A later row is about the same user.", &[2][..]),
            ("The row has more or fewer cells than the heads.", &[3, 10]),
            ("The user id is empty.", &[5]),
            ("The row is empty.", &[6]),
            ("A value in “name” has more than 700 characters.", &[7]),
            ("A value in “seats” is not a number.", &[8]),
        ]
    );
    let examples = report["causes"].as_array().unwrap().iter().flat_map(|cause| cause["examples"].as_array().unwrap());
    let reasons: Vec<_> = examples.map(|example| example["reason"].as_str().unwrap()).collect();
    assert!(reasons.contains(&"“five” in “seats” is not a number."), "{reasons:?}");
    assert!(reasons.contains(&"Row 4 is about the same user; the last one counts."), "{reasons:?}");
    let done = importer.done(&draft, "run").await;
    assert_eq!((counts(&done), counts(&report)), ([2, 0, 0, 2, 5], [2, 0, 0, 2, 5]));
    assert_eq!(texts(&database, "select name from users order by external_id").await, ["Ann Lee", "=cmd"]);
    let rejects = importer.text(&path(&done, "rejects.csv")).await;
    let lines: Vec<_> = rejects.lines().collect();
    assert_eq!(lines[0], "\u{feff}row,reason,user_id,name,name (2),seats");
    assert_eq!(lines[1], "3,\"The row has 2 cells, the heads have 4.\",u-2,Bo,,");
    assert_eq!(lines[2], "5,The user id is empty.,,Cy,C,3");
    assert!(lines[4].starts_with("8,“five” in “seats” is not a number.,u-4,Di,E,five"), "{}", lines[4]);
    assert_eq!(lines.len(), 6);
    // What was rejected can be mended and imported again as it was handed out.
    let mended = rejects.replace("five", "5");
    let draft = importer.draft(mended).await;
    assert_eq!(draft["identify_by"]["column"], "user_id");
});

each_database!(a_deleted_person_does_not_come_back, |database| async move {
    let importer = Importer::start(&database).await;
    let traits = json!({"email": "ann@example.com"});
    importer.product.batch(json!([{"type": "identify", "userId": "u-1", "traits": traits}])).await;
    let user = user_id(&database).await;
    assert_eq!(importer.call(Method::DELETE, &format!("/api/users/{user}"), None).await.0, 204);
    importer.product.pass(MINUTE);
    let import = importer.run("user_id,note\nu-1,secret\nu-2,open\n").await;
    assert_eq!(counts(&import), [1, 0, 0, 0, 1]);
    let by_mail = importer.run("email,note\nANN@example.com,secret\n").await;
    assert_eq!(counts(&by_mail), [0, 0, 0, 0, 1]);
    // Nothing of the row is kept.
    let kept = texts(
        &database,
        "select reason || cells || coalesce(identity_key, '') || coalesce(email_key, '') \
        from import_rejects",
    )
    .await;
    assert_eq!(kept, ["The user was deleted, and is not to come back.[]"; 2]);
});

each_database!(a_deletion_reaches_what_imports_keep, |database| async move {
    let importer = Importer::start(&database).await;
    importer
        .product
        .batch(json!([{"type": "identify", "userId": "u-1", "traits": {"email": "ann@example.com",
        "plan": "pro"}}]))
        .await;
    importer.product.pass(MINUTE);
    let draft =
        importer.draft("user_id,email,seats\nu-1,ann@example.com,few\nu-2,ann@example.com,many\nu-3,,3\n").await;
    let to = json!([{"column": "email", "to": "property:email"},
        {"column": "seats", "to": "attribute:seats", "kind": "number"}]);
    importer.change(&draft, json!({ "mapping": to })).await;
    assert_eq!(counts(&importer.done(&draft, "run").await), [1, 0, 0, 0, 2]);
    let other = importer.draft("user_id,plan\nu-1,free\n").await;
    importer.done(&other, "check").await;
    assert_eq!(database.number("select count(*) from imports where report is not null").await, 1);
    let user = user_id(&database).await;
    assert_eq!(importer.call(Method::DELETE, &format!("/api/users/{user}"), None).await.0, 204);
    assert_eq!(database.number("select count(*) from import_rejects").await, 0);
    assert_eq!(database.number("select count(*) from imports where report is not null").await, 0);
});

each_database!(a_plan_that_is_wrong_is_told_whole, |database| async move {
    let importer = Importer::start(&database).await;
    let draft = importer.draft("user_id,a,b\nu-1,1,2\n").await;
    let mapping = json!([{"column": "a", "to": "attribute:x"}, {"column": "b", "to": "attribute:x"},
        {"column": "nobody", "to": null}]);
    let body = json!({"mapping": mapping});
    let (status, problem) = importer.call(Method::PATCH, &path(&draft, ""), Some(body)).await;
    assert_eq!((status, &problem["errors"][0]["pointer"]), (422, &json!("/mapping/2/column")));
    let mapping = json!([{"column": "a", "to": "attribute:x"}, {"column": "b", "to": "attribute:x"}]);
    let (status, problem) = importer.call(Method::PATCH, &path(&draft, ""), Some(json!({ "mapping": mapping }))).await;
    assert_eq!((status, &problem["errors"][0]["pointer"]), (422, &json!("/mapping/1/to")));
    let options = json!({"tag_id": "5"});
    let (status, problem) = importer.call(Method::PATCH, &path(&draft, ""), Some(json!({ "options": options }))).await;
    assert_eq!((status, &problem["errors"][0]["pointer"]), (422, &json!("/options/tag_id")));
    let unknown = json!({"identify_by": {"column": "c", "as": "user_id"}});
    let (status, problem) = importer.call(Method::PATCH, &path(&draft, ""), Some(unknown)).await;
    assert_eq!((status, &problem["errors"][0]["pointer"]), (422, &json!("/identify_by/column")));
    // Nothing of it was kept.
    assert_eq!(importer.over(&draft).await["mapping"], draft["mapping"]);
    let nobody = importer.draft("a,b\n1,2\n").await;
    assert_eq!(nobody["identify_by"], json!(null));
    for act in ["check", "run"] {
        assert_eq!(importer.call(Method::POST, &path(&nobody, act), None).await.0, 422);
    }
    for act in ["cancel", "revert"] {
        assert_eq!(importer.call(Method::POST, &path(&nobody, act), None).await.0, 409);
    }
    assert_eq!(importer.call(Method::DELETE, &path(&nobody, ""), None).await.0, 204);
    assert_eq!(importer.call(Method::GET, &path(&nobody, ""), None).await.0, 404);
});

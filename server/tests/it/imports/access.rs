//! Who may import.

use super::support::{Importer, form, path};
use crate::{each_database, support::Caller};
use reqwest::Method;
use serde_json::json;

each_database!(viewers_look_and_editors_import, |database| async move {
    let importer = Importer::start(&database).await;
    let server = &importer.product.server;
    let draft = importer.draft("user_id\nu-1\n").await;
    let viewer = Caller::new(server, "viewer").await;
    assert_eq!(viewer.status(Method::GET, "/api/imports").await, 200);
    assert_eq!(viewer.status(Method::GET, &path(&draft, "")).await, 200);
    for act in ["check", "run", "cancel", "revert"] {
        assert_eq!(viewer.status(Method::POST, &path(&draft, act)).await, 403);
    }
    assert_eq!(viewer.status(Method::GET, &path(&draft, "rejects.csv")).await, 403);
    assert_eq!(viewer.status(Method::DELETE, &path(&draft, "")).await, 403);
    let change = viewer.request(Method::PATCH, &path(&draft, "")).json(&json!({"name": "Other"}));
    assert_eq!(change.send().await.unwrap().status().as_u16(), 403);
    let upload = async |caller: &Caller<'_>, origin: Option<&str>| {
        let mut request = caller.request(Method::POST, "/api/imports");
        if let Some(origin) = origin {
            request = request.header("sec-fetch-site", origin);
        }
        let request = request.header("content-type", "multipart/form-data; boundary=edge");
        request.body(form("file", "a.csv", b"user_id\nu-1\n")).send().await.unwrap().status().as_u16()
    };
    assert_eq!(upload(&viewer, None).await, 403);
    let editor = Caller::new(server, "editor").await;
    // A form of another site is refused, whatever its cookie.
    assert_eq!(upload(&editor, Some("cross-site")).await, 403);
    assert_eq!(upload(&editor, None).await, 201);
    assert_eq!(editor.status(Method::POST, &path(&draft, "run")).await, 202);
    importer.over(&draft).await;
    assert_eq!(editor.status(Method::GET, &path(&draft, "rejects.csv")).await, 200);
    let (_, list) = importer.call(Method::GET, "/api/imports", None).await;
    assert_eq!((&list["imports"][0]["by"], &list["imports"][1]["by"]), (&json!("editor"), &json!(null)));
});

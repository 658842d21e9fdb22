//! `/healthz`, `/readyz` and the ids of requests.

use crate::{each_database, support::TestServer};
use serde_json::Value;

async fn asked(server: &TestServer, path: &str, id: Option<&str>) -> (u16, String, String) {
    let request = server.client.get(server.at(path));
    let request = if let Some(id) = id { request.header("x-request-id", id) } else { request };
    let response = request.send().await.unwrap();
    let given = response.headers()["x-request-id"].to_str().unwrap().to_owned();
    (response.status().as_u16(), given, response.text().await.unwrap())
}

each_database!(a_server_is_ready_while_the_database_answers, |database| async move {
    let server = TestServer::start(&database).await;
    for (path, body) in [("/healthz", "ok\n"), ("/readyz", "ready\n")] {
        let (status, _, told) = asked(&server, path, None).await;
        assert_eq!((status, told.as_str()), (200, body));
        let posted = server.client.post(server.at(path)).send().await.unwrap();
        assert_eq!(posted.status(), 405);
    }
    let document: Value = server.client.get(server.at("/api/openapi.json")).send().await.unwrap().json().await.unwrap();
    assert!(document["paths"]["/healthz"]["get"].is_object() && document["paths"]["/readyz"]["get"].is_object());

    database.close().await;
    assert_eq!(asked(&server, "/healthz", None).await.0, 200);
    let (status, id, told) = asked(&server, "/readyz", Some("probe-1")).await;
    let problem: Value = serde_json::from_str(&told).unwrap();
    assert_eq!((status, id.as_str(), &problem["request_id"]), (503, "probe-1", &Value::from("probe-1")));
});

each_database!(the_id_of_a_request_is_its_own_or_ours, |database| async move {
    let server = TestServer::start(&database).await;
    let (status, given, told) = asked(&server, "/api/users/1", Some("7f3a-from.proxy_1")).await;
    let problem: Value = serde_json::from_str(&told).unwrap();
    assert_eq!((status, given.as_str()), (401, "7f3a-from.proxy_1"));
    assert_eq!(problem["request_id"], "7f3a-from.proxy_1");
    for wrong in ["mina@example.com", "a b", ""] {
        let (_, given, _) = asked(&server, "/api/session", Some(wrong)).await;
        assert!(given.len() == 16 && given.bytes().all(|byte| byte.is_ascii_hexdigit()), "{given}");
    }
    let (_, first, _) = asked(&server, "/api/session", None).await;
    assert_ne!(first, asked(&server, "/api/session", None).await.1);
});

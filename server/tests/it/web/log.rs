//! The log of the built program.

use crate::support::Program;
use serde_json::{Value, json};

/// The line of a request, with those before it.
fn until_answered(program: &mut Program, id: &str) -> Vec<String> {
    let mut lines = Vec::new();
    loop {
        let line = program.log();
        let is_it = line.contains(id) && line.contains("answered");
        lines.push(line);
        if is_it {
            return lines;
        }
    }
}

#[tokio::test]
async fn the_log_is_json_where_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let told = tokio::task::spawn_blocking(move || {
        let mut program = Program::serve(folder.path(), "warn,server=debug", &["--log-format", "json"]);
        let answer = program.get("/v1/users/segments?user_id=mina@example.com", "x-request-id: probe-7");
        assert!(answer.contains("x-request-id: probe-7"), "{answer}");
        let mut lines = until_answered(&mut program, "probe-7");
        program.get("/mina@example.com", "x-request-id: probe-8");
        lines.extend(until_answered(&mut program, "probe-8"));
        lines
    });
    let told = told.await.unwrap();
    // Nobody is named, neither by the query nor by an address that is none of ours.
    assert!(told.iter().all(|line| !line.contains("mina")), "{told:?}");
    let lines: Vec<Value> = told.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    let answered = |id: &str| lines.iter().find(|line| line["span"]["id"] == id).unwrap().clone();
    let mut line = answered("probe-7");
    for changing in ["timestamp", "milliseconds"] {
        assert!(line.as_object_mut().unwrap().remove(changing).is_some(), "{changing}");
    }
    let span = json!({ "name": "request", "id": "probe-7", "method": "GET", "route": "/v1/users/segments" });
    let expected = json!({ "level": "DEBUG", "target": "server::web::request_id", "message": "answered", "status": 422,
        "span": span });
    assert_eq!(line, expected);
    assert_eq!(answered("probe-8")["span"]["route"], "other");
}

#[tokio::test]
async fn the_log_is_text_else() {
    let folder = tempfile::tempdir().unwrap();
    let told = tokio::task::spawn_blocking(move || {
        let mut program = Program::serve(folder.path(), "warn,server=debug", &[]);
        program.get("/healthz", "x-request-id: probe-9");
        until_answered(&mut program, "probe-9").pop().unwrap()
    });
    let told = told.await.unwrap();
    assert!(told.contains("answered") && told.contains("/healthz"), "{told}");
    assert!(serde_json::from_str::<Value>(&told).is_err());
}

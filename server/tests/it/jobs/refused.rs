//! Jobs that are not taken.

use super::support::{Asker, job, numbers};
use crate::{each_database, support::Caller};
use reqwest::Method;
use serde_json::{Value, json};

fn everyone() -> Value {
    json!({"all": []})
}

each_database!(another_number_of_users_is_told, |database| async move {
    let asker = Asker::start(&database, 30).await;
    for (action, expected, more) in [
        ("tag", 19, json!({"tag_id": "1"})),
        ("untag", 41, json!({"tag_id": "1"})),
        ("delete", 29, json!({})),
        ("delete", 30, json!({"except": ["7"]})),
        ("export", 0, json!({})),
        // One of them is not there any more.
        ("delete", 3, json!({"users": ["7", "14", "999999"]})),
        ("tag", 11, json!({"tag_id": "1", "users": []})),
    ] {
        let total = match (more.get("except"), more.get("users").and_then(Value::as_array)) {
            (Some(_), _) => 29,
            (None, Some(users)) => users.len().min(2),
            (None, None) => 30,
        };
        let body = job(action, &everyone(), expected, more);
        let (status, answer) = asker.call(Method::POST, "/api/jobs", Some(&body)).await;
        assert_eq!((status, &answer["total"]), (409, &json!(total)), "{body}: {answer}");
        assert_eq!(answer["detail"], format!("The number of users has changed: it is {total} now."));
        assert!(!answer["request_id"].as_str().unwrap().is_empty());
    }
    assert_eq!(database.number("select count(*) from jobs").await, 0);
});

each_database!(what_is_wrong_is_told, |database| async move {
    let asker = Asker::start(&database, 3).await;
    let many: Vec<String> = (0..10_001).map(|id| id.to_string()).collect();
    for (body, pointers) in [
        (job("tag", &everyone(), 3, json!({})), vec!["/tag_id"]),
        (job("tag", &everyone(), 3, json!({"tag_id": "77"})), vec!["/tag_id"]),
        (job("delete", &everyone(), 3, json!({"tag_id": "1", "columns": "email"})), vec!["/tag_id", "/columns"]),
        (job("export", &everyone(), 3, json!({"columns": "colour"})), vec!["/columns"]),
        (job("delete", &everyone(), 3, json!({"except": many})), vec!["/except"]),
        (job("delete", &everyone(), 3, json!({"users": many})), vec!["/users"]),
        (
            job("delete", &everyone(), 1, json!({"users": ["7"], "except": ["14"], "text": "a"})),
            vec!["/except", "/text"],
        ),
        (job("delete", &everyone(), 3, json!({"except": [7]})), vec!["/except/0"]),
        (job("delete", &everyone(), 3, json!({"users": [7]})), vec!["/users/0"]),
        (job("delete", &everyone(), 3, json!({"text": "x".repeat(1_025)})), vec!["/text"]),
        (job("delete", &json!({"some": []}), 3, json!({})), vec!["/filter/root"]),
        (job("delete", &json!({"segment": {"id": "5", "member": true}}), 3, json!({})), vec!["/filter/root"]),
        (job("destroy", &everyone(), 3, json!({})), vec!["/action"]),
        (job("delete", &everyone(), 3, json!({"colour": 1})), vec!["/colour"]),
        (json!({"action": "delete", "filter": {"version": 1, "root": everyone()}}), vec![""]),
    ] {
        let (status, answer) = asker.call(Method::POST, "/api/jobs", Some(&body)).await;
        let errors = answer["errors"].as_array().unwrap_or_else(|| panic!("{body}: {answer}"));
        let told: Vec<_> = errors.iter().map(|error| error["pointer"].as_str().unwrap()).collect();
        assert_eq!((status, told), (422, pointers), "{answer}");
    }
    for path in ["/api/jobs/1", "/api/jobs/x", "/api/jobs/99999999999999999999"] {
        assert_eq!(asker.call(Method::GET, path, None).await.0, 404);
        assert_eq!(asker.call(Method::DELETE, path, None).await.0, 404);
        assert_eq!(asker.call(Method::POST, &format!("{path}/undo"), None).await.0, 404);
    }
    assert_eq!(database.number("select count(*) from jobs").await, 0);
    assert_eq!(database.number("select count(*) from users").await, 3);
});

each_database!(who_may, |database| async move {
    let asker = Asker::start(&database, 3).await;
    let nobody = json!({"any": []});
    let bodies = [
        job("tag", &nobody, 0, json!({"tag_id": "1"})),
        job("untag", &nobody, 0, json!({"tag_id": "1"})),
        job("delete", &nobody, 0, json!({})),
        job("export", &nobody, 0, json!({})),
    ];
    let mut statuses = Vec::new();
    for role in ["viewer", "editor", "owner"] {
        let caller = Caller::new(&asker.server, role).await;
        for body in &bodies {
            let answer = caller.request(Method::POST, "/api/jobs").json(body).send().await.unwrap();
            statuses.push(answer.status().as_u16());
        }
    }
    assert_eq!(statuses, [403, 403, 403, 403, 202, 202, 403, 403, 202, 202, 202, 202]);
    let jobs = numbers(&database, "select job_id from jobs order by job_id").await;
    let (tagging, deleting) = (format!("/api/jobs/{}", jobs[2]), format!("/api/jobs/{}", jobs[4]));
    let viewer = Caller::new(&asker.server, "viewer").await;
    let editor = Caller::new(&asker.server, "editor").await;
    assert_eq!(viewer.status(Method::GET, &tagging).await, 200);
    assert_eq!(viewer.status(Method::DELETE, &tagging).await, 403);
    assert_eq!(viewer.status(Method::POST, &format!("{tagging}/undo")).await, 403);
    assert_eq!(editor.status(Method::DELETE, &deleting).await, 403);
    // A job without users is done at once, and there is nothing to undo.
    let job = asker.end(&json!({"job_id": jobs[2].to_string()})).await;
    assert_eq!((&job["status"], &job["total"], &job["can_undo"]), (&json!("done"), &json!(0), &json!(false)));
    assert_eq!(editor.status(Method::POST, &format!("{tagging}/undo")).await, 409);
    assert_eq!(editor.status(Method::DELETE, &tagging).await, 409);
});

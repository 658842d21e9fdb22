//! How jobs end before their time, and how they are told about.

use super::support::{Asker, job, numbers};
use crate::each_database;
use futures_util::StreamExt;
use reqwest::Method;
use serde_json::{Value, json};
use server::db::sql;
use std::time::Duration;

each_database!(a_stopped_job_keeps_what_it_did_and_can_be_undone, |database| async move {
    let asker = Asker::start(&database, 2_000).await;
    let before = numbers(&database, "select user_id from users order by user_id desc limit 1").await[0];
    // The last of them has the tag already: an undo is not to take it.
    let mut writer = database.write().await.unwrap();
    writer
        .execute(sql("insert into user_tags (user_id, tag_id, added_at) values ($1, 1, 7)").bind(before))
        .await
        .unwrap();
    writer.commit().await.unwrap();
    let begun = asker.ask(job("tag", &json!({"all": []}), 2_000, json!({"tag_id": "1"}))).await;
    let path = format!("/api/jobs/{}", begun["job_id"].as_str().unwrap());
    let (status, cancelled) = asker.call(Method::DELETE, &path, None).await;
    assert!(status == 200 || status == 409, "{cancelled}");
    let over = asker.end(&begun).await;
    if status == 200 {
        assert_eq!(over["status"], "cancelled");
        assert_eq!(asker.call(Method::DELETE, &path, None).await.0, 200);
    }
    let tagged = database.number("select count(*) from user_tags where tag_id = 1").await;
    assert_eq!(
        over["changed"].as_i64().unwrap() + i64::from(over["done"] != 2_000),
        tagged - i64::from(over["done"] == 2_000)
    );
    if over["can_undo"] == true {
        let (status, undo) = asker.call(Method::POST, &format!("{path}/undo"), None).await;
        assert_eq!(status, 202);
        assert_eq!(asker.end(&undo).await["status"], "done");
    }
    assert_eq!(numbers(&database, "select user_id from user_tags where tag_id = 1").await, [before]);
});

each_database!(a_tag_that_goes_away_ends_its_job, |database| async move {
    let asker = Asker::start(&database, 20).await;
    let mut writer = database.write().await.unwrap();
    let text = "insert into jobs (job_id, action, status, request, done, total, created_at, position) \
                values (5, 'tag', 'running', $1, 0, 20, 0, 0)";
    let plan = json!({"tag_id": "9", "columns": null, "selection": null, "expected": 20});
    writer.execute(sql(text).bind(plan.to_string())).await.unwrap();
    writer.commit().await.unwrap();
    let job = asker.end(&json!({"job_id": "5"})).await;
    assert_eq!((&job["status"], &job["problem"]), (&json!("failed"), &json!("The tag does not exist any more.")));
});

each_database!(the_live_stream_tells_how_far_a_job_is, |database| async move {
    let asker = Asker::start(&database, 50).await;
    let live = asker.server.client.get(asker.server.at("/api/live")).bearer_auth(&asker.key);
    let mut stream = live.send().await.unwrap().bytes_stream();
    let begun = asker.ask(job("tag", &json!({"all": []}), 50, json!({"tag_id": "1"}))).await;
    let mut received = String::new();
    let told = tokio::time::timeout(Duration::from_secs(20), async {
        while !received.contains("\"status\":\"done\"") {
            received.push_str(std::str::from_utf8(&stream.next().await.unwrap().unwrap()).unwrap());
        }
    });
    told.await.expect("the end of the job is told");
    let event = received.split("\n\n").find(|event| event.contains("\"status\":\"done\"")).unwrap();
    let data = event.strip_prefix("event: job\ndata: ").unwrap_or_else(|| panic!("{event}"));
    let data: Value = serde_json::from_str(data).unwrap();
    assert_eq!(data, asker.end(&begun).await);
});

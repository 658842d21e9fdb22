//! A job whose server went away is gone on with, where it was.

use super::support::{job, numbers};
use crate::{
    each_database,
    ingest::support::{NOON, texts},
    support::{TestDatabase, TestServer},
    users::fixture,
};
use rand::SeedableRng;
use serde_json::{Value, json};
use server::{clock::Clock, db::sql};
use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

/// A job that another server left half done: through with the users up to the place, those with an odd number of
/// sessions already changed.
async fn left(database: &TestDatabase, status: &str, leased_until: i64) {
    let people = fixture::people(&mut rand_chacha::ChaCha8Rng::seed_from_u64(5), 40);
    fixture::insert(database, &people).await;
    let mut writer = database.write().await.unwrap();
    let everyone = job("tag", &json!({"all": []}), 40, json!({}));
    let selection =
        if status == "queued" { json!({"filter": {"filter": everyone["filter"], "text": null}}) } else { Value::Null };
    let plan = json!({"tag_id": "1", "columns": null, "selection": selection, "expected": 40});
    let insert = sql("insert into jobs (job_id, action, status, request, done, total, created_at, position, changed, \
                      worker, leased_until) values (5, 'tag', $1, $2, $3, 40, 0, $4, $3, 'another', $5)");
    let (done, position) = if status == "queued" { (0_i64, i64::MIN) } else { (10, 70) };
    let insert = insert.bind(status).bind(plan.to_string()).bind(done).bind(position).bind(leased_until);
    let tag = "insert into tags (tag_id, name, name_key, color, created_at) values (1, 'Beta', 'beta', 'red', 0)";
    for statement in [sql(tag), insert] {
        writer.execute(statement).await.unwrap();
    }
    // Noted were all of them, or the first few.
    let noted = if status == "queued" {
        "insert into job_users (user_id, job_id) select user_id, 5 from users where user_id < 100"
    } else {
        "insert into job_users (user_id, job_id) select user_id, 5 from users"
    };
    writer.execute(sql(noted)).await.unwrap();
    if status == "running" {
        let text =
            "insert into user_tags (user_id, tag_id, added_at) select user_id, 1, 5 from users where user_id <= 70";
        writer.execute(sql(text)).await.unwrap();
    } else {
        let text = "insert into job_users (user_id, job_id) select user_id, -5 from users where user_id = 14";
        writer.execute(sql(text)).await.unwrap();
        let text = "update jobs set request = replace(request, '\"expected\":40', '\"expected\":39')";
        writer.execute(sql(text)).await.unwrap();
    }
    writer.commit().await.unwrap();
}

async fn ended(server: &TestServer) -> Value {
    let key = server.secret_key().await;
    let over = async {
        loop {
            let request = server.client.get(server.at("/api/jobs/5")).bearer_auth(&key);
            let job: Value = request.send().await.unwrap().json().await.unwrap();
            if job["status"] == "done" {
                return job;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), over).await.expect("the job is taken over")
}

each_database!(it_goes_on_behind_its_place, |database| async move {
    let time = Arc::new(AtomicI64::new(NOON));
    left(&database, "running", NOON + 1_000).await;
    let server = TestServer::start_with(&database, Clock::Set(Arc::clone(&time)), &[]).await;
    // While the other server has it nobody else touches it.
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(texts(&database, "select worker from jobs").await, ["another"]);
    time.fetch_add(2_000, Ordering::Relaxed);
    let job = ended(&server).await;
    assert_eq!((&job["done"], &job["changed"]), (&json!(40), &json!(40)));
    let again = numbers(&database, "select user_id from user_tags where added_at > 5 order by user_id").await;
    assert_eq!(again, (11..=40).map(|number| number * 7).collect::<Vec<_>>());
});

each_database!(users_that_were_half_noted_are_found_anew, |database| async move {
    left(&database, "queued", 0).await;
    let server = TestServer::start(&database).await;
    let job = ended(&server).await;
    assert_eq!((&job["done"], &job["total"], &job["changed"]), (&json!(39), &json!(39), &json!(39)));
    let tagged = numbers(&database, "select user_id from user_tags order by user_id").await;
    assert_eq!(tagged, (1..=40).map(|number| number * 7).filter(|id| *id != 14).collect::<Vec<_>>());
    assert_eq!(database.number("select count(*) from job_users").await, 39);
});

each_database!(a_server_that_stops_leaves_its_job_to_the_next, |database| async move {
    left(&database, "running", 0).await;
    let server = TestServer::start(&database).await;
    server.state.jobs.stopped().await;
    drop(server);
    let next = TestServer::start(&database).await;
    let job = ended(&next).await;
    assert_eq!((&job["done"], &job["changed"]), (&json!(40), &json!(40)));
});

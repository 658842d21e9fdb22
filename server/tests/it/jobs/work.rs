//! What jobs do to users.

use super::support::{Asker, job, numbers, told};
use crate::{each_database, ingest::support::texts};
use reqwest::Method;
use serde_json::{Value, json};
use server::db::sql;

fn everyone() -> Value {
    json!({"all": []})
}

fn active() -> Value {
    json!({"property": {"sessions": {"at_least": 2}}})
}

each_database!(a_tag_comes_and_goes_and_both_can_be_undone, |database| async move {
    let asker = Asker::start(&database, 300).await;
    let matching = numbers(&database, "select user_id from users where sessions >= 2 order by user_id").await;
    let mut writer = database.write().await.unwrap();
    // One has the tag already, one may have no more.
    let has = sql("insert into user_tags (user_id, tag_id, added_at) values ($1, 1, 7)").bind(matching[0]);
    writer.execute(has).await.unwrap();
    let full = (100_i64..150).map(|tag| vec![matching[1].into(), tag.into(), 0_i64.into()]).collect();
    writer.insert_many("insert into user_tags (user_id, tag_id, added_at)", full, "").await.unwrap();
    writer.commit().await.unwrap();
    let except = [matching[2].to_string(), matching[3].to_string(), "999999".to_owned()];
    let total = matching.len() - 2;

    let begun = asker.ask(job("tag", &active(), total, json!({"tag_id": "1", "except": except}))).await;
    assert_eq!((&begun["status"], &begun["total"]), (&json!("queued"), &json!(total)));
    let done = asker.end(&begun).await;
    let changed = total - 2;
    assert_eq!(
        told(&done),
        json!({"action": "tag", "tag_id": "1", "status": "done", "done": total, "total": total, "changed": changed,
            "can_undo": true, "problem": null})
    );
    let tagged = "select user_id from user_tags where tag_id = 1 order by user_id";
    let mut expected = matching.clone();
    expected.retain(|id| ![matching[1], matching[2], matching[3]].contains(id));
    assert_eq!(numbers(&database, tagged).await, expected);

    let path = format!("/api/jobs/{}/undo", done["job_id"].as_str().unwrap());
    let (status, undo) = asker.call(Method::POST, &path, None).await;
    assert_eq!((status, &undo["action"], &undo["total"]), (202, &json!("untag"), &json!(changed)));
    let undone = asker.end(&undo).await;
    assert_eq!((&undone["status"], &undone["changed"]), (&json!("done"), &json!(changed)));
    assert_eq!(numbers(&database, tagged).await, [matching[0]]);
    assert_eq!(asker.call(Method::POST, &path, None).await.0, 409);

    // And what was undone comes back.
    let path = format!("/api/jobs/{}/undo", undone["job_id"].as_str().unwrap());
    let (status, redo) = asker.call(Method::POST, &path, None).await;
    assert_eq!(status, 202);
    asker.end(&redo).await;
    assert_eq!(numbers(&database, tagged).await, expected);
    let audit = texts(&database, "select action from audit_log order by audit_id").await;
    assert_eq!(audit, ["job_started", "job_ended"].repeat(3));
    let delta = "select cast(sum(users_delta) as bigint) from changes";
    assert_eq!(database.number(delta).await, 300);
});

each_database!(users_are_deleted_for_good, |database| async move {
    let asker = Asker::start(&database, 200).await;
    let stays = "select user_id from users where sessions < 2 order by user_id";
    let (staying, total) = (numbers(&database, stays).await, 200);
    let gone = total - staying.len();
    let begun = asker.ask(job("delete", &active(), gone, json!({}))).await;
    let done = asker.end(&begun).await;
    assert_eq!(
        told(&done),
        json!({"action": "delete", "tag_id": null, "status": "done", "done": gone, "total": gone, "changed": gone,
            "can_undo": false, "problem": null})
    );
    assert_eq!(numbers(&database, "select user_id from users order by user_id").await, staying);
    assert_eq!(database.number("select count(*) from job_users").await, 0);
    let delta = "select cast(sum(users_delta) as bigint) from changes";
    assert_eq!(database.number(delta).await, staying.len() as i64);
    let path = format!("/api/jobs/{}/undo", done["job_id"].as_str().unwrap());
    assert_eq!(asker.call(Method::POST, &path, None).await.0, 409);
});

each_database!(a_text_narrows_and_jobs_take_turns, |database| async move {
    let asker = Asker::start(&database, 60).await;
    let named = numbers(&database, "select user_id from users where name = 'Åsa Ågren' order by user_id").await;
    // So few that the second job is taken however far the first one is.
    assert!((4..=10).contains(&named.len()));
    let more = json!({"tag_id": "1", "text": " ÅSA "});
    let first = asker.ask(job("tag", &everyone(), named.len(), more)).await;
    // What the second is about, the first makes: each finds its users when its turn comes.
    let tagged = json!({"property": {"tags": {"has_any": ["1"]}}});
    let second = asker.ask(job("tag", &tagged, 0, json!({"tag_id": "2"}))).await;
    let (first, second) = (asker.end(&first).await, asker.end(&second).await);
    assert_eq!(first["status"], "done");
    assert_eq!(numbers(&database, "select user_id from user_tags where tag_id = 1 order by user_id").await, named);
    assert_eq!(second["status"], "done", "{second}");
    assert_eq!(numbers(&database, "select user_id from user_tags where tag_id = 2 order by user_id").await, named);
});

each_database!(users_that_are_named_are_touched_alone, |database| async move {
    let asker = Asker::start(&database, 300).await;
    let matching = numbers(&database, "select user_id from users where sessions >= 2 order by user_id").await;
    let others = numbers(&database, "select user_id from users where sessions < 2 order by user_id").await;
    let named = |ids: &[i64]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    // Of those that are named only those who match, each once.
    let users = named(&[matching[5], matching[1], matching[5], others[0]]);
    let tagging = asker.ask(job("tag", &active(), 2, json!({"tag_id": "1", "users": users}))).await;
    assert_eq!(tagging["total"], 2);
    let done = asker.end(&tagging).await;
    assert_eq!((&done["status"], &done["done"], &done["changed"]), (&json!("done"), &json!(2), &json!(2)));
    let tagged = numbers(&database, "select user_id from user_tags where tag_id = 1 order by user_id").await;
    assert_eq!(tagged, [matching[1], matching[5]]);
    // What is kept of them is what an undo needs.
    assert_eq!(database.number("select count(*) from job_users").await, 2);

    let gone = [matching[0], others[1]];
    let deleting = asker.ask(job("delete", &everyone(), 2, json!({"users": named(&gone)}))).await;
    assert_eq!(asker.end(&deleting).await["changed"], 2);
    let left = numbers(&database, "select user_id from users order by user_id").await;
    assert_eq!((left.len(), left.iter().any(|id| gone.contains(id))), (298, false));

    let nobody = asker.ask(job("export", &everyone(), 0, json!({"users": []}))).await;
    let exported = asker.end(&nobody).await;
    assert_eq!((&exported["status"], &exported["total"]), (&json!("done"), &json!(0)));
});

//! A backup of an earlier schema comes to what the database itself would have come to.

use super::{Json, back_up, everything, file, lines, restore, seal};
use crate::{each_database, support::TestDatabase};
use server::db::{Database, sql};

each_database!(an_earlier_schema_catches_up, |database| async move {
    let mut database = database;
    for step in 1..Database::latest_step() {
        let old = TestDatabase::open(database.kind).await;
        let mut write = old.write().await.unwrap();
        write.go_back(step).await.unwrap();
        for text in [
            "insert into users (user_id, external_id, name, traits, search_text, made, created, sessions) \
             values (7, 'u-7', 'Mina', '{}', 'mina', 1, 1, 0)",
            "insert into identities (identity_key, user_id) values ('user:u-7', 7)",
            "insert into event_names (event_name_id, name, created_at) values (1, 'Seen', 1)",
            "insert into events (user_id, event_id, event_name_id, at, properties) values (7, 1, 1, 1, '{\"a\":1}')",
            "insert into jobs (job_id, action, status, request, done, total, created_at) \
             values (1, 'tag', 'done', '{}', 1, 1, 1)",
            "insert into accounts (account_id, name, email, email_key, password_hash, role, created_at) \
             values (1, 'Ada', 'a@example.com', 'a@example.com', '', 'owner', 1)",
        ] {
            write.execute(sql(text)).await.unwrap();
        }
        write.commit().await.unwrap();
        back_up(&old).await;
        let mut lines = lines(&file(&old));
        let mut head: Json = serde_json::from_str(&lines[0]).unwrap();
        head["schema"] = step.into();
        lines[0] = head.to_string();
        seal(&file(&old), &lines);

        let mut write = old.write().await.unwrap();
        write.catch_up(step).await.unwrap();
        write.commit().await.unwrap();
        restore(&mut database, &file(&old), step > 1).await.unwrap();
        let (mut restored, mut expected) = (everything(&database).await, everything(&old).await);
        // Where it took the place of another, sequences go on.
        restored.remove("changes");
        expected.remove("changes");
        assert_eq!(restored, expected, "{step}");
    }
    assert!(Database::latest_step() > 4);
});

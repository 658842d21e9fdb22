//! Deleted people stay deleted, whichever backup is restored.

use super::{back_up, file, restore};
use crate::{
    activity::timeline::user_id,
    deletion::everything::{found, tell_everything},
    each_database,
    ingest::support::{Product, texts},
    support::TestDatabase,
};
use serde_json::json;
use server::db::sql;

async fn delete(product: &Product, user_id: i64) {
    let key = product.server.secret_key().await;
    let request = product.server.client.delete(product.server.at(&format!("/api/users/{user_id}"))).bearer_auth(&key);
    assert_eq!(request.send().await.unwrap().status(), 204);
}

async fn number_of(database: &TestDatabase, user: &'static str) -> i64 {
    let statement = sql("select user_id from users where external_id = $1").bind(user);
    database.snapshot().await.unwrap().one::<(i64,)>(statement).await.unwrap().0
}

async fn users(database: &TestDatabase) -> Vec<String> {
    texts(database, "select coalesce(external_id, anonymous_id, email) from users order by 1").await
}

each_database!(who_was_deleted_after_the_backup_does_not_come_back, |database| async move {
    let mut database = database;
    let product = Product::start(&database).await;
    tell_everything(&product, "marker", "u-1").await;
    tell_everything(&product, "another", "u-2").await;
    let deleted = user_id(&database).await;
    let marks = ["marker".to_owned(), "Marker".to_owned(), "u-1".to_owned(), deleted.to_string()];
    let path = file(&database);
    back_up(&database).await;
    delete(&product, deleted).await;
    product.batch(json!([{"type": "identify", "userId": "u-3"}])).await;
    drop(product);

    assert_eq!(restore(&mut database, &path, true).await.unwrap(), 1);
    assert_eq!(users(&database).await, ["u-2"]);
    // `u-1` is the beginning of no other id here.
    assert_eq!(found(&database, &marks).await, Default::default());
    let product = Product::start(&database).await;
    for _ in 0..2 {
        tell_everything(&product, "marker", "u-1").await;
    }
    assert_eq!(users(&database).await, ["u-2"]);
    assert_eq!(database.number("select cast(sum(users_delta) as bigint) from changes").await, 1);
});

each_database!(a_backup_of_another_workspace_meets_the_tombstones_of_both, |database| async move {
    let mut database = database;
    let other = TestDatabase::open(database.kind).await;
    let theirs = Product::start(&other).await;
    for user in ["u-1", "u-2", "u-5"] {
        theirs.batch(json!([{"type": "identify", "userId": user, "anonymousId": format!("browser of {user}")}])).await;
    }
    // A browser that the workspace which goes knows as a deleted visitor's, and an address that was deleted with one.
    theirs.batch(json!([{"type": "identify", "userId": "u-4", "anonymousId": "shared browser"}])).await;
    theirs.batch(json!([{"type": "identify", "userId": "u-6", "traits": {"email": "gone@example.com"}}])).await;
    theirs.batch(json!([{"type": "page", "anonymousId": "visitor"}])).await;
    delete(&theirs, number_of(&other, "u-5").await).await;
    back_up(&other).await;

    let ours = Product::start(&database).await;
    for user in ["u-1", "u-7"] {
        ours.batch(json!([{"type": "identify", "userId": user, "traits": {"email": "Gone@Example.com"}}])).await;
        delete(&ours, number_of(&database, user).await).await;
    }
    for visitor in ["shared browser", "visitor"] {
        ours.batch(json!([{"type": "page", "anonymousId": visitor}])).await;
        delete(&ours, database.number("select user_id from users").await).await;
    }
    drop(ours);
    assert_eq!(restore(&mut database, &file(&other), true).await.unwrap(), 2);
    assert_eq!(users(&database).await, ["u-2", "u-4", "u-6"]);

    // Those that either workspace deleted stay away, also by way of a further backup.
    let product = Product::start(&database).await;
    for round in 0..2 {
        for user in ["u-1", "u-5", "u-7"] {
            product.batch(json!([{"type": "identify", "userId": user}])).await;
        }
        product.batch(json!([{"type": "page", "anonymousId": "visitor"}])).await;
        assert_eq!(users(&database).await, ["u-2", "u-4", "u-6"], "{round}");
    }
    back_up(&database).await;
    let path = file(&database);
    drop(product);
    assert_eq!(restore(&mut database, &path, true).await.unwrap(), 0);
    let product = Product::start(&database).await;
    for user in ["u-1", "u-5", "u-7", "u-8"] {
        product.batch(json!([{"type": "identify", "userId": user}])).await;
    }
    assert_eq!(users(&database).await, ["u-2", "u-4", "u-6", "u-8"]);
});

each_database!(an_import_does_not_bring_back_who_another_workspace_deleted, |database| async move {
    let mut database = database;
    let other = TestDatabase::open(database.kind).await;
    let theirs = Product::start(&other).await;
    theirs.batch(json!([{"type": "identify", "userId": "u-1", "traits": {"email": "one@example.com"}}])).await;
    back_up(&other).await;
    let ours = Product::start(&database).await;
    ours.batch(json!([{"type": "identify", "userId": "u-2", "traits": {"email": "two@example.com"}}])).await;
    delete(&ours, number_of(&database, "u-2").await).await;
    drop(ours);
    restore(&mut database, &file(&other), true).await.unwrap();
    std::fs::write(database.folder().join("people.csv"), "email\ntwo@example.com\nthree@example.com\n").unwrap();
    let mut command = crate::imports::command::program(&database, &["import", "people.csv", "--identify-by", "email"]);
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(users(&database).await, ["three@example.com", "u-1"]);
});

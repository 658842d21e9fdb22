//! After a deletion no table holds anything of the person: every column of the schema is searched.

use crate::{
    activity::timeline::user_id,
    each_database,
    ingest::support::{MINUTE, Product, texts},
    support::{Caller, Kind, TestDatabase},
};
use reqwest::Method;
use serde_json::{Value, json};
use server::db::{Sql, sql};
use std::collections::BTreeSet;

/// Tables with rows of users.
const PER_USER: [&str; 12] = [
    "answer_items",
    "answers",
    "events",
    "identities",
    "import_users",
    "interactions",
    "job_users",
    "merged_users",
    "user_attribute_items",
    "user_attributes",
    "user_tags",
    "users",
];

/// Somebody with a row in every table; each text of theirs holds `marker`. `u-2` is somebody like them.
pub async fn tell_everything(product: &Product, name: &str, user: &str) {
    let answered = |question: &str, kind: &str, answer: Value| {
        json!({"type": "track", "userId": user, "event": "Experience Answered", "properties": {"experience_id": "survey",
            "question_id": question, "question_kind": kind, "answer": answer}})
    };
    let anonymous = format!("{name}-anonymous");
    let traits = json!({"name": format!("{name} person"), "email": format!("{name}@example.com"), "firstName": name,
        "language": name, "avatar": format!("https://example.com/{name}"), "plan": name, "topics": [name, "shared"]});
    // Stored by themselves, so that two users are there to be merged.
    product.batch(json!([{"type": "page", "anonymousId": anonymous, "context": {"locale": name}}])).await;
    product
        .batch(json!([
            {"type": "identify", "userId": user, "traits": {"plan": "free"}},
            {"type": "identify", "userId": user, "anonymousId": anonymous, "traits": traits},
            {"type": "track", "userId": user, "event": "Report Viewed", "properties": {"of": name}},
            {"type": "track", "userId": user, "event": "Experience Seen", "properties": {"experience_id": "survey"}},
            answered("why", "text", json!(name)),
            answered("role", "single_choice", json!("Founder")),
            {"type": "track", "userId": user, "properties": {"of": name}},
            {"type": "track", "anonymousId": anonymous},
            {"type": "track", "traits": {"email": format!("{name}@example.com")}},
        ]))
        .await;
}

/// Rows that nothing writes yet, or that others write.
async fn fill(database: &TestDatabase, user_id: i64, name: &str) {
    let mut writer = database.write().await.unwrap();
    let before = format!("{{\"plan\":\"{name}\"}}");
    for statement in [
        sql("insert into user_tags (user_id, tag_id, added_at) values ($1, 1, 0)").bind(user_id),
        sql("insert into import_users (user_id, import_id, action, before) values ($1, 1, 'updated', $2)")
            .bind(user_id)
            .bind(before),
        sql("insert into job_users (user_id, job_id) values ($1, 1)").bind(user_id),
        sql("insert into import_rejects (import_id, row_number, reason, cells, identity_key) \
             values (1, $1, 'why', $2, $3)")
        .bind(user_id)
        .bind(format!("[\"{name}\"]"))
        .bind(format!("email:{name}@example.com")),
    ] {
        writer.execute(statement).await.unwrap();
    }
    writer.commit().await.unwrap();
}

/// Every column of every table: table, column and whether it holds text.
async fn columns(database: &TestDatabase) -> Vec<(String, String, bool)> {
    let text = match database.kind {
        Kind::Sqlite => {
            "select m.name, c.name, lower(c.type) = 'text' from sqlite_master m, pragma_table_info(m.name) c \
             where m.type = 'table' and m.name not like 'sqlite%' and m.name <> '_sqlx_migrations' order by 1, c.cid"
        }
        Kind::Postgres => {
            "select table_name::text, column_name::text, data_type = 'text' from information_schema.columns \
             where table_schema = 'public' and table_name <> '_sqlx_migrations' order by 1, ordinal_position"
        }
    };
    database.snapshot().await.unwrap().all(sql(text)).await.unwrap()
}

/// Where one of these texts stands, also as a part of another.
pub async fn found(database: &TestDatabase, texts: &[String]) -> BTreeSet<String> {
    let mut places = BTreeSet::new();
    for (table, column, is_text) in columns(database).await {
        // Numbers of 64 bits are compared as text, too, so that no column is left out.
        let shown = if is_text { column.clone() } else { format!("cast({column} as text)") };
        let text = format!("select {shown} from {table} where {column} is not null");
        let rows: Vec<(String,)> = database.snapshot().await.unwrap().all(Sql::built(text)).await.unwrap();
        if rows.iter().any(|(value,)| texts.iter().any(|text| value.contains(text))) {
            places.insert(format!("{table}.{column}"));
        }
    }
    places
}

each_database!(nothing_stays_of_a_deleted_user, |database| async move {
    let product = Product::start(&database).await;
    tell_everything(&product, "marker", "u-1").await;
    product.pass(MINUTE);
    tell_everything(&product, "another", "u-2").await;
    let user_id = user_id(&database).await;
    fill(&database, user_id, "marker").await;
    let merged = database.number("select merged_id from merged_users order by user_id limit 1").await;
    let marks = ["marker".to_owned(), "Marker".to_owned(), "u-1".to_owned(), user_id.to_string(), merged.to_string()];
    let before = found(&database, &marks).await;
    let tables: BTreeSet<&str> = before.iter().filter_map(|place| Some(place.split_once('.')?.0)).collect();
    for table in PER_USER.into_iter().chain(["changes", "import_rejects", "ingest_rejects"]) {
        assert!(tables.contains(table), "{table} holds nothing that could be left: {before:?}");
    }

    let editor = Caller::new(&product.server, "editor").await;
    let path = format!("/api/users/{user_id}");
    assert_eq!(editor.status(Method::DELETE, &path).await, 204);
    assert_eq!(found(&database, &marks).await, BTreeSet::new());
    assert_eq!(editor.status(Method::DELETE, &path).await, 404);
    assert_eq!(editor.status(Method::GET, &path).await, 404);

    // The other one keeps everything.
    assert_eq!(texts(&database, "select external_id from users").await, ["u-2"]);
    assert_eq!(database.number("select count(*) from ingest_rejects").await, 3);
    let total = "select cast(sum(users_delta) as bigint) from changes";
    assert_eq!(database.number(total).await, 1);
    let audit = texts(&database, "select action || ' ' || detail from audit_log").await;
    assert_eq!(audit, ["user_deleted {\"key_id\":null,\"users\":1}"]);
});

each_database!(who_may_delete, |database| async move {
    let product = Product::start(&database).await;
    for user in ["u-1", "u-2", "u-3"] {
        product.batch(json!([{"type": "identify", "userId": user}])).await;
    }
    let ids = texts(&database, "select cast(user_id as text) from users order by external_id").await;
    let mut statuses = Vec::new();
    for (role, id) in ["viewer", "editor", "owner"].into_iter().zip(&ids) {
        let caller = Caller::new(&product.server, role).await;
        statuses.push(caller.status(Method::DELETE, &format!("/api/users/{id}")).await);
    }
    assert_eq!(statuses, [403, 204, 204]);
    assert_eq!(texts(&database, "select external_id from users").await, ["u-1"]);
    for id in ["x", "7", "99999999999999999999"] {
        let owner = Caller::new(&product.server, "owner").await;
        assert_eq!(owner.status(Method::DELETE, &format!("/api/users/{id}")).await, 404);
    }
});

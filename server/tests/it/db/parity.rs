//! Both databases have the same tables, columns, keys and indexes.

use crate::support::{Kind, TestDatabase};
use server::db::sql;
use std::collections::BTreeMap;

pub type Schema = BTreeMap<String, Vec<(String, String, bool)>>;

fn kind(word: &str) -> String {
    match word.to_lowercase().as_str() {
        "bigint" | "integer" | "boolean" => "whole",
        "double precision" | "real" => "real",
        "text" => "text",
        other => panic!("a column of kind {other}"),
    }
    .to_owned()
}

pub async fn schema(database: &TestDatabase) -> Schema {
    let text = match database.kind {
        Kind::Sqlite => {
            "select m.name, c.name, c.type, c.\"notnull\" <> 0 from sqlite_master m, pragma_table_info(m.name) c \
             where m.type = 'table' and m.name not like 'sqlite%' and m.name <> '_sqlx_migrations' order by 1, c.cid"
        }
        Kind::Postgres => {
            "select table_name::text, column_name::text, data_type::text, is_nullable = 'NO' \
             from information_schema.columns \
             where table_schema = 'public' and table_name <> '_sqlx_migrations' order by 1, ordinal_position"
        }
    };
    let rows: Vec<(String, String, String, bool)> = database.snapshot().await.unwrap().all(sql(text)).await.unwrap();
    let mut schema = Schema::new();
    for (table, column, word, required) in rows {
        schema.entry(table).or_default().push((column, kind(&word), required));
    }
    schema
}

async fn indexes(database: &TestDatabase) -> Vec<String> {
    let text = match database.kind {
        Kind::Sqlite => {
            "select name from sqlite_master where type = 'index' and name not like 'sqlite%' and sql is not null \
             order by name"
        }
        Kind::Postgres => {
            "select indexname::text from pg_indexes where schemaname = 'public' and indexname like '%\\_by\\_%' \
             order by indexname::text collate \"C\""
        }
    };
    let rows: Vec<(String,)> = database.snapshot().await.unwrap().all(sql(text)).await.unwrap();
    rows.into_iter().map(|(name,)| name).collect()
}

#[tokio::test]
async fn the_twins_are_alike() {
    let sqlite = TestDatabase::open(Kind::Sqlite).await;
    let postgres = TestDatabase::open(Kind::Postgres).await;
    let (ours, theirs) = (schema(&sqlite).await, schema(&postgres).await);
    assert!(ours.len() > 30, "{} tables", ours.len());
    assert_eq!(ours, theirs);
    let names = indexes(&sqlite).await;
    assert!(names.len() > 15, "{names:?}");
    assert_eq!(names, indexes(&postgres).await);
}

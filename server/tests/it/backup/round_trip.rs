//! Everything comes back, whichever database it went from and to.

use super::{LATER, back_up, everything, file, restore};
use crate::{
    db::parity::schema,
    each_database,
    generate::{generate, loading::definitions},
    support::{Kind, TestDatabase},
};
use server::{
    backup::Error,
    db::{ColumnKind, Sql, Table, Value},
};

/// Tables of what ends with a restore.
const LEFT_OUT: [&str; 2] = ["links", "sessions"];

/// Four rows in every table of the schema, whatever it is: none, the ends of numbers, and texts that would end a value
/// in some form or other.
async fn fill(database: &TestDatabase) {
    let mut write = database.write().await.unwrap();
    let mut tables = write.tables().await.unwrap();
    // Others hang on them.
    tables.sort_by_key(|table| table.name != "users");
    for table in tables {
        for row in 0..4 {
            let optional = optional(database, &table).await;
            let names: Vec<_> = table.columns.iter().map(|(name, _)| name.as_str()).collect();
            let places: Vec<_> = (1..=names.len()).map(|place| format!("${place}")).collect();
            let text = format!("insert into {} ({}) values ({})", table.name, names.join(", "), places.join(", "));
            let values = table.columns.iter().map(|(name, kind)| value(name, *kind, row, optional.contains(name)));
            let statement = values.fold(Sql::built(text), Sql::bind);
            write.execute(statement).await.unwrap_or_else(|error| panic!("{}: {error:?}", table.name));
        }
    }
    write.commit().await.unwrap();
}

/// Columns that may be without a value.
async fn optional(database: &TestDatabase, table: &Table) -> Vec<String> {
    let schema = schema(database).await;
    let columns = schema[&table.name].iter().filter(|(_, _, is_required)| !is_required);
    columns.map(|(name, ..)| name.clone()).collect()
}

fn value(column: &str, kind: ColumnKind, row: usize, is_optional: bool) -> Value {
    let texts =
        ["it's \"quoted\", \\N \\ 'NULL' $1", "line\r\nends\n\ttabs\u{1}\u{7f}", "👩‍👩‍👧 ünïcode \u{2028}\u{10ffff}", ""];
    let integers = [i64::MAX, i64::MIN, (1 << 53) + 1, 0];
    let reals = [0.1, f64::MAX, -5e-324, -0.0];
    let is_none = is_optional && row == 0;
    match kind {
        ColumnKind::Integer if column == "user_id" => (row as i64 + 1).into(),
        // SQLite has true and false among its whole numbers.
        ColumnKind::Integer if ["hidden", "boolean_value"].contains(&column) => {
            Value::Integer((!is_none).then_some(row as i64 % 2))
        }
        ColumnKind::Integer => Value::Integer((!is_none).then_some(integers[row])),
        ColumnKind::Real => Value::Real((!is_none).then_some(reals[row])),
        ColumnKind::Text => Value::Text((!is_none).then(|| texts[row].to_owned())),
        ColumnKind::Boolean => Value::Boolean((!is_none).then_some(row % 2 == 1)),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_table_comes_back_by_way_of_the_other_database() {
    let first = TestDatabase::open(Kind::Sqlite).await;
    let mut second = TestDatabase::open(Kind::Postgres).await;
    let mut third = TestDatabase::open(Kind::Sqlite).await;
    generate(&first, "--users 300 --events 2000").await;
    fill(&first).await;
    let mut expected = everything(&first).await;
    // The tables are counted by what each database says of itself.
    assert_eq!(expected.keys().collect::<Vec<_>>(), schema(&first).await.keys().collect::<Vec<_>>());
    assert!(expected.values().all(|rows| rows.len() >= 4));
    for table in LEFT_OUT {
        expected.insert(table.into(), Vec::new());
    }
    let (sqlite, postgres) = (definitions(&third).await, definitions(&second).await);

    let written = back_up(&first).await;
    let rows: u64 = expected.values().map(|rows| rows.len() as u64).sum();
    assert_eq!((written.rows(), written.tables.len()), (rows, expected.len() - LEFT_OUT.len()));
    assert_eq!(restore(&mut second, &file(&first), false).await.unwrap(), 0);
    assert_eq!(everything(&second).await, expected);
    back_up(&second).await;
    restore(&mut third, &file(&second), false).await.unwrap();
    assert_eq!(everything(&third).await, expected);

    // Indexes and keys are what they were, and what the restores did is told.
    assert_eq!(without_statistics(definitions(&third).await), sqlite);
    assert_eq!(definitions(&second).await, postgres);
    let told = "select count(*) from audit_log where action = 'workspace_restored'";
    assert_eq!((second.number(told).await, third.number(told).await), (1, 2));
    for database in [&second, &third] {
        let at = database.number("select max(at) from audit_log where action = 'workspace_restored'").await;
        assert_eq!(at, LATER.0);
    }
    // SQLite goes on as it usually does.
    let bytes = std::fs::read(third.folder().join("rollcall.db")).unwrap();
    assert_eq!(bytes[18..20], [2, 2], "its log is ahead of the file");
}

fn without_statistics(mut definitions: Vec<(String, String)>) -> Vec<(String, String)> {
    definitions.retain(|(name, _)| !name.starts_with("sqlite_stat"));
    definitions
}

each_database!(a_workspace_is_replaced_only_when_that_is_said, |database| async move {
    let mut database = database;
    let path = file(&database);
    generate(&database, "--users 30 --events 100").await;
    back_up(&database).await;
    let backed_up = everything(&database).await;
    generate(&database, "--users 20 --events 100 --seed 2 --add").await;
    let present = everything(&database).await;
    let sequence = "select max(sequence) from changes";
    let before = database.number(sequence).await;

    let refused = restore(&mut database, &path, false).await.unwrap_err();
    let Error::NotEmpty(tables) = &refused else { panic!("{refused}") };
    assert!(tables.contains("users") && tables.contains("user_tags"), "{tables}");
    assert_eq!(everything(&database).await, present);

    restore(&mut database, &path, true).await.unwrap();
    let (mut restored, mut expected) = (everything(&database).await, backed_up);
    restored.remove("changes");
    expected.remove("changes");
    assert_eq!(restored, expected);
    // Sequences go on, and whoever follows them reads everything anew.
    assert_eq!(database.number(sequence).await, before + 1);
    assert_eq!(database.number("select count(*) from changes where user_ids is not null").await, 0);
    assert_eq!(database.number("select cast(sum(users_delta) as bigint) from changes").await, 30);
});

each_database!(nobody_restores_beneath_a_running_server, |database| async move {
    let other = TestDatabase::open(database.kind).await;
    generate(&other, "--users 10 --events 10").await;
    back_up(&other).await;
    database.number("select count(*) from users").await;
    let ids = server::ids::IdSource::new(server::clock::Clock::System);
    let url = database.url.parse().unwrap();
    let refused = server::backup::restore_into(&url, &file(&other), true, &ids, LATER, |_| {}).await.unwrap_err();
    assert!(matches!(refused, Error::Database(server::db::Error::InUse)), "{refused:?}");
    assert_eq!(database.number("select count(*) from users").await, 0);
});

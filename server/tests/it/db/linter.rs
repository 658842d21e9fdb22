//! The schema and the statements can be spread over a cluster by `user_id`: what such clusters cannot do is not there.

use crate::support::sources;
use std::collections::BTreeSet;

/// Tables with a row or more a user, which are spread by `user_id`.
const PER_USER: [&str; 12] = [
    "users",
    "user_attributes",
    "user_attribute_items",
    "user_tags",
    "events",
    "interactions",
    "answers",
    "answer_items",
    "import_users",
    "job_users",
    "merged_users",
    "identities",
];

/// What no statement may say, and why.
const BANNED: [(&str, &str); 10] = [
    ("trigger", "no triggers"),
    ("now()", "the time is bound"),
    ("current_timestamp", "the time is bound"),
    ("random()", "chance is bound"),
    ("offset ", "pages are found by keys"),
    ("over (", "no windows over users"),
    ("lateral", "no lateral joins"),
    ("with recursive", "no recursion"),
    ("lower(", "text is folded by the application"),
    (" like ", "differs between the databases"),
];

fn statements(text: &str) -> impl Iterator<Item = String> {
    let plain: Vec<_> = text.lines().map(|line| line.split("--").next().unwrap_or_default()).collect();
    let joined = plain.join(" ").to_lowercase();
    let statements: Vec<_> = joined.split(';').map(|statement| statement.trim().to_owned()).collect();
    statements.into_iter().filter(|statement| !statement.is_empty())
}

fn table_of(statement: &str) -> Option<&str> {
    statement.strip_prefix("create table ")?.split([' ', '(']).next()
}

#[test]
fn migrations_can_be_spread_by_user() {
    let mut seen = BTreeSet::new();
    for (path, text) in sources("migrations", "sql") {
        for statement in statements(&text) {
            for (word, why) in BANNED {
                assert!(!statement.contains(word), "{path}: {why}: {statement}");
            }
            let per_user = |table: &str| PER_USER.contains(&table);
            if let Some(table) = table_of(&statement) {
                let has_user = statement.contains("user_id ");
                let is_definition = !statement.contains("user_id bigint") && !statement.contains("user_id integer");
                assert!(per_user(table) || is_definition || !has_user, "{path}: {table} has users and is not known");
                if per_user(table) && table != "identities" && table != "users" {
                    assert!(
                        statement.contains("primary key (user_id,"),
                        "{path}: the key of {table} begins with user_id"
                    );
                    assert!(!statement.contains("unique"), "{path}: {table} is unique across users");
                }
                if path.contains("postgres") {
                    assert!(!statement.contains("references"), "{path}: foreign keys of {table} come after the tables");
                }
                seen.insert(table.to_owned());
            }
            if let Some(rest) = statement.strip_prefix("create unique index ") {
                let table =
                    rest.split(" on ").nth(1).and_then(|rest| rest.split([' ', '(']).next()).unwrap_or_default();
                assert!(!per_user(table) || rest.contains("(user_id"), "{path}: {statement}");
            }
        }
    }
    for table in PER_USER {
        assert!(seen.contains(table), "{table} is made by no migration");
    }
}

#[test]
fn statements_can_be_spread_by_user() {
    let mut looked_at = 0;
    for (path, text) in sources("src", "rs") {
        let is_store = path.ends_with("store.rs") || path.contains("/store/");
        if !is_store {
            continue;
        }
        looked_at += 1;
        let code = text.split("#[cfg(test)]").next().unwrap_or_default().to_lowercase();
        for (word, why) in BANNED {
            assert!(!code.contains(word), "{path}: {why} ({word})");
        }
    }
    assert!(looked_at >= 4, "only {looked_at} stores were found");
}

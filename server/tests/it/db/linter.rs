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

/// The names that follow a word in statements, each up to a sign that no name has.
fn named<'a>(statements: &'a [String], before: &str) -> BTreeSet<&'a str> {
    let rest = statements.iter().filter_map(|statement| statement.strip_prefix(before));
    rest.filter_map(|rest| rest.split([' ', '(', '\'']).next()).collect()
}

#[test]
fn a_cluster_is_told_about_every_table_of_users() {
    let file = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/cluster.sql")).unwrap();
    let told: Vec<_> = statements(&file).collect();
    let migrations = sources("migrations/postgres", "sql");
    let made: Vec<_> = migrations.iter().flat_map(|(_, text)| statements(text)).collect();
    // What is unique over all users cannot be spread by user.
    let mut spread = BTreeSet::from(PER_USER);
    spread.remove("identities");
    assert_eq!(named(&told, "select create_distributed_table('"), spread);
    let everywhere = named(&told, "select create_reference_table('");
    assert!(everywhere.contains("identities") && everywhere.is_disjoint(&spread));
    let tables = named(&made, "create table ");
    assert!(everywhere.is_subset(&tables), "there is one that no migration makes");
    // Tables that rows of users name by number are where those are.
    for statement in made.iter().filter(|made| table_of(made).is_some_and(|table| spread.contains(table))) {
        for (key, table) in [
            ("attribute_id ", "attributes"),
            ("event_name_id ", "event_names"),
            ("experience_key ", "experiences"),
            ("question_key ", "questions"),
            ("tag_id ", "tags"),
        ] {
            assert!(!statement.contains(key) || everywhere.contains(table), "{table} for {statement}");
        }
    }
    for statement in &told {
        let is_by_user = !statement.contains("distributed") || statement.contains("', 'user_id'");
        let is_beside = statement.contains("colocate_with => 'users'") || statement.contains("('users'");
        assert!(is_by_user && (is_beside || !statement.contains("distributed")), "{statement}");
    }
    // Each key is taken away before, and put back as it was where it stays within a node.
    let keys: BTreeSet<_> = made.iter().filter(|made| made.contains("foreign key")).map(String::as_str).collect();
    let back: BTreeSet<_> = told.iter().filter(|told| told.contains("foreign key")).map(String::as_str).collect();
    let of_identities = keys.difference(&back).copied().collect::<Vec<_>>();
    assert!(matches!(of_identities[..], [one] if one.starts_with("alter table identities ")), "{of_identities:?}");
    assert!(back.is_subset(&keys));
    for key in keys {
        let gone = key.split(" foreign key").next().unwrap().replace(" add constraint ", " drop constraint ");
        let gone = told.iter().position(|told| *told == gone);
        assert!(gone.is_some_and(|place| told[..=place].iter().all(|told| told.contains(" drop "))), "{key}");
    }
}

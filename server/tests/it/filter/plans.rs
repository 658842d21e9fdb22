//! How the databases count the thirteen filters that are measured: none reads all of a table of users' data, but for
//! those whose tests no index can serve.
//!
//! The population is so small that analysing it reads all of it, and sequential scans are switched off on Postgres, so
//! that the plans are the same on every run; what is left of full scans then has no other way.

use crate::{
    each_database,
    support::{Kind, TestDatabase},
};
use clap::Parser;
use serde_json::json;
use server::{
    bench::{TAG, thirteen},
    cli::{Arguments, Command},
    clock::Clock,
    db::sql,
    filter::{Compiled, Scope, resolve},
    generate::generate_into,
};
use shared::{filter::Filter, time::Instant};
use std::sync::{Arc, atomic::AtomicI64};

const NOW: Instant = Instant(1_795_600_000_000);

/// Tests of the inside and the end of a text: every user has to be looked at.
const MAY_SCAN: [&str; 2] = ["name contains", "e-mail ends with"];

/// Tables with rows of each user, and the names that statements give them.
const PER_USER: [&str; 10] = [
    "users",
    "user_attributes",
    "user_attribute_items",
    "user_tags",
    "events",
    "interactions",
    "answers",
    "latest",
    "later",
    "import_users",
];

async fn populate(database: &TestDatabase) {
    let line = "rollcall generate --users 1500 --events 25000";
    let Command::Generate(options) = Arguments::parse_from(line.split(' ')).command else { unreachable!() };
    let clock = Clock::Set(Arc::new(AtomicI64::new(NOW.0)));
    generate_into(&database.url.parse().unwrap(), &options, &clock, false).await.unwrap();
}

/// The steps of a plan that read all of a table of users' data.
fn full_scans(kind: Kind, plan: &[String]) -> Vec<&str> {
    let is_full = |place: usize| {
        let line = plan[place].trim_start().trim_start_matches("-> ").trim_start();
        match kind {
            Kind::Sqlite => line
                .strip_prefix("SCAN ")
                .is_some_and(|rest| PER_USER.contains(&rest.split(' ').next().unwrap_or_default())),
            Kind::Postgres => {
                let Some((_, table)) = line.split_once(" on ") else { return false };
                let table = table.split(' ').next().unwrap_or_default();
                let is_bounded = plan.get(place + 1).is_some_and(|next| next.contains("Index Cond:"));
                // The scan below a bitmap's heap scan has the condition, and names the index.
                line.contains("Scan") && !line.contains("Bitmap Heap") && PER_USER.contains(&table) && !is_bounded
            }
        }
    };
    (0..plan.len()).filter(|place| is_full(*place)).map(|place| plan[place].as_str()).collect()
}

#[test]
fn full_scans_are_told_from_searches() {
    let plan = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    let sqlite = plan(&["SCAN users", "  SCAN matching", "SEARCH events USING COVERING INDEX e (event_name_id=?)"]);
    assert_eq!(full_scans(Kind::Sqlite, &sqlite), ["SCAN users"]);
    let postgres = plan(&[
        "  ->  Index Only Scan using users_pkey on users",
        "        ->  Index Scan using a on user_tags",
        "              Index Cond: (tag_id = '1'::bigint)",
        "        ->  Seq Scan on events latest",
    ]);
    assert_eq!(full_scans(Kind::Postgres, &postgres), [&postgres[0], &postgres[3]]);
}

each_database!(only_tests_inside_of_texts_read_everybody, |database| async move {
    populate(&database).await;
    let mut snapshot = database.snapshot().await.unwrap();
    if database.kind == Kind::Postgres {
        for setting in ["set local enable_seqscan = off", "set local max_parallel_workers_per_gather = 0"] {
            snapshot.execute(sql(setting)).await.unwrap();
        }
    }
    let (tag,): (i64,) = snapshot.one(sql("select tag_id from tags where name = $1").bind(TAG)).await.unwrap();
    let mut golden = String::new();
    for (name, root) in thirteen(&tag.to_string()) {
        let filter = Filter::read(&json!({"version": 1, "root": root})).unwrap();
        let resolved = resolve(&mut snapshot, &filter, NOW).await.unwrap();
        let compiled = Compiled::new(&mut snapshot, resolved, Scope::Everyone).await.unwrap();
        assert!(name == "none" || compiled.total(&mut snapshot, 1_500).await.unwrap() > 0, "{name} finds nobody");
        golden.push_str(&format!("-- {name}\n"));
        for statement in compiled.statements() {
            let plan = snapshot.plan(statement).await.unwrap();
            let plan: Vec<_> = plan.into_iter().map(|line| without_values(&line)).collect();
            golden.push_str(&format!("{}\n", plan.join("\n")));
            let scans = full_scans(database.kind, &plan);
            assert_eq!(scans.is_empty(), !MAY_SCAN.contains(&name), "{name}:\n{}", plan.join("\n"));
        }
        golden.push('\n');
    }
    // Postgres chooses joins by statistics of a sample, so that its plans are read above, and not kept.
    if database.kind == Kind::Sqlite {
        insta::assert_snapshot!("sqlite", golden);
    }
});

/// A line of a plan without the values in it: ids are new on every run.
fn without_values(line: &str) -> String {
    let mut parts = line.split('\'');
    let mut text = parts.next().unwrap_or_default().to_owned();
    while let (Some(_), Some(after)) = (parts.next(), parts.next()) {
        text.push('?');
        text.push_str(after);
    }
    text
}

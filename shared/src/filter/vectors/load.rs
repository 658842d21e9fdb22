//! Reads the files. A table of values and tests becomes users and filters: each value is an attribute of one user
//! and a property of an event of theirs, and each test is asked of both.

use crate::{
    api::catalogue::AttributeKind,
    filter::{
        names::{Directory, Field},
        node::Filter,
        oracle::{EventFact, Facts},
    },
    ids::SegmentId,
    time::Instant,
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Users, and filters of which is known whom they match.
#[derive(Clone, Debug)]
pub struct Vectors {
    /// What they are about.
    pub name: String,
    /// The time now.
    pub now: Instant,
    /// The workspace's time zone.
    pub zone: String,
    /// What exists.
    pub directory: Directory,
    /// Definitions of the segments.
    pub segments: BTreeMap<SegmentId, Filter>,
    /// Users by a name for messages.
    pub users: BTreeMap<String, Facts>,
    /// The filters.
    pub cases: Vec<Case>,
}

/// A filter and whom it matches.
#[derive(Clone, Debug)]
pub struct Case {
    /// What it shows.
    pub why: String,
    /// The filter.
    pub filter: Filter,
    /// The names of the users that match.
    pub true_for: BTreeSet<String>,
}

const TABLES: [&str; 5] = [
    include_str!("text.json"),
    include_str!("number.json"),
    include_str!("boolean.json"),
    include_str!("time.json"),
    include_str!("list.json"),
];
const USERS: &str = include_str!("users.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    name: String,
    now: Instant,
    zone: String,
    kind: AttributeKind,
    values: BTreeMap<String, Map>,
    tests: Vec<Row>,
}

type Map = BTreeMap<String, Value>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    test: Value,
    negation: Option<Value>,
    true_for: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    name: String,
    now: Instant,
    zone: String,
    directory: Directory,
    segments: BTreeMap<SegmentId, Filter>,
    users: BTreeMap<String, Facts>,
    cases: Vec<GroupCase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupCase {
    why: String,
    root: Value,
    true_for: BTreeSet<String>,
}

/// All of them.
///
/// # Panics
/// When a file is not in its form, which its own test finds first.
#[must_use]
#[expect(clippy::expect_used, reason = "the files are part of the program")]
pub fn vectors() -> Vec<Vectors> {
    let tables = TABLES.iter().flat_map(|text| serde_json::from_str::<Vec<Table>>(text).expect("a list of tables"));
    let groups = serde_json::from_str::<Vec<Group>>(USERS).expect("a list of groups");
    tables.map(of_table).chain(groups.into_iter().map(of_group)).collect()
}

#[expect(clippy::expect_used, reason = "the files are part of the program")]
fn filter(root: &Value) -> Filter {
    Filter::read(&json!({"version": 1, "root": root})).expect("a filter")
}

fn of_group(group: Group) -> Vectors {
    let Group { name, now, zone, directory, segments, users, cases } = group;
    let case = |case: GroupCase| Case { filter: filter(&case.root), why: case.why, true_for: case.true_for };
    Vectors { name, now, zone, directory, segments, users, cases: cases.into_iter().map(case).collect() }
}

/// The key of the attribute and of the event's property; it is one that paths and quotes could break.
const KEY: &str = "k.e'y\"$";

fn of_table(table: Table) -> Vectors {
    let Table { name, now, zone, kind, values, tests } = table;
    let everyone: BTreeSet<String> = values.keys().cloned().collect();
    let user = |value: Option<&Value>| {
        let values = value.map(|value| (KEY.to_owned(), value.clone()));
        let event = EventFact { name: "e".to_owned(), at: now, properties: values.clone().into_iter().collect() };
        Facts { attributes: values.into_iter().collect(), events: vec![event], ..Facts::default() }
    };
    let users = values.iter().map(|(name, value)| (name.clone(), user(value.get("value")))).collect();
    let mut cases = Vec::new();
    for Row { test, negation, true_for } in tests {
        let others = everyone.difference(&true_for).cloned().collect();
        let tests = [Some((test, true_for)), negation.map(|negation| (negation, others))];
        for (test, true_for) in tests.into_iter().flatten() {
            let test = json!({kind.word(): test});
            let attribute = json!({"attribute": {"key": KEY, "test": test}});
            let event = json!({"event": {"name": "e", "where": [{"property": KEY, "test": test}]}});
            for root in [attribute, event] {
                cases.push(Case { why: root.to_string(), filter: filter(&root), true_for: true_for.clone() });
            }
        }
    }
    let directory = Directory {
        attributes: [(KEY.to_owned(), Field { name: KEY.to_owned(), kind })].into(),
        events: ["e".to_owned()].into(),
        ..Directory::default()
    };
    Vectors { name, now, zone, directory, segments: BTreeMap::new(), users, cases }
}

//! What is refused, and what large filters do.

use super::world::{World, ask, write_segment};
use crate::each_database;
use serde_json::{Value, json};
use server::{
    db::Database,
    filter::{Error, resolve},
};
use shared::{
    filter::{Directory, Filter},
    ids::SegmentId,
    time::Instant,
};
use std::collections::BTreeMap;

const NOW: Instant = Instant(1_795_600_000_000);

fn filter(root: &Value) -> Filter {
    Filter::read(&json!({"version": 1, "root": root})).unwrap()
}

fn segment(id: i64) -> Value {
    json!({"segment": {"id": id.to_string(), "member": true}})
}

async fn problems(database: &Database, root: &Value) -> Vec<(String, String)> {
    let mut snapshot = database.snapshot().await.unwrap();
    match resolve(&mut snapshot, &filter(root), NOW).await {
        Ok(_) => Vec::new(),
        Err(Error::Invalid(problems)) => problems.into_iter().map(|at| (at.pointer, at.detail)).collect(),
        Err(Error::Database(error)) => panic!("{error:?}"),
    }
}

async fn write_segments(database: &Database, segments: &[(i64, &str, Value)]) {
    let mut writer = database.write().await.unwrap();
    for (id, name, root) in segments {
        let document = json!({"version": 1, "root": root}).to_string();
        write_segment(&mut writer, *id, name, &document).await.unwrap();
    }
    writer.commit().await.unwrap();
}

each_database!(unknown_names_are_told_with_their_places, |database| async move {
    let root = json!({"any": [
        {"attribute": {"key": "plan", "test": {"text": "is_empty"}}},
        {"not": {"event": {"name": "export"}}},
        {"muted": {"event": {"name": "gone"}}},
        {"property": {"tags": {"has_any": ["1", "2"]}}},
        segment(9),
        {"import": {"id": "4"}},
    ]});
    let pointers: Vec<_> = problems(&database, &root).await.into_iter().map(|(pointer, _)| pointer).collect();
    let expected = ["/root/any/0", "/root/any/1/not", "/root/any/3", "/root/any/3", "/root/any/4", "/root/any/5"];
    assert_eq!(pointers, expected);
});

each_database!(circles_of_segments_are_told_with_their_path, |database| async move {
    let segments = [(1, "A", segment(2)), (2, "B", json!({"any": [segment(1)]})), (3, "C", segment(3))];
    write_segments(&database, &segments).await;
    let found = problems(&database, &json!({"all": [segment(1), segment(3)]})).await;
    let expected = [
        ("/root/all/0", "Segments lead back to themselves: A > B > A. Remove one of them."),
        ("/root/all/1", "Segments lead back to themselves: C > C. Remove one of them."),
    ];
    assert_eq!(found, expected.map(|(pointer, detail)| (pointer.to_owned(), detail.to_owned())));
    assert_eq!(problems(&database, &json!({"all": [{"muted": segment(1)}]})).await, []);
});

each_database!(a_segment_that_no_longer_resolves_is_told_where_it_is_named, |database| async move {
    let gone = json!({"event": {"name": "gone"}});
    write_segments(&database, &[(1, "Old", json!({"all": [gone]})), (2, "Newer", segment(1))]).await;
    let mut writer = database.write().await.unwrap();
    write_segment(&mut writer, 3, "Torn", "{\"version\": 1").await.unwrap();
    writer.commit().await.unwrap();
    let found = problems(&database, &json!({"all": [segment(2), segment(3)]})).await;
    let expected = [
        ("/root/all/0", "The segment “Old” cannot be used. There is no event “gone”: choose another or remove this."),
        ("/root/all/1", "The segment “Torn” cannot be read any more: define it anew."),
    ];
    assert_eq!(found, expected.map(|(pointer, detail)| (pointer.to_owned(), detail.to_owned())));
});

each_database!(segments_of_segments_stay_within_the_limits, |database| async move {
    // Each names the one before twenty times.
    let mut segments = vec![(1, "S1".to_owned(), json!({"property": {"name": "is_empty"}}))];
    for id in 2..=5 {
        segments.push((id, format!("S{id}"), json!({"any": vec![segment(id - 1); 20]})));
    }
    let segments: Vec<_> = segments.iter().map(|(id, name, root)| (*id, name.as_str(), root.clone())).collect();
    write_segments(&database, &segments).await;
    let found = problems(&database, &segment(5)).await;
    assert_eq!(found.len(), 1);
    assert!(found[0].1.contains("more than 10000 nodes"), "{}", found[0].1);
    // 8,421 nodes are allowed and answered.
    let mut snapshot = database.snapshot().await.unwrap();
    let answer = ask(&mut snapshot, &filter(&segment(4)), NOW, false).await;
    assert_eq!(answer.totals.total, 0);
});

each_database!(the_deepest_chain_of_segments_is_answered, |database| async move {
    let ids: Vec<i64> = (1..=120).collect();
    let names: Vec<_> = ids.iter().map(|id| format!("S{id}")).collect();
    let root = |id: i64| if id == 1 { json!({"all": []}) } else { json!({"not": segment(id - 1)}) };
    let segments: Vec<_> = ids.iter().map(|&id| (id, names[id as usize - 1].as_str(), root(id))).collect();
    write_segments(&database, &segments).await;
    let (mut answered, mut refused) = (0, 0);
    for id in ids {
        let found = problems(&database, &segment(id)).await;
        if found.is_empty() {
            let mut snapshot = database.snapshot().await.unwrap();
            ask(&mut snapshot, &filter(&segment(id)), NOW, false).await;
            answered += 1;
        } else {
            refused += 1;
        }
    }
    assert!(answered > 40 && refused > 5, "{answered} answered, {refused} refused");
});

each_database!(the_largest_filter_is_answered, |database| async move {
    let long = "ß".repeat(1_024);
    let values: Vec<_> = (0..500).map(|number| format!("value {number}")).collect();
    let condition = |number: usize| match number % 4 {
        0 => json!({"property": {"email": {"one_of": {"values": values, "ignore_case": true}}}}),
        1 => json!({"property": {"name": {"contains": {"value": long, "ignore_case": true}}}}),
        2 => json!({"property": {"name": {"does_not_match": {"pattern": format!("^{number}(a*)*b$")}}}}),
        _ => json!({"property": {"last_activity": {"within_last": {"amount": 10_000, "unit": "months"}}}}),
    };
    let mut node = json!({"any": (0..90).map(condition).collect::<Vec<_>>()});
    for level in 0..7 {
        node = if level % 2 == 0 { json!({"not": node}) } else { json!({"all": [node, condition(level)]}) };
    }
    let directory = Directory::default();
    let users = shared::filter::oracle::Facts { name: Some("a".repeat(5_000)), ..Default::default() };
    let world = World { zone: "UTC", directory: &directory, segments: &BTreeMap::new(), users: vec![&users; 50] };
    world.write(&database).await;
    let mut snapshot = database.snapshot().await.unwrap();
    let answer = ask(&mut snapshot, &filter(&node), NOW, true).await;
    assert_eq!(answer.totals.nodes.len(), 101);
});

each_database!(a_reverted_import_left_no_users, |database| async move {
    let directory = Directory { imports: [(shared::ids::ImportId(1), "f".into())].into(), ..Default::default() };
    let mut facts = shared::filter::oracle::Facts::default();
    facts.imports.insert(shared::ids::ImportId(1));
    let segments: BTreeMap<SegmentId, Filter> = BTreeMap::new();
    World { zone: "UTC", directory: &directory, segments: &segments, users: vec![&facts] }.write(&database).await;
    let filter = filter(&json!({"import": {"id": "1"}}));
    let mut snapshot = database.snapshot().await.unwrap();
    assert_eq!(ask(&mut snapshot, &filter, NOW, false).await.totals.total, 1);
    drop(snapshot);
    let mut writer = database.write().await.unwrap();
    writer.execute(server::db::sql("update imports set status = 'reverted'")).await.unwrap();
    writer.commit().await.unwrap();
    let mut snapshot = database.snapshot().await.unwrap();
    assert_eq!(ask(&mut snapshot, &filter, NOW, false).await.totals.total, 0);
});

//! The hand-written vectors.

use super::world::{World, ask, user_id};
use crate::each_database;
use server::{filter::resolve, index::Audience};
use shared::filter::vectors::{Vectors, vectors};
use std::collections::BTreeSet;

each_database!(the_vectors_hold, |database| async move {
    let mut asked = 0;
    for Vectors { name, now, zone, directory, segments, users, cases } in vectors() {
        let names: Vec<_> = users.keys().cloned().collect();
        let world = World { zone: &zone, directory: &directory, segments: &segments, users: users.values().collect() };
        world.write(&database).await;
        let mut snapshot = database.snapshot().await.unwrap();
        let audience = Audience::load(&mut snapshot, usize::MAX).await.unwrap().unwrap();
        for case in cases {
            let answer = ask(&mut snapshot, &case.filter, now, false).await;
            let resolved = resolve(&mut snapshot, &case.filter, now).await.unwrap();
            for (place, user) in names.iter().enumerate() {
                let holds = audience.matches(&mut snapshot, &resolved, user_id(place)).await.unwrap();
                assert_eq!(holds, answer.user_ids.contains(&user_id(place)), "{name}, {}: {user}", case.why);
            }
            let by_index = audience.evaluate(&mut snapshot, &resolved, false).await.unwrap();
            assert_eq!(by_index, (answer.totals.clone(), answer.user_ids.clone()), "{name}, {}", case.why);
            let matches = |place: &usize| answer.user_ids.contains(&user_id(*place));
            let found: BTreeSet<_> = (0..names.len()).filter(matches).map(|place| names[place].clone()).collect();
            assert_eq!(found, case.true_for, "{name}, {}", case.why);
            asked += 1;
        }
    }
    assert!(asked > 350, "{asked} cases");
});

//! Random filters about random users: the oracle and both databases say the same.

use super::world::{World, ask, matching, user_id};
use crate::{each_database, support::TestDatabase};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use server::{
    filter::{Compiled, Scope, resolve, totals_together},
    index::Audience,
};
use shared::filter::{
    Filter, Node,
    clock::Clock,
    oracle::{Context, counts, matches},
    strategies,
};
use std::time::Duration;

/// Worlds, and filters for each: the same on both databases.
const WORLDS: u64 = 40;
const FILTERS: usize = 52;
const USERS: usize = 30;
/// How long the filters of one world may take together.
const PATIENCE: Duration = Duration::from_secs(600);

/// `ROLLCALL_TEST_WORLDS` asks for a longer run.
fn worlds() -> u64 {
    std::env::var("ROLLCALL_TEST_WORLDS").ok().and_then(|count| count.parse().ok()).unwrap_or(WORLDS)
}

async fn in_worlds(
    database: &TestDatabase,
    worlds: u64,
    mut check: impl AsyncFnMut(&mut server::db::Transaction, &mut ChaCha8Rng, &strategies::World),
) {
    for seed in 0..worlds {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let world = strategies::world(&mut random, USERS);
        let written = World {
            zone: world.zone,
            directory: &world.directory,
            segments: &world.segments,
            users: world.users.iter().collect(),
        };
        written.write(database).await;
        // However busy the machine is: this is about answers, not about times.
        let mut snapshot = database.snapshot_for(PATIENCE).await.unwrap();
        check(&mut snapshot, &mut random, &world).await;
    }
}

/// The whole of a snapshot in memory.
async fn audience(snapshot: &mut server::db::Transaction) -> Audience {
    Audience::load(snapshot, usize::MAX).await.unwrap().unwrap()
}

each_database!(all_evaluators_agree, |database| async move {
    in_worlds(&database, worlds(), async |snapshot, random, world| {
        let clock = Clock::new(world.now, world.zone).unwrap();
        let context = Context { clock: &clock, segments: &world.segments };
        let audience = audience(snapshot).await;
        let (mut asked, mut totals) = (Vec::new(), Vec::new());
        for place in 0..FILTERS {
            let filter = strategies::filter(random, world, [1, 1, 2, 4, 12][place % 5]);
            let text = serde_json::to_string(&filter).unwrap();
            let expected = |facts| matches(&filter, facts, context);
            let expected: Vec<_> =
                (0..world.users.len()).filter(|place| expected(&world.users[*place])).map(user_id).collect();
            let answer = ask(snapshot, &filter, world.now, false).await;
            assert_eq!(answer.user_ids, expected, "{text}");
            let resolved = resolve(snapshot, &filter, world.now).await.unwrap();
            let by_index = audience.evaluate(snapshot, &resolved, false).await.unwrap();
            assert_eq!(by_index, (answer.totals.clone(), expected), "{text}");
            let nodes = answer.totals.nodes.into_iter();
            let nodes: Vec<_> = nodes.map(|node| (node.pointer, usize::try_from(node.total).unwrap())).collect();
            assert_eq!(nodes, counts(&filter, &world.users, context), "{text}");
            asked.push(resolved);
            totals.push(Some(answer.totals.total));
        }
        let everyone = world.users.len() as u64;
        assert_eq!(totals_together(snapshot, asked, everyone).await.unwrap(), totals, "all of them in one pass");
    })
    .await;
});

/// The filter with the node at a pointer muted.
fn muted(filter: &Filter, pointer: &str) -> Filter {
    let mut document = filter.to_value();
    let node = document.pointer_mut(pointer).unwrap();
    *node = serde_json::json!({"muted": node.take()});
    Filter::read(&document).unwrap()
}

each_database!(without_a_node_is_with_it_muted, |database| async move {
    let mut asked = 0;
    in_worlds(&database, 4, async |snapshot, random, world| {
        let audience = audience(snapshot).await;
        for _ in 0..10 {
            let filter = strategies::filter(random, world, 8);
            let answer = ask(snapshot, &filter, world.now, true).await;
            let resolved = resolve(snapshot, &filter, world.now).await.unwrap();
            let (totals, _) = audience.evaluate(snapshot, &resolved, true).await.unwrap();
            assert_eq!(totals, answer.totals);
            for node in answer.totals.nodes {
                let is_child = node.pointer.chars().last().is_some_and(|last| last.is_ascii_digit());
                assert_eq!(node.without.is_some(), is_child, "{}", node.pointer);
                let Some(without) = node.without else { continue };
                let total = ask(snapshot, &muted(&filter, &node.pointer), world.now, false).await.totals.total;
                assert_eq!(without, total, "{} of {:?}", node.pointer, filter.to_value().to_string());
                asked += 1;
            }
        }
    })
    .await;
    assert!(asked > 60, "{asked} nodes");
});

each_database!(one_user_is_as_among_all, |database| async move {
    in_worlds(&database, 4, async |snapshot, random, world| {
        for _ in 0..20 {
            let filter = strategies::filter(random, world, 4);
            let everyone = ask(snapshot, &filter, world.now, false).await.user_ids;
            for place in [0, 7, 29] {
                let one = user_id(place);
                let resolved = resolve(snapshot, &filter, world.now).await.unwrap();
                let compiled = Compiled::new(snapshot, resolved, Scope::One(one)).await.unwrap();
                let found = matching(snapshot, &compiled).await.contains(&one);
                assert_eq!(found, everyone.contains(&one), "{}", filter.to_value());
            }
        }
    })
    .await;
});

each_database!(the_index_says_the_same_of_one_user, |database| async move {
    let mut asked = [0, 0];
    in_worlds(&database, worlds().min(200) / 4, async |snapshot, random, world| {
        let audience = audience(snapshot).await;
        let clock = Clock::new(world.now, world.zone).unwrap();
        let context = Context { clock: &clock, segments: &world.segments };
        for place in 0..FILTERS {
            let filter = strategies::filter(random, world, [1, 1, 2, 4, 12][place % 5]);
            let resolved = resolve(snapshot, &filter, world.now).await.unwrap();
            // Some are asked about before anything is kept of the filter, the others when everybody was asked about.
            for first in [0, 1] {
                for place in (first..USERS).step_by(7) {
                    let holds = audience.matches(snapshot, &resolved, user_id(place)).await.unwrap();
                    let expected = matches(&filter, &world.users[place], context);
                    assert_eq!(holds, expected, "user {place}: {}", filter.to_value());
                    asked[usize::from(holds)] += 1;
                }
                audience.evaluate(snapshot, &resolved, false).await.unwrap();
            }
            assert!(!audience.matches(snapshot, &resolved, -7).await.unwrap(), "nobody is in no segment");
        }
    })
    .await;
    assert!(asked.iter().all(|asked| *asked > 500), "{asked:?}");
});

each_database!(x_and_not_x_part_the_users, |database| async move {
    in_worlds(&database, 4, async |snapshot, random, world| {
        for _ in 0..20 {
            let root = strategies::filter(random, world, 5).root;
            let inside = ask(snapshot, &Filter { root: root.clone() }, world.now, false).await.user_ids;
            let outside = Filter { root: Node::Not(Box::new(root)) };
            let mut all = ask(snapshot, &outside, world.now, false).await.user_ids;
            all.extend(inside);
            all.sort_unstable();
            assert_eq!(all, (0..USERS).map(user_id).collect::<Vec<_>>());
        }
    })
    .await;
});

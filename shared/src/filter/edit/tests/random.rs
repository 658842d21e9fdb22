//! Random operations on random drafts.

use super::*;
use crate::{
    filter::{
        clock::Clock,
        oracle::{Context, matches},
        strategies,
    },
    time::Instant,
};
use rand::{Rng, SeedableRng, rngs::SmallRng, seq::IndexedRandom};

fn ids(node: &DraftNode, found: &mut Vec<NodeId>) {
    found.push(node.id);
    node.children().iter().for_each(|child| ids(child, found));
}

fn any_operation(random: &mut SmallRng, draft: &Draft) -> Result<Draft, OpRefused> {
    let mut found = Vec::new();
    ids(draft.root(), &mut found);
    let mut id = || *found.choose(random).expect("a root");
    let (one, other) = (id(), id());
    let index = random.random_range(0..4);
    let combinator = if random.random() { Combinator::All } else { Combinator::Any };
    let direction = {
        use Direction::*;
        [Up, Down, BeforePrevious, AfterNext, IntoGroupAbove, IntoGroupBelow, Out, WithPrevious, WithNext]
    };
    match random.random_range(0..19) {
        0 => draft.add(one, Some(index), DraftCondition(leaf("new"))),
        1 => draft.add(one, None, DraftCondition::default()),
        2 => draft.add_group(one, Some(index)),
        3 => draft.remove(one),
        4 => draft.update(one, DraftCondition(strategies::any_json(random, 2))),
        5 | 6 => draft.move_to(one, other, index),
        7 => draft.wrap(one, combinator),
        8 => draft.unwrap(one),
        9 => draft.group_at(one, other),
        10 => draft.duplicate(one),
        11 => draft.set_combinator(one, combinator),
        12 => draft.split_at(one, index),
        13 => draft.negate(one),
        14 => draft.mute(one),
        15 => draft.name(one, Some("n".to_owned()).filter(|_| random.random())),
        16 => draft.drop_at(one, DropTarget::Combine { target: other }, random.random()),
        17 => draft.drop_at(one, DropTarget::NewGroup { parent: other }, random.random()),
        _ => draft.step(one, *direction.choose(random).expect("a direction")),
    }
}

#[test]
fn any_operations_keep_the_tree_sound_and_undo_returns_to_the_start() {
    let (mut done, mut refused) = (0, 0);
    for seed in 0..80 {
        let mut random = SmallRng::seed_from_u64(seed);
        let world = strategies::world(&mut random, 0);
        let start = Draft::from(&strategies::filter(&mut random, &world, 12));
        assert!(start.is_sound());
        let mut history = History::new(start.clone());
        for at in 0..50 {
            match any_operation(&mut random, history.present()) {
                Ok(draft) => {
                    assert!(draft.is_sound(), "{}", told(draft.root()));
                    let focus = draft.focus().expect("a focus");
                    assert!(draft.node(focus).is_some(), "{}", told(draft.root()));
                    for purpose in [Purpose::Apply, Purpose::Save] {
                        let finished = draft.finish(purpose);
                        let document = finished.filter.to_value();
                        assert_eq!(Filter::read(&document), Ok(finished.filter.clone()), "{document}");
                        for pointer in finished.pointers.values() {
                            assert!(document.pointer(pointer).is_some(), "{document}: {pointer}");
                        }
                    }
                    history.push(draft, Edit { label: String::new(), part: None, at: Instant(at) });
                    done += 1;
                }
                Err(why) => {
                    assert!(why.reason.ends_with('.'), "{}", why.reason);
                    refused += 1;
                }
            }
        }
        let end = history.present().clone();
        let mut steps = 0;
        while history.undo().is_some() {
            steps += 1;
        }
        assert_eq!(*history.present(), start);
        for _ in 0..steps {
            history.redo();
        }
        assert_eq!(*history.present(), end);
    }
    assert!(done > 1_000 && refused > 300, "{done} done, {refused} refused");
}

#[test]
fn a_filter_means_the_same_after_the_builder_had_it() {
    for seed in 0..100 {
        let mut random = SmallRng::seed_from_u64(seed);
        let world = strategies::world(&mut random, 12);
        let clock = Clock::new(world.now, world.zone).expect("a time zone");
        let context = Context { clock: &clock, segments: &world.segments };
        let filter = strategies::filter(&mut random, &world, 12);
        for purpose in [Purpose::Apply, Purpose::Save] {
            let finished = Draft::from(&filter).finish(purpose);
            for facts in &world.users {
                let (before, after) = (matches(&filter, facts, context), matches(&finished.filter, facts, context));
                assert_eq!(before, after, "{} became {}", filter.to_value(), finished.filter.to_value());
            }
            assert!(finished.incomplete.is_empty() && finished.invalid.is_empty());
        }
    }
}

//! The oracle against the vectors, and laws that hold for all filters and users.

use super::*;
use crate::filter::{
    Filter, Node, canonical, canonical_text,
    clock::Clock,
    describe, strategies, validate,
    vectors::{Vectors, vectors},
};
use rand::{Rng, SeedableRng, rngs::SmallRng};
use serde_json::Value;
use std::collections::BTreeSet;

#[test]
fn the_vectors_hold() {
    let mut asked = 0;
    for Vectors { name, now, zone, directory, segments, users, cases } in vectors() {
        let clock = Clock::new(now, &zone).expect("a time zone");
        let context = Context { clock: &clock, segments: &segments };
        for case in cases {
            assert!(case.true_for.iter().all(|user| users.contains_key(user)), "{name}, {}: an unknown user", case.why);
            assert_eq!(validate(&case.filter, &directory), Ok(()), "{name}, {}", case.why);
            let matching: BTreeSet<_> = users
                .iter()
                .filter(|(_, facts)| matches(&case.filter, facts, context))
                .map(|(user, _)| user.clone())
                .collect();
            assert_eq!(matching, case.true_for, "{name}, {}", case.why);
            asked += users.len();
        }
    }
    assert!(asked > 4_000, "{asked}");
}

/// The words of operators that a document uses.
fn words(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            found.insert(text.clone());
        }
        Value::Array(items) => items.iter().for_each(|item| words(item, found)),
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            found.insert(key.clone());
            words(value, found);
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn the_vectors_have_every_operator() {
    use crate::filter::{ExperienceAction, Property, test::*};
    let mut found = BTreeSet::new();
    for case in vectors().iter().flat_map(|vectors| &vectors.cases) {
        words(&case.filter.to_value(), &mut found);
    }
    let operators = [
        TextTest::OPERATORS,
        NumberTest::OPERATORS,
        BooleanTest::OPERATORS,
        TimeTest::OPERATORS,
        ListTest::OPERATORS,
        TagsTest::OPERATORS,
        ChoiceTest::OPERATORS,
        CountTest::OPERATORS,
        Window::OPERATORS,
    ];
    // Nothing is written for what is meant anyway.
    let known = operators.concat().into_iter().map(|operator| operator.word).filter(|word| *word != "ever");
    let known = known.chain(Property::ALL.iter().map(|property| property.word()));
    let known = known.chain(ExperienceAction::ALL.iter().map(|action| action.word()));
    let missing: Vec<_> = known.filter(|word| !found.contains(*word)).collect();
    assert_eq!(missing, Vec::<&str>::new());
}

fn with_worlds(count: u64, mut check: impl FnMut(&mut SmallRng, &strategies::World, Context<'_>)) {
    for seed in 0..count {
        let mut random = SmallRng::seed_from_u64(seed);
        let world = strategies::world(&mut random, 12);
        let clock = Clock::new(world.now, world.zone).expect("a time zone");
        check(&mut random, &world, Context { clock: &clock, segments: &world.segments });
    }
}

#[test]
fn random_filters_are_valid_and_survive_json() {
    with_worlds(200, |random, world, _| {
        for size in [1, 3, 10, 40] {
            let filter = strategies::filter(random, world, size);
            assert_eq!(validate(&filter, &world.directory), Ok(()));
            let text = serde_json::to_string(&filter).unwrap();
            assert_eq!(Filter::parse(text.as_bytes()), Ok(filter.clone()), "{text}");
            assert!(!describe(&filter, &world.directory).is_empty());
        }
    });
}

#[test]
fn random_worlds_are_neither_all_nor_nothing() {
    let (mut some, mut all) = (0, 0);
    with_worlds(100, |random, world, context| {
        for _ in 0..5 {
            let filter = strategies::filter(random, world, 3);
            let count = world.users.iter().filter(|facts| matches(&filter, facts, context)).count();
            some += usize::from(count > 0 && count < world.users.len());
            all += 1;
        }
    });
    assert!(some * 3 > all, "{some} of {all} filters tell users apart");
}

#[test]
fn the_laws_of_the_algebra() {
    with_worlds(150, |random, world, context| {
        let mut part = || strategies::filter(random, world, 5).root;
        let (a, b, c) = (part(), part(), part());
        let not = |node: &Node| Node::Not(Box::new(node.clone()));
        let all = |nodes: &[&Node]| Node::All(nodes.iter().copied().cloned().collect());
        let any = |nodes: &[&Node]| Node::Any(nodes.iter().copied().cloned().collect());
        let who = |root: &Node| -> Vec<bool> {
            let filter = Filter { root: root.clone() };
            world.users.iter().map(|facts| matches(&filter, facts, context)).collect()
        };
        assert_eq!(who(&not(&not(&a))), who(&a));
        assert_eq!(who(&all(&[&a, &b, &c])), who(&all(&[&c, &a, &b])));
        assert_eq!(who(&any(&[&a, &b, &c])), who(&any(&[&b, &c, &a])));
        assert_eq!(who(&not(&all(&[&a, &b]))), who(&any(&[&not(&a), &not(&b)])));
        assert_eq!(who(&all(&[&a, &any(&[&b, &c])])), who(&any(&[&all(&[&a, &b]), &all(&[&a, &c])])));
        assert_eq!(who(&all(&[&a, &not(&a)])), vec![false; world.users.len()]);
        assert_eq!(who(&any(&[&a, &not(&a)])), vec![true; world.users.len()]);
        let muted = Node::Muted(Box::new(b.clone()));
        assert_eq!(who(&all(&[&a, &muted])), who(&a));
        assert_eq!(who(&any(&[&muted, &a])), who(&a));
    });
}

#[test]
fn the_canonical_form_means_the_same() {
    with_worlds(150, |random, world, context| {
        let filter = strategies::filter(random, world, 12);
        let canonical = canonical(&filter);
        for facts in &world.users {
            assert_eq!(matches(&filter, facts, context), matches(&canonical, facts, context));
        }
        assert_eq!(canonical_text(&canonical), canonical_text(&filter));
    });
}

#[test]
fn counts_are_of_every_node() {
    with_worlds(50, |random, world, context| {
        let filter = strategies::filter(random, world, 8);
        let counts = counts(&filter, &world.users, context);
        let total = world.users.iter().filter(|facts| matches(&filter, facts, context)).count();
        assert_eq!(counts[0], ("/root".to_owned(), total));
        assert_eq!(counts.len(), filter.live_visits().len());
    });
}

#[test]
fn no_document_makes_the_reader_panic() {
    let (mut refused, mut read) = (0, 0);
    with_worlds(60, |random, world, _| {
        for round in 0..40 {
            let document = match round % 4 {
                0 => strategies::any_json(random, 6),
                _ => {
                    let size = random.random_range(1..8);
                    let filter = strategies::filter(random, world, size);
                    strategies::damaged(random, &filter)
                }
            };
            match Filter::read(&document) {
                Ok(filter) => {
                    read += 1;
                    assert_eq!(Filter::read(&filter.to_value()), Ok(filter));
                }
                Err(problems) => {
                    refused += 1;
                    assert!(!problems.is_empty());
                    for problem in problems {
                        let is_there = document.pointer(&problem.pointer).is_some();
                        assert!(is_there, "{document}: {}", problem.pointer);
                    }
                }
            }
            let text = document.to_string();
            // Half a document, cut anywhere that is a character.
            let end = (0..=random.random_range(0..=text.len())).rev().find(|end| text.is_char_boundary(*end));
            let _ = Filter::parse(&text.as_bytes()[..end.unwrap_or_default()]);
        }
    });
    assert!(refused > 500 && read > 50, "{refused} refused, {read} read");
}

//! Bytes that come near to filters: whatever they are, reading them ends well.
//!
//! Documents of the vectors are changed at random, as bytes and as JSON. A failure prints the smallest document that
//! still fails. `ROLLCALL_TEST_MUTATIONS` asks for a longer run.

use crate::{
    filter::{Filter, canonical_hash, canonical_text, strategies, vectors::vectors},
    mutation::{JSON_PIECES, assert_sound, mutated},
};
use rand::{SeedableRng, rngs::SmallRng};
use serde_json::Value;
use std::panic::catch_unwind;

const MUTATIONS: usize = 20_000;

/// What is wrong with how a document is read.
fn fault(document: &[u8]) -> Option<String> {
    let Ok(read) = catch_unwind(|| Filter::parse(document)) else { return Some("reading panics".into()) };
    match read {
        Err(problems) => {
            let value = serde_json::from_slice::<Value>(document).ok();
            if problems.is_empty() {
                return Some("it is refused without a problem".into());
            }
            problems.into_iter().find_map(|problem| {
                let is_there = value.as_ref().is_none_or(|value| value.pointer(&problem.pointer).is_some());
                let is_told = !problem.detail.is_empty();
                (!is_there || !is_told).then(|| format!("{:?} is nowhere: {:?}", problem.pointer, problem.detail))
            })
        }
        Ok(filter) => {
            let again = Filter::parse(filter.to_value().to_string().as_bytes());
            if again.as_ref() != Ok(&filter) {
                return Some(format!("it reads back as {again:?}"));
            }
            let text = canonical_text(&filter);
            let Ok(canonical) = Filter::parse(text.as_bytes()) else {
                return Some(format!("its canonical form cannot be read: {text}"));
            };
            let is_stable = canonical_text(&canonical) == text && canonical_hash(&canonical) == canonical_hash(&filter);
            (!is_stable).then(|| format!("its canonical form is not stable: {text}"))
        }
    }
}

fn corpus() -> Vec<Vec<u8>> {
    let cases = vectors().into_iter().flat_map(|vectors| vectors.cases);
    cases.map(|case| case.filter.to_value().to_string().into_bytes()).collect()
}

#[test]
fn whatever_is_read_is_refused_with_places_or_reads_back() {
    let count = std::env::var("ROLLCALL_TEST_MUTATIONS").ok().and_then(|count| count.parse().ok());
    let mut random = SmallRng::seed_from_u64(41);
    let corpus = corpus();
    let world = strategies::world(&mut random, 0);
    let (mut read, mut refused) = (0, 0);
    for round in 0..count.unwrap_or(MUTATIONS) {
        let document = match round % 3 {
            0 => {
                let filter = strategies::filter(&mut random, &world, 1 + round % 7);
                strategies::damaged(&mut random, &filter).to_string().into_bytes()
            }
            _ => mutated(&mut random, &corpus, &JSON_PIECES, "{\"not\":"),
        };
        assert_sound(&document, fault);
        if Filter::parse(&document).is_ok() { read += 1 } else { refused += 1 }
    }
    assert!(read > 100 && refused > 1_000, "{read} read, {refused} refused");
}

#[test]
fn documents_as_deep_as_they_are_long_leave_the_stack_whole() {
    for open in ["[", "{\"not\":", "{\"all\":[", "{\"version\":1,\"root\":{\"any\":[", "\"\\ud800"] {
        for length in [1_000, 60_000, 1_000_000] {
            let document = open.repeat(length / open.len());
            assert!(Filter::parse(document.as_bytes()).is_err(), "{open}");
        }
        assert_sound(open.repeat(60_000 / open.len()).as_bytes(), fault);
    }
}

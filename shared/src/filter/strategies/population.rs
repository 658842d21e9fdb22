//! Random users, and the names of what they have.

use super::{
    filter::filter,
    operand::{ITEMS, NUMBERS, instant, pick, text},
};
use crate::{
    api::catalogue::AttributeKind,
    filter::{
        experience::ExperienceAction,
        names::{Directory, ExperienceEntry, Field, QuestionKind},
        node::Filter,
        oracle::{AnswerFact, EventFact, Facts, InteractionFact},
    },
    ids::{ImportId, SegmentId, TagId},
    time::Instant,
};
use rand::Rng;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Users, and everything that filters about them can name.
#[derive(Clone, Debug)]
pub struct World {
    /// The time now.
    pub now: Instant,
    /// The workspace's time zone.
    pub zone: &'static str,
    /// What exists.
    pub directory: Directory,
    /// Definitions of the segments. None leads back to itself.
    pub segments: BTreeMap<SegmentId, Filter>,
    /// The users.
    pub users: Vec<Facts>,
}

/// Keys of attributes and of events' properties, some of them hostile.
pub(super) const KEYS: [(&str, AttributeKind); 8] = [
    ("plan", AttributeKind::Text),
    ("Plan", AttributeKind::Text),
    ("a'b\"c.d[0]$", AttributeKind::Text),
    ("seats", AttributeKind::Number),
    ("trial", AttributeKind::Boolean),
    ("renews", AttributeKind::Time),
    ("roles", AttributeKind::List),
    ("😀 key", AttributeKind::Text),
];
pub(super) const EVENTS: [&str; 4] = ["export", "Export", "it's \"done\"", "never happens"];
pub(super) const EXPERIENCES: [&str; 3] = ["tour-1", "nps-1", "ba'nner"];
pub(super) const QUESTIONS: [(&str, QuestionKind); 6] = [
    ("score", QuestionKind::Nps),
    ("stars", QuestionKind::Rating),
    ("size", QuestionKind::Number),
    ("one", QuestionKind::SingleChoice),
    ("some", QuestionKind::MultipleChoice),
    ("why", QuestionKind::Text),
];
const ZONES: [&str; 6] =
    ["UTC", "Europe/Zurich", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland", "America/Sao_Paulo"];
/// Among them moments around changes of clocks and the ends of months.
const NOWS: [&str; 6] = [
    "2026-03-29T01:30:00.000Z",
    "2026-10-25T00:30:00.000Z",
    "2026-03-31T22:00:00.000Z",
    "2024-02-29T12:00:00.500Z",
    "2018-11-04T03:00:00.000Z",
    "2026-11-23T16:43:10.007Z",
];

/// A random world with so many users.
#[must_use]
pub fn world(random: &mut impl Rng, users: usize) -> World {
    let now = Instant::parse(pick(random, &NOWS)).unwrap_or(Instant(0));
    let mut world = World {
        now,
        zone: pick(random, &ZONES),
        directory: directory(),
        segments: BTreeMap::new(),
        users: (0..users).map(|_| user(random, now)).collect(),
    };
    for id in 1..=3 {
        // A segment may name those that were there before it.
        let segment = filter(random, &world, 4);
        world.segments.insert(SegmentId(id), segment);
        world.directory.segments.insert(SegmentId(id), format!("Segment {id}"));
    }
    world
}

fn directory() -> Directory {
    let attribute = |(key, kind): (&str, AttributeKind)| (key.to_owned(), Field { name: key.to_owned(), kind });
    let question = |(id, kind): (&str, QuestionKind)| (id.to_owned(), Field { name: id.to_owned(), kind });
    let experience =
        |id: &str| (id.to_owned(), ExperienceEntry { name: id.to_owned(), questions: QUESTIONS.map(question).into() });
    Directory {
        attributes: KEYS.map(attribute).into(),
        experiences: EXPERIENCES.map(experience).into(),
        events: EVENTS.map(str::to_owned).into(),
        tags: [1, 2, 3, 4].map(|id| (TagId(id), format!("Tag {id}"))).into(),
        segments: BTreeMap::new(),
        imports: [1, 2].map(|id| (ImportId(id), format!("Import {id}"))).into(),
    }
}

/// Something three times out of four.
fn maybe<T>(random: &mut impl Rng, value: impl FnOnce() -> T) -> Option<T> {
    random.random_ratio(3, 4).then(value)
}

fn maybe_text(random: &mut impl Rng) -> Option<String> {
    match random.random_range(0..8) {
        0 => None,
        1 => Some(String::new()),
        _ => Some(text(random)),
    }
}

fn user(random: &mut impl Rng, now: Instant) -> Facts {
    let (one, other) = (instant(random, now), instant(random, now));
    let was_seen = random.random_ratio(3, 4);
    let created = instant(random, now);
    Facts {
        name: maybe_text(random),
        email: maybe_text(random),
        user_id: maybe_text(random).filter(|id| !id.is_empty()),
        language: maybe_text(random),
        last_activity: was_seen.then(|| one.max(other)),
        first_seen: was_seen.then(|| one.min(other)),
        created: Some(created),
        sessions: random.random_range(0..4),
        tags: (1..=4).filter(|_| random.random_ratio(1, 3)).map(TagId).collect(),
        attributes: values(random, now).into_iter().collect(),
        events: (0..random.random_range(0..6)).map(|_| event(random, now)).collect(),
        interactions: (0..random.random_range(0..5)).map(|_| interaction(random, now)).collect(),
        answers: (0..random.random_range(0..6)).map(|_| answer(random, now)).collect(),
        imports: (1..=2).filter(|_| random.random_ratio(1, 3)).map(ImportId).collect(),
    }
}

fn event(random: &mut impl Rng, now: Instant) -> EventFact {
    // The last one never happens.
    let name = pick(random, &EVENTS[..3]).to_owned();
    EventFact { name, at: instant(random, now), properties: values(random, now) }
}

fn interaction(random: &mut impl Rng, now: Instant) -> InteractionFact {
    let action = pick(random, ExperienceAction::ALL);
    let step = random.random_range(0..5);
    InteractionFact {
        experience: pick(random, &EXPERIENCES).to_owned(),
        action,
        step: maybe(random, || step),
        at: instant(random, now),
    }
}

fn answer(random: &mut impl Rng, now: Instant) -> AnswerFact {
    let (question, kind) = pick(random, &QUESTIONS);
    let kind = if random.random_ratio(1, 10) { pick(random, &QuestionKind::ALL) } else { kind };
    let answer = match kind {
        QuestionKind::Nps | QuestionKind::Rating | QuestionKind::Number => json!(random.random_range(0..=10)),
        QuestionKind::SingleChoice => json!(pick(random, &ITEMS)),
        QuestionKind::MultipleChoice => list(random),
        QuestionKind::Text => json!(text(random)),
    };
    let (experience, question) = (pick(random, &EXPERIENCES).to_owned(), question.to_owned());
    AnswerFact { experience, question, at: instant(random, now), answer }
}

/// Values by key: mostly of the key's kind, some of another, some absent.
fn values(random: &mut impl Rng, now: Instant) -> Map<String, Value> {
    let mut values = Map::new();
    for (key, kind) in KEYS {
        let kind = if random.random_ratio(1, 10) { pick(random, &AttributeKind::ALL) } else { kind };
        let value = match kind {
            AttributeKind::Text => json!(maybe_text(random).unwrap_or_default()),
            AttributeKind::Number => number(random),
            AttributeKind::Boolean => json!(random.random::<bool>()),
            AttributeKind::Time => time(random, now),
            AttributeKind::List => list(random),
        };
        if random.random_ratio(3, 4) {
            values.insert(key.to_owned(), value);
        }
    }
    values
}

fn number(random: &mut impl Rng) -> Value {
    match random.random_range(0..8) {
        // One more than doubles can tell.
        0 => json!(9_007_199_254_740_993_i64),
        1 => json!(-0.0),
        2 => json!(random.random_range(-20..20)),
        _ => json!(pick(random, &NUMBERS)),
    }
}

fn time(random: &mut impl Rng, now: Instant) -> Value {
    let at = instant(random, now).to_string();
    match random.random_range(0..4) {
        // A date alone.
        0 => json!(at[..10]),
        _ => json!(at),
    }
}

fn list(random: &mut impl Rng) -> Value {
    let item = |random: &mut _| match Rng::random_range(random, 0..8) {
        0 => json!(7),
        1 => json!(0.5),
        2 => json!(true),
        _ => json!(pick(random, &ITEMS)),
    };
    let count = random.random_range(0..4);
    Value::Array((0..count).map(|_| item(random)).collect())
}

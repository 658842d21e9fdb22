//! Filters while users come, change, merge and go: every total is the number of rows behind it.
//!
//! An answer is of one state of the database. Each filter is asked for its total, for the numbers of its nodes and for
//! every page, in one snapshot, while messages are taken in and tags and attributes come and go; the parts must fit
//! together to the user. A number taken from another state, or a count that sees what the list does not, breaks it.
//! The index follows the while, and is asked at the same states.

use super::world::{World, ask};
use crate::{
    each_database,
    support::{TestDatabase, TestServer},
};
use rand::{Rng, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use server::{
    changes::{Change, Topic, record},
    clock::Clock,
    db::sql,
    filter::resolve,
    index::{Asked, Audience, Evaluator, Reading},
    users::search_in,
};
use shared::{
    api::{
        filter::FilterDocument,
        users::{SearchRequest, Sort, SortBy, TotalBy},
    },
    filter::{Filter, oracle::Facts, strategies},
    text::fold,
    time::Instant,
};
use std::{
    collections::BTreeSet,
    sync::{Arc, atomic::AtomicI64},
};
use tokio::sync::watch;

const FILTERS: usize = 500;
/// What the search field is asked for now and then: parts of ids, visitors' among them, of names and addresses, and
/// nobody's.
const TEXTS: [&str; 6] = ["A1", "u", "2", "e", "@", "nobody has this"];
const WRITES: usize = 10_000;
const BATCH: usize = 20;
/// Users who write; their messages make others of them, and merge them.
const PEOPLE: u32 = 300;
/// How far writing may run ahead of the filters, so that neither goes on alone.
const AHEAD: usize = 1_000;

each_database!(totals_are_the_rows_behind_them, |database| async move {
    let mut random = ChaCha8Rng::seed_from_u64(23);
    let world = strategies::world(&mut random, 200);
    let names = World { zone: world.zone, directory: &world.directory, segments: &world.segments, users: Vec::new() };
    names.write(&database).await;
    let clock = Clock::Set(Arc::new(AtomicI64::new(world.now.0)));
    let server = TestServer::start_with(&database, clock, &[]).await;
    let ((wrote, writes), (asked, questions)) = (watch::channel(0), watch::channel(0));
    let mut writer = Writer {
        key: server.write_key().await,
        random: ChaCha8Rng::seed_from_u64(29),
        facts: world.users.clone(),
        now: world.now,
        database: &database,
        server: &server,
    };
    let writing = async {
        let mut questions = questions;
        while *wrote.borrow() < WRITES {
            let next = *wrote.borrow() + BATCH;
            questions.wait_for(|asked| next <= asked * (WRITES / FILTERS) + AHEAD).await.unwrap();
            writer.batch(next).await;
            wrote.send_replace(next);
        }
    };
    let asking = async {
        let mut writes = writes;
        let (mut sequences, mut counted_by_index) = (BTreeSet::new(), 0);
        let mut searched = BTreeSet::new();
        for round in 0..FILTERS {
            writes.wait_for(|wrote| *wrote >= round * (WRITES / FILTERS)).await.unwrap();
            let filter = if round % 25 == 0 {
                Filter::everyone()
            } else {
                strategies::filter(&mut random, &world, 1 + round % 6)
            };
            let mut reading = server.by_index().await;
            let sequence = reading.seen.sequence;
            let resolved = resolve(&mut reading.snapshot, &filter, world.now).await.unwrap();
            let counted = reading.count(resolved.clone(), Asked::Without).await.unwrap();
            if let Some(members) = text(round).and_then(|text| reading.searched(&fold(text), Some(&counted))) {
                searched.insert(members.total());
            }
            let pages = pages(&mut reading, &filter, world.now, round).await;
            reading.release();
            let snapshot = &mut reading.snapshot;
            let expected = ask(snapshot, &filter, world.now, true).await;
            assert_eq!(counted.totals, expected.totals, "{}", filter.to_value());
            if round % 10 == 0 {
                let audience = Audience::load(snapshot, usize::MAX).await.unwrap().unwrap();
                let (totals, user_ids) = audience.evaluate(snapshot, &resolved, true).await.unwrap();
                assert_eq!((totals, user_ids), (expected.totals, expected.user_ids));
            }
            counted_by_index += usize::from(counted.by == Evaluator::Index);
            compare(&mut reading, &filter, world.now, round, pages).await;
            sequences.insert(sequence);
            asked.send_replace(round + 1);
        }
        (sequences, counted_by_index, searched)
    };
    let ((), (sequences, counted_by_index, searched)) = tokio::join!(writing, asking);
    assert!(sequences.len() > 200, "only {} states were looked at", sequences.len());
    let merged = database.number("select count(*) from merged_users").await;
    // Where properties of events are tested the index may have moved on by then.
    assert!(counted_by_index > FILTERS / 2, "the index counted {counted_by_index} times");
    assert!(searched.len() > 20, "the index searched and found {searched:?}");
    assert!(merged > 20, "only {merged} users were merged");
});

/// What is searched for in a round.
fn text(round: usize) -> Option<&'static str> {
    (round % 3 == 2).then(|| TEXTS[round / 3 % TEXTS.len()])
}

/// Every user of a filter whom the text of the round finds, page by page, and how they are in order.
async fn pages(reading: &mut Reading, filter: &Filter, now: Instant, round: usize) -> Vec<i64> {
    let orders = [
        SortBy::LastActivity,
        SortBy::Name,
        SortBy::Sessions,
        SortBy::Attribute("plan".into()),
        SortBy::UserId,
        SortBy::Attribute("seats".into()),
        SortBy::FirstSeen,
        SortBy::Attribute("trial".into()),
        SortBy::Attribute("renews".into()),
    ];
    let sort = Sort { by: orders[round % orders.len()].clone(), descending: round.is_multiple_of(2) };
    let limit = [40, 100, 200][round % 3];
    let total = if round % 4 == 1 { TotalBy::Later } else { TotalBy::Now };
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let is_of_all = filter.root == Filter::everyone().root && text(round).is_some();
        let request = SearchRequest {
            filter: (!is_of_all).then(|| FilterDocument::new(filter)),
            text: text(round).map(Into::into),
            sort: Some(sort.clone()),
            limit: Some(limit),
            after,
            total,
            ..Default::default()
        };
        let page = search_in(reading, request, now).await.unwrap();
        found.extend(page.users.iter().map(|row| row.user.user_id.0));
        assert_eq!(page.sequence, reading.seen.sequence);
        assert!(page.total.is_some() || (total == TotalBy::Later && reading.evaluator() == Evaluator::Sql));
        assert!(page.total.is_none_or(|total| page.next.is_none() == (found.len() as u64 >= total)));
        assert!(page.next.is_none() || page.users.len() == limit as usize, "a short page in the middle");
        if page.next.is_none() {
            assert!(page.total.is_none_or(|total| total == found.len() as u64), "{}", filter.to_value());
            return found;
        }
        after = page.next;
    }
}

/// Compares every number of a filter, and the pages that the index found, with what SQL says.
async fn compare(reading: &mut Reading, filter: &Filter, now: Instant, round: usize, by_index: Vec<i64>) {
    let mut found = pages(reading, filter, now, round).await;
    assert_eq!(found, by_index, "{}", filter.to_value());
    found.sort_unstable();
    let seen = reading.seen;
    let snapshot = &mut reading.snapshot;
    let answer = ask(snapshot, filter, now, false).await;
    if let Some(text) = text(round) {
        let select = sql("select user_id from users where strpos(search_text, $1) > 0").bind(fold(text));
        let with_text: Vec<(i64,)> = snapshot.all(select).await.unwrap();
        let with_text: BTreeSet<i64> = with_text.into_iter().map(|(user_id,)| user_id).collect();
        let both = answer.user_ids.into_iter().filter(|user_id| with_text.contains(user_id));
        assert_eq!(found, both.collect::<Vec<_>>(), "{text} in {}", filter.to_value());
        return;
    }
    assert_eq!(found, answer.user_ids, "{}", filter.to_value());
    assert_eq!(answer.totals.total, found.len() as u64, "{}", filter.to_value());
    if filter.root == Filter::everyone().root {
        assert_eq!(seen.total, found.len() as u64, "the sum of all changes");
    }
}

/// Sends messages, and does now and then what else changes users.
struct Writer<'a> {
    key: String,
    random: ChaCha8Rng,
    /// What messages tell.
    facts: Vec<Facts>,
    now: Instant,
    database: &'a TestDatabase,
    server: &'a TestServer,
}

impl Writer<'_> {
    async fn batch(&mut self, number: usize) {
        let messages: Vec<_> = (0..BATCH).map(|place| self.message(number + place)).collect();
        let body = json!({"batch": messages, "sentAt": self.now.to_string()}).to_string();
        let post = self.server.client.post(self.server.at("/v1/batch")).basic_auth(&self.key, Some(""));
        let response = post.body(body).send().await.unwrap();
        assert_eq!(response.status().as_u16(), 200, "{}", response.text().await.unwrap());
        if number.is_multiple_of(BATCH * 5) {
            self.change().await;
        }
    }

    fn message(&mut self, number: usize) -> Value {
        let Self { random, facts, .. } = self;
        let (anonymous, external) = (random.random_range(0..PEOPLE), random.random_range(0..PEOPLE / 2));
        let mut message = json!({"messageId": format!("{number}"), "timestamp": self.now.to_string()});
        // Mostly one of the two ids; both together lead one to the other and merge users.
        let ids = random.random_range(0..20);
        if ids < 11 {
            message["anonymousId"] = json!(format!("a{anonymous}"));
        }
        if ids > 9 {
            message["userId"] = json!(format!("u{external}"));
        }
        let facts = facts.choose(random).unwrap();
        let events = facts.events.choose(random);
        match (random.random_range(0..4), events, facts.answers.choose(random)) {
            (0, _, _) => {
                message["type"] = json!("identify");
                message["traits"] = json!(facts.attributes);
                message["traits"]["name"] = json!(facts.name);
                message["traits"]["email"] = json!(facts.email);
            }
            (1, _, Some(answer)) => {
                message["type"] = json!("track");
                message["event"] = json!("Experience Answered");
                message["properties"] = json!({"experience_id": answer.experience, "question_id": answer.question,
                    "answer": answer.answer});
            }
            (2 | 3, Some(event), _) => {
                message["type"] = json!("track");
                message["event"] = json!(event.name);
                message["properties"] = json!(event.properties);
                message["timestamp"] = json!(event.at.to_string());
            }
            _ => {
                message["type"] = json!("track");
                message["event"] = json!(["Experience Seen", "Experience Completed"].choose(random));
                message["properties"] = json!({"experience_id": "tour-1"});
            }
        }
        message
    }

    /// Tags come and go, an attribute is removed from everybody, a user is deleted.
    async fn change(&mut self) {
        let mut write = self.database.write().await.unwrap();
        let users: Vec<(i64,)> = write.all(sql("select user_id from users order by user_id")).await.unwrap();
        let one = |random: &mut ChaCha8Rng| users.choose(random).unwrap().0;
        let (mut removed, mut named) = (0, Some(Vec::new()));
        for _ in 0..20 {
            let tag = self.random.random_range(1..=4_i64);
            let text = if self.random.random_bool(0.6) {
                "insert into user_tags (user_id, tag_id, added_at) values ($1, $2, 0) on conflict do nothing"
            } else {
                "delete from user_tags where user_id = $1 and tag_id = $2"
            };
            let user_id = one(&mut self.random);
            named.iter_mut().for_each(|named| named.push(user_id));
            write.execute(sql(text).bind(user_id).bind(tag)).await.unwrap();
        }
        if self.random.random_bool(0.2) {
            // From whom, nobody says.
            named = None;
            let attribute = self.random.random_range(1..=8_i64);
            for text in [
                "delete from user_attributes where attribute_id = $1",
                "delete from user_attribute_items where attribute_id = $1",
            ] {
                write.execute(sql(text).bind(attribute)).await.unwrap();
            }
        }
        if self.random.random_bool(0.5) {
            let user_id = one(&mut self.random);
            // Whoever is deleted is not named.
            named.iter_mut().for_each(|named| named.retain(|other| *other != user_id));
            write.execute(sql("delete from events where user_id = $1").bind(user_id)).await.unwrap();
            let gone = sql("delete from users where user_id = $1").bind(user_id);
            removed = write.execute(gone).await.unwrap();
        }
        let users_delta = -i64::try_from(removed).unwrap();
        record(&mut write, self.now, &Change { topic: Topic::Users, users_delta, user_ids: named }).await.unwrap();
        write.commit().await.unwrap();
    }
}

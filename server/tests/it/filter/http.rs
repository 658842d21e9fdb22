//! Counting and searching with a filter, over HTTP.

use super::world::{World, user_id};
use crate::{
    each_database,
    support::{TestDatabase, TestServer},
};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use server::clock::Clock;
use shared::filter::{
    self,
    oracle::{Context, counts, matches},
    strategies,
};
use std::sync::{Arc, atomic::AtomicI64};

struct Asked {
    server: TestServer,
    key: String,
}

impl Asked {
    async fn start(database: &TestDatabase, world: &strategies::World) -> Self {
        let written = World {
            zone: world.zone,
            directory: &world.directory,
            segments: &world.segments,
            users: world.users.iter().collect(),
        };
        written.write(database).await;
        let clock = Clock::Set(Arc::new(AtomicI64::new(world.now.0)));
        let server = TestServer::start_with(database, clock, &[]).await;
        let key = server.secret_key().await;
        Self { server, key }
    }

    async fn ask(&self, path: &str, body: String) -> (u16, Value) {
        let request = self.server.client.post(self.server.at(path)).bearer_auth(&self.key);
        let response = request.header("content-type", "application/json").body(body).send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    async fn answer(&self, path: &str, body: &Value) -> Value {
        let (status, answer) = self.ask(path, body.to_string()).await;
        assert_eq!(status, 200, "{body}: {answer}");
        answer
    }

    async fn pointers(&self, path: &str, body: String) -> Vec<String> {
        let (status, answer) = self.ask(path, body.clone()).await;
        assert_eq!(status, 422, "{body}: {answer}");
        let errors = answer["errors"].as_array().unwrap().iter();
        errors.map(|error| error["pointer"].as_str().unwrap().to_owned()).collect()
    }
}

fn ids(answer: &Value) -> Vec<i64> {
    let users = answer["users"].as_array().unwrap().iter();
    users.map(|user| user["user_id"].as_str().unwrap().parse().unwrap()).collect()
}

each_database!(counts_and_pages_are_those_of_the_filter, |database| async move {
    let mut random = ChaCha8Rng::seed_from_u64(11);
    let world = strategies::world(&mut random, 40);
    let asked = Asked::start(&database, &world).await;
    let clock = filter::clock::Clock::new(world.now, world.zone).unwrap();
    let context = Context { clock: &clock, segments: &world.segments };
    let orders = ["last_activity", "name", "user_id", "attribute:plan", "attribute:seats"];
    for round in 0..25 {
        let filter = strategies::filter(&mut random, &world, 1 + round % 6);
        let expected = (0..40).filter(|place| matches(&filter, &world.users[*place], context)).map(user_id);
        let expected: Vec<_> = expected.collect();
        let counted = asked.answer("/api/users/count", &json!({"filter": filter.to_value(), "each": true})).await;
        assert_eq!(counted["total"], expected.len());
        assert_eq!(counted["of"], 40);
        let nodes: Vec<_> = counts(&filter, &world.users, context);
        let nodes: Vec<_> =
            nodes.into_iter().map(|(pointer, total)| json!({"pointer": pointer, "total": total})).collect();
        assert_eq!(counted["nodes"], json!(nodes), "{}", filter.to_value());
        let sort = json!({"by": orders[round % orders.len()], "descending": round % 2 == 0});
        let mut found = Vec::new();
        let mut after = Value::Null;
        loop {
            let mut body = json!({"filter": filter.to_value(), "sort": sort, "limit": 7});
            if !after.is_null() {
                body["after"] = after;
            }
            let page = asked.answer("/api/users/search", &body).await;
            assert_eq!(page["total"], expected.len());
            found.extend(ids(&page));
            after = page["next"].clone();
            if after.is_null() {
                break;
            }
        }
        found.sort_unstable();
        assert_eq!(found, expected, "{} by {sort}", filter.to_value());
    }
});

each_database!(text_and_filter_narrow_together, |database| async move {
    let world = strategies::world(&mut ChaCha8Rng::seed_from_u64(2), 0);
    let asked = Asked::start(&database, &world).await;
    let mut writer = database.write().await.unwrap();
    for (id, name, text) in [(1_i64, "Ann", "ann"), (2, "Anna", "anna"), (3, "Bo", "bo")] {
        let insert = "insert into users (user_id, name, name_folded, traits, search_text, made, created, sessions) \
                      values ($1, $2, $3, '{}', $3, 0, 0, 0)";
        writer.execute(server::db::sql(insert).bind(id).bind(name).bind(text)).await.unwrap();
    }
    let change = server::changes::Change { topic: server::changes::Topic::Users, users_delta: 3, user_ids: None };
    server::changes::record(&mut writer, world.now, &change).await.unwrap();
    writer.commit().await.unwrap();
    let filter = |test: Value| json!({"version": 1, "root": {"property": {"name": test}}});
    let not_anna = filter(json!({"is_not": {"value": "Anna"}}));
    let body = json!({"text": "an", "filter": not_anna, "sort": {"by": "name"}});
    let page = asked.answer("/api/users/search", &body).await;
    assert_eq!((ids(&page), page["total"].clone()), (vec![1], json!(1)));
    let body = json!({"filter": not_anna, "without": true});
    let counted = asked.answer("/api/users/count", &body).await;
    assert_eq!((counted["total"].clone(), counted["of"].clone()), (json!(2), json!(3)));
    assert_eq!(counted.get("with_text"), None);
    let counted = asked.answer("/api/users/count", &json!({"filter": not_anna, "text": " AN"})).await;
    assert_eq!((counted["total"].clone(), counted["with_text"].clone()), (json!(2), json!(1)));
    let body = json!({"filter": not_anna, "text": "x".repeat(1_025)});
    assert_eq!(asked.pointers("/api/users/count", body.to_string()).await, ["/text"]);
    let both =
        json!({"version": 1, "root": {"all": [not_anna["root"], {"property": {"name": {"is": {"value": "Bo"}}}}]}});
    let counted = asked.answer("/api/users/count", &json!({"filter": both, "without": true})).await;
    let without: Vec<_> = counted["nodes"].as_array().unwrap().iter().map(|node| node["without"].clone()).collect();
    assert_eq!(without, [Value::Null, json!(1), json!(2)]);
});

each_database!(every_problem_has_its_place, |database| async move {
    let world = strategies::world(&mut ChaCha8Rng::seed_from_u64(3), 3);
    let asked = Asked::start(&database, &world).await;
    for path in ["/api/users/count", "/api/users/search"] {
        let unknown =
            json!({"any": [{"attribute": {"key": "gone", "test": {"text": "is_empty"}}}, {"event": {"name": "gone"}}]});
        let body = json!({"filter": {"version": 1, "root": unknown}}).to_string();
        assert_eq!(asked.pointers(path, body).await, ["/filter/root/any/0", "/filter/root/any/1"]);
        let body =
            json!({"filter": {"version": 1, "root": {"all": [{"some": []}, {"not": {"property": {"age": 1}}}]}}});
        assert_eq!(asked.pointers(path, body.to_string()).await, ["/filter/root/all/0", "/filter/root/all/1/not"]);
        for value in ["\"\\ud800\"", "1e400", "\"\"", "[]"] {
            let root = format!("{{\"property\": {{\"name\": {{\"is\": {{\"value\": {value}}}}}}}}}");
            let body = format!("{{\"filter\": {{\"version\": 1, \"root\": {root}}}}}");
            assert_eq!(asked.pointers(path, body).await, ["/filter/root"], "{value}");
        }
        let deep = (0..9).fold(json!({"all": []}), |node, _| json!({"not": node}));
        let pointers = asked.pointers(path, json!({"filter": {"version": 1, "root": deep}}).to_string()).await;
        assert_eq!(pointers.len(), 1);
        let body = json!({"filter": {"version": 1, "root": {"any": vec![unknown; 4_000]}}}).to_string();
        assert_eq!(asked.pointers(path, body).await, ["/filter"]);
        assert_eq!(asked.pointers(path, "{\"filter\": 7}".into()).await, ["/filter"]);
    }
    assert_eq!(asked.pointers("/api/users/count", "{}".into()).await, [""]);
});

/// The answers of an explanation by pointer.
fn answers(explained: &Value, found: &mut Vec<(String, Value)>) {
    assert!(!explained["sentence"].as_str().unwrap().is_empty());
    found.push((explained["pointer"].as_str().unwrap().to_owned(), explained["matches"].clone()));
    explained["children"].as_array().unwrap().iter().for_each(|child| answers(child, found));
}

each_database!(every_node_is_explained, |database| async move {
    let mut random = ChaCha8Rng::seed_from_u64(17);
    let world = strategies::world(&mut random, 6);
    let asked = Asked::start(&database, &world).await;
    let clock = filter::clock::Clock::new(world.now, world.zone).unwrap();
    let context = Context { clock: &clock, segments: &world.segments };
    for round in 0..30 {
        let filter = strategies::filter(&mut random, &world, 1 + round % 8);
        let place = round % 6;
        let one = std::slice::from_ref(&world.users[place]);
        let mut expected = counts(&filter, one, context).into_iter().collect::<std::collections::HashMap<_, _>>();
        let path = format!("/api/users/{}/explain", user_id(place));
        let explained = asked.answer(&path, &json!({"filter": filter.to_value()})).await;
        let mut found = Vec::new();
        answers(&explained["root"], &mut found);
        assert_eq!(found.len(), filter.visits().len());
        for (pointer, matches) in found {
            let count = expected.remove(&pointer);
            assert_eq!(matches, json!(count.map(|count| count == 1)), "{pointer} of {}", filter.to_value());
        }
        assert!(expected.is_empty());
    }
    let everyone = json!({"filter": {"version": 1, "root": {"all": []}}}).to_string();
    assert_eq!(asked.ask("/api/users/999/explain", everyone).await.0, 404);
});

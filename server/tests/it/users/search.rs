//! `POST /api/users/search`: every order, forwards, backwards and by number, against sorting in the test.

use super::fixture::{self, Person};
use crate::{each_database, support::TestServer};
use rand::SeedableRng;
use serde_json::{Value, json};
use server::clock::Clock;
use shared::text::fold;
use std::cmp::Ordering;

/// Asks as a program would, with a secret key.
async fn search(server: &TestServer, key: &str, body: Value) -> (u16, Value) {
    let request = server.client.post(server.at("/api/users/search")).bearer_auth(key).json(&body);
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

async fn page(server: &TestServer, key: &str, body: Value) -> Value {
    let (status, answer) = search(server, key, body.clone()).await;
    assert_eq!(status, 200, "{body}: {answer}");
    answer
}

fn ids(answer: &Value) -> Vec<i64> {
    let users = answer["users"].as_array().unwrap();
    users.iter().map(|user| user["user_id"].as_str().unwrap().parse().unwrap()).collect()
}

/// A sort key that compares like the database's.
#[derive(PartialEq, PartialOrd)]
enum Key {
    Number(f64),
    Text(String),
}

fn key(person: &Person, by: &str) -> Option<Key> {
    let number = |value: i64| Key::Number(value as f64);
    match by {
        "last_activity" => person.last_activity.map(number),
        "first_seen" => None,
        "created" => Some(number(person.created)),
        "name" => person.name.as_deref().map(fold).map(Key::Text),
        "email" => person.email.as_deref().map(fold).map(Key::Text),
        "sessions" => Some(number(person.sessions)),
        "user_id" => Some(number(person.user_id)),
        "attribute:seats" => person.seats.map(Key::Number),
        "attribute:plan" => person.plan.clone().filter(|plan| !plan.is_empty()).map(Key::Text),
        other => panic!("{other}"),
    }
}

fn sorted(people: &[Person], by: &str, descending: bool) -> Vec<i64> {
    let mut people: Vec<_> = people.iter().map(|person| (key(person, by), person.user_id)).collect();
    people.sort_by(|(a, a_id), (b, b_id)| {
        let by_key = match (a, b) {
            (Some(a), Some(b)) if descending => b.partial_cmp(a).unwrap(),
            (Some(a), Some(b)) => a.partial_cmp(b).unwrap(),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        by_key.then(a_id.cmp(b_id))
    });
    people.into_iter().map(|(_, user_id)| user_id).collect()
}

each_database!(every_order_walks_through_every_user, |database| async move {
    let people = fixture::people(&mut rand_chacha::ChaCha8Rng::seed_from_u64(1), 60);
    fixture::insert(&database, &people).await;
    let server = TestServer::start(&database).await;
    let key = server.secret_key().await;
    let orders = [
        "last_activity",
        "first_seen",
        "created",
        "name",
        "email",
        "sessions",
        "user_id",
        "attribute:seats",
        "attribute:plan",
    ];
    for by in orders {
        for descending in [false, true] {
            for text in [None, Some("ÅGREN")] {
                let among: Vec<_> = people
                    .iter()
                    .filter(|person| {
                        text.is_none() || person.name.as_ref().is_some_and(|name| fold(name).contains("ågren"))
                    })
                    .cloned()
                    .collect();
                let wanted = sorted(&among, by, descending);
                let body = json!({"sort": {"by": by, "descending": descending}, "limit": 7, "text": text});
                walk(&server, &key, body, &wanted).await;
            }
        }
    }
});

// What SQL answers where the number may come later, and that it says the same as with the number.
each_database!(rows_come_before_their_number, |database| async move {
    let people = fixture::people(&mut rand_chacha::ChaCha8Rng::seed_from_u64(3), 1_600);
    fixture::insert(&database, &people).await;
    let server = TestServer::start_with(&database, Clock::System, &["--no-index"]).await;
    let key = server.secret_key().await;
    let id = |user_id: i64| json!({"property": {"user_id": {"is": {"value": format!("account-{}", user_id / 7)}}}});
    let order = sorted(&people, "created", false);
    let named: Vec<i64> = {
        let is_named = |user_id: &&i64| people[(**user_id / 7 - 1) as usize].external_id.is_some();
        order.iter().filter(is_named).copied().collect()
    };
    let (first, last) = (named[0], named[named.len() - 1]);
    // Many; a few, the first of them soon and the last of them late; nobody.
    let roots = [
        json!({"property": {"sessions": {"at_least": 1}}}),
        json!({"any": [id(first), id(last)]}),
        json!({"property": {"sessions": {"at_least": 9}}}),
    ];
    for root in roots {
        for sort in ["created", "attribute:seats"] {
            let mut body = json!({"filter": {"version": 1, "root": root}, "sort": {"by": sort}, "limit": 30});
            loop {
                let whole = page(&server, &key, body.clone()).await;
                body["total"] = json!("later");
                let rows = page(&server, &key, body.clone()).await;
                assert_eq!((&rows["total"], whole["total"].is_u64()), (&Value::Null, true));
                for part in ["users", "next", "previous"] {
                    assert_eq!(rows[part], whole[part], "{body}");
                }
                if whole["next"].is_null() {
                    break;
                }
                body = json!({"filter": body["filter"], "sort": body["sort"], "limit": 30, "after": whole["next"]});
            }
        }
    }
    // What everybody is is known at once; a text is looked for in all.
    assert_eq!(page(&server, &key, json!({"total": "later"})).await["total"], 1_600);
    let found = page(&server, &key, json!({"total": "later", "text": "ågren"})).await;
    assert_eq!((&found["total"], found["users"].as_array().unwrap().len()), (&Value::Null, 25));
});

/// Goes to the end by `next`, back by `previous`, and to every numbered page.
async fn walk(server: &TestServer, key: &str, body: Value, wanted: &[i64]) {
    let with = |name: &str, value: &Value| {
        let mut body = body.clone();
        body[name] = value.clone();
        body
    };
    let mut pages = vec![page(server, key, body.clone()).await];
    while let next @ Value::String(_) = &pages.last().unwrap()["next"] {
        let next = page(server, key, with("after", next)).await;
        pages.push(next);
    }
    let found: Vec<_> = pages.iter().flat_map(ids).collect();
    assert_eq!(found, wanted, "{body}");
    assert!(pages.iter().all(|page| page["total"] == wanted.len()), "{body}");
    assert_eq!(pages[0]["previous"], Value::Null);
    for at in (1..pages.len()).rev() {
        let back = page(server, key, with("before", &pages[at]["previous"])).await;
        assert_eq!(ids(&back), ids(&pages[at - 1]), "{body}: back from page {}", at + 1);
        assert_eq!(back["previous"].is_null(), at == 1);
    }
    for (at, numbered) in pages.iter().enumerate() {
        let again = page(server, key, with("page", &json!(at + 1))).await;
        assert_eq!(ids(&again), ids(numbered), "{body}: page {}", at + 1);
        assert_eq!(again["next"], numbered["next"]);
    }
    let beyond = page(server, key, with("page", &json!(pages.len() + 1))).await;
    assert_eq!(ids(&beyond), Vec::<i64>::new());
}

each_database!(rows_carry_what_was_asked_for, |database| async move {
    let mut people = fixture::people(&mut rand_chacha::ChaCha8Rng::seed_from_u64(2), 1);
    people[0] = Person {
        user_id: 9_007_199_254_740_993,
        external_id: Some("account-1".into()),
        name: Some("Åsa Ågren".into()),
        email: Some("asa@example.com".into()),
        last_activity: Some(1_795_600_000_007),
        created: 0,
        sessions: 3,
        seats: Some(2.5),
        plan: Some("pro".into()),
    };
    fixture::insert(&database, &people).await;
    let server = TestServer::start(&database).await;
    let key = server.secret_key().await;
    let answer = page(&server, &key, json!({"attributes": ["plan", "seats", "topics", "unknown"]})).await;
    insta::assert_json_snapshot!("rows_carry_what_was_asked_for", answer);
});

each_database!(text_finds_by_every_name_of_a_user, |database| async move {
    let people = fixture::people(&mut rand_chacha::ChaCha8Rng::seed_from_u64(3), 30);
    fixture::insert(&database, &people).await;
    let server = TestServer::start(&database).await;
    let key = server.secret_key().await;
    for text in ["ZOË", "person3", "ACCOUNT-2", "  bo ågren ", "%", "_", "'; drop table users", "\\"] {
        let needle = fold(text.trim());
        let named = |person: &&Person| {
            let names = [&person.name, &person.email, &person.external_id];
            names.into_iter().flatten().any(|name| fold(name).contains(&needle))
        };
        let wanted = people.iter().filter(named).count();
        let answer = page(&server, &key, json!({"text": text})).await;
        assert_eq!(answer["total"], wanted, "{text}");
    }
});

each_database!(bad_searches_are_pointed_at, |database| async move {
    let people = fixture::people(&mut rand_chacha::ChaCha8Rng::seed_from_u64(4), 3);
    fixture::insert(&database, &people).await;
    let server = TestServer::start(&database).await;
    let key = server.secret_key().await;
    let cases = [
        (json!({"limit": 0}), 422, "/limit"),
        (json!({"limit": 201}), 422, "/limit"),
        (json!({"limit": "25"}), 422, "/limit"),
        (json!({"page": 0}), 422, "/page"),
        (json!({"page": 401}), 422, "/page"),
        (json!({"page": 1, "after": "x"}), 422, ""),
        (json!({"after": "x"}), 422, "/after"),
        (json!({"before": "eyJ9"}), 422, "/before"),
        (json!({"sort": {"by": "shoe_size"}}), 422, "/sort/by"),
        (json!({"sort": {"by": "attribute:unknown"}}), 422, "/sort/by"),
        (json!({"sort": {"by": "attribute:topics"}}), 422, "/sort/by"),
        (json!({"text": "a\u{0}b"}), 422, ""),
        (json!({"filter": {"version": 1, "root": {"some": []}}}), 422, "/filter/root"),
    ];
    for (body, status, pointer) in cases {
        let (answered, problem) = search(&server, &key, body.clone()).await;
        assert_eq!((answered, problem["errors"][0]["pointer"].as_str()), (status, Some(pointer)), "{body}: {problem}");
        assert!(problem["request_id"].as_str().is_some_and(|id| id.len() == 16), "{problem}");
    }
    let send = |body: &'static str, kind: &'static str| {
        let request = server.client.post(server.at("/api/users/search")).bearer_auth(&key);
        request.header("content-type", kind).body(body).send()
    };
    assert_eq!(send("{", "application/json").await.unwrap().status(), 400);
    assert_eq!(send("{}", "text/plain").await.unwrap().status(), 415);
    let large = format!("{{\"text\": \"{}\"}}", "x".repeat(1 << 20));
    let request = server.client.post(server.at("/api/users/search")).bearer_auth(&key);
    let response = request.header("content-type", "application/json").body(large).send().await.unwrap();
    assert_eq!(response.status(), 413);
    assert_eq!(response.headers()["content-type"], "application/problem+json");
});

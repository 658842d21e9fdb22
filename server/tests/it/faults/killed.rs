//! A server that is killed without a warning, again and again, while clients send.
//!
//! `ROLLCALL_TEST_KILLS=200` asks for a longer run.

use super::{key, rounds, traffic::Traffic, until};
use crate::{
    each_database,
    support::{Kind, Program, TestDatabase},
};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use server::db::Sql;
use shared::api::keys::KeyKind;
use std::time::Duration;

async fn started(database: &TestDatabase) -> Program {
    let (folder, url) = (database.folder().to_owned(), database.url.clone());
    let start = move || Program::start(&folder, "off", &["--database", &url]);
    tokio::task::spawn_blocking(start).await.unwrap()
}

async fn killed(database: TestDatabase) {
    let traffic = Traffic::new(key(&database, KeyKind::Write).await);
    let killing = async {
        let mut chance = ChaCha8Rng::seed_from_u64(61);
        for _ in 0..rounds("ROLLCALL_TEST_KILLS", 10) {
            let program = started(&database).await;
            traffic.send_to(&program.url());
            let wanted = traffic.acknowledged() + chance.random_range(1..60);
            until("clients are served", async || traffic.acknowledged() >= wanted).await;
            tokio::time::sleep(Duration::from_micros(chance.random_range(0..20_000))).await;
            // No signal that it could hear.
            drop(program);
        }
        let program = started(&database).await;
        traffic.send_to(&program.url());
        traffic.stop();
        program
    };
    let (program, ..) =
        tokio::join!(killing, traffic.client(0), traffic.client(1), traffic.client(2), traffic.client(3));
    traffic.assert_stored(&database).await;
    // What is counted in memory is what is stored.
    let secret = key(&database, KeyKind::Secret).await;
    let request = reqwest::Client::new().post(format!("{}/api/users/search", program.url())).bearer_auth(secret);
    let answer: serde_json::Value = request.json(&serde_json::json!({})).send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["total"], database.number("select count(*) from users").await);
    if database.kind == Kind::Sqlite {
        let check = Sql::built("pragma integrity_check".to_owned());
        let (told,): (String,) = database.snapshot().await.unwrap().one(check).await.unwrap();
        assert_eq!(told, "ok");
    }
}
each_database!(what_was_acknowledged_is_there_once, |database| killed(database));

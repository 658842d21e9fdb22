//! Ingestion: batches on several connections at once, each answered when it is durable; and searching meanwhile.

use super::{
    command::Setting,
    measure::Times,
    messages::Messages,
    report::{Line, Report},
    search,
};
use crate::{cli::CommandError, clock::Clock};
use serde_json::json;
use std::time::{Duration, Instant};

/// Messages in a batch.
const BATCH: usize = 100;
/// Pages of 200 users whose ids are used.
const PAGES: u32 = 20;
/// Between two searches of the one who looks on.
const PAUSE: Duration = Duration::from_millis(25);

/// Runs the section.
///
/// # Errors
/// When a request fails.
pub(super) async fn run(setting: &Setting, report: &mut Report) -> Result<Vec<Line>, CommandError> {
    let Some(write_key) = &setting.write_key else { return Ok(Vec::new()) };
    let known = known_people(setting).await?;
    let before = search::total(setting).await?;
    let began = Instant::now();
    let end = began + setting.time;
    let mut senders = Vec::new();
    for number in 0..setting.connections {
        let mut client = setting.target.connect().await?;
        let mut messages = Messages::new(known.clone(), rand::random::<u64>() ^ number as u64);
        let write_key = write_key.clone();
        senders.push(tokio::spawn(async move {
            let mut times = Times::default();
            while Instant::now() < end {
                let body = messages.batch(BATCH, Clock::System.now(), &write_key);
                let sent = Instant::now();
                // The key in the body counts; the header is that of every request here.
                client.post(&format!("/v1/batch?writeKey={write_key}"), body).await?;
                times.push(sent.elapsed());
            }
            Ok::<_, CommandError>(times)
        }));
    }
    let mut looking = setting.target.connect().await?;
    let searches = tokio::spawn(async move {
        let first = search::call(&json!({"limit": 50}));
        let mut times = Times::default();
        while Instant::now() < end {
            let sent = Instant::now();
            first.send(&mut looking).await?;
            times.push(sent.elapsed());
            tokio::time::sleep(PAUSE).await;
        }
        Ok::<_, CommandError>(times)
    });
    let mut times = Times::default();
    for sender in senders {
        times.extend(sender.await??);
    }
    let elapsed = began.elapsed();
    let batches = times.line(format!("ingestion: batches of {BATCH}, {} connections", setting.connections), elapsed);
    report.note("events_per_second", (batches.per_second * BATCH as f64) as u64);
    let searches = searches.await??.line("search: first page, while ingesting", elapsed);
    report.note("users_made_by_ingestion", search::total(setting).await?.saturating_sub(before));
    Ok(vec![batches, searches])
}

/// The product's ids of people who are there, from all over the table.
///
/// # Errors
/// When a request fails.
pub(super) async fn known_people(setting: &Setting) -> Result<Vec<String>, CommandError> {
    let mut known = Vec::new();
    let mut after = None;
    for _ in 0..PAGES {
        let body = json!({"limit": 200, "sort": {"by": "email", "descending": false}, "after": after});
        let page = search::answer(setting, &body).await?;
        known.extend(page.users.iter().filter_map(|user| user.external_id.clone()));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    Ok(known)
}

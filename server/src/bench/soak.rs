//! Everything at once, for as long as is asked: messages at a steady rate, counting, searching, imports and exports, and
//! what it does to the server's memory.

use super::{
    client::Client,
    command::Setting,
    filters, ingestion,
    measure::{Call, Times},
    memory,
    messages::Messages,
    report::{Line, Report},
    search,
};
use crate::{cli::CommandError, clock::Clock};
use serde_json::json;
use shared::api::imports::{Import, ImportStatus};
use std::{
    fmt::Write as _,
    time::{Duration, Instant},
};
use tokio::time::MissedTickBehavior;

/// Messages in a batch, of which there is one in every [`PACE`].
const BATCH: usize = 100;
const PACE: Duration = Duration::from_millis(100);
/// Between two questions of one who looks on.
const PAUSE: Duration = Duration::from_millis(100);
/// From one import to the next, and from one export to the next.
const EVERY: Duration = Duration::from_secs(60);
/// Rows of a file that is imported.
const ROWS: usize = 5_000;
/// Between two looks at an import that is under way, and at the memory.
const LOOK: Duration = Duration::from_millis(500);

/// Runs the section.
///
/// # Errors
/// When a request fails, or an import does.
pub(super) async fn run(setting: &Setting, report: &mut Report) -> Result<Vec<Line>, CommandError> {
    let write_key = setting.write_key.clone().ok_or("everything at once needs a write key")?;
    let known = ingestion::known_people(setting).await?;
    let began = Instant::now();
    let end = began + setting.time;
    let connect = || setting.target.connect();
    let ingesting = tokio::spawn(ingest(connect().await?, Messages::new(known.clone(), 1), write_key, end));
    let counting = tokio::spawn(again(connect().await?, filters::each(setting).await?, end));
    let searching = tokio::spawn(again(connect().await?, vec![search::call(&json!({"limit": 50}))], end));
    let importing = tokio::spawn(import(connect().await?, known, end));
    let exporting = tokio::spawn(export(connect().await?, end));
    let memory = tokio::spawn(remember(setting.pid, end));
    let mut lines = Vec::new();
    let (times, name) = (ingesting.await??, format!("batches of {BATCH}, one in {} ms", PACE.as_millis()));
    report.note("messages", (times.requests() * BATCH) as u64);
    lines.push(times.line(name, began.elapsed()));
    lines.push(counting.await??.line("thirteen filters, all numbers", began.elapsed()));
    lines.push(searching.await??.line("search: first page", began.elapsed()));
    lines.push(importing.await??.line(format!("imports of {ROWS} rows"), began.elapsed()));
    let (times, bytes) = exporting.await??;
    report.note("exported_bytes", bytes);
    lines.push(times.line("exports of everybody", began.elapsed()));
    let memory = memory.await?;
    for (name, part) in [
        ("own_kilobytes_after_a_tenth", memory.get(memory.len() / 10)),
        ("own_kilobytes_half_way", memory.get(memory.len() / 2)),
        ("own_kilobytes_most", memory.iter().max()),
        ("own_kilobytes_at_the_end", memory.last()),
    ] {
        part.into_iter().for_each(|kilobytes| report.note(name, *kilobytes));
    }
    Ok(lines)
}

/// Sends batches at their pace; what fell behind is made up for.
async fn ingest(
    mut client: Client,
    mut messages: Messages,
    write_key: String,
    end: Instant,
) -> Result<Times, CommandError> {
    let mut pace = tokio::time::interval(PACE);
    pace.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let mut times = Times::default();
    while Instant::now() < end {
        pace.tick().await;
        let body = messages.batch(BATCH, Clock::System.now(), &write_key);
        let sent = Instant::now();
        let answered = client.post(&format!("/v1/batch?writeKey={write_key}"), body).await;
        times.answered(sent.elapsed(), answered.map(drop))?;
    }
    Ok(times)
}

/// Asks one call after the other.
async fn again(mut client: Client, calls: Vec<Call>, end: Instant) -> Result<Times, CommandError> {
    let mut times = Times::default();
    for call in calls.iter().cycle() {
        if Instant::now() >= end {
            break;
        }
        let sent = Instant::now();
        let answered = call.send(&mut client).await;
        times.answered(sent.elapsed(), answered.map(drop))?;
        tokio::time::sleep(PAUSE).await;
    }
    Ok(times)
}

/// Imports a file again and again: half of its people are known, the others are new each time.
async fn import(mut client: Client, known: Vec<String>, end: Instant) -> Result<Times, CommandError> {
    let mut times = Times::default();
    for round in 0_u64.. {
        let began = Instant::now();
        if began >= end {
            break;
        }
        let answer = client.upload("/api/imports", &format!("soak-{round}.csv"), &file(&known, round)).await?;
        let draft: Import = serde_json::from_slice(&answer)?;
        let path = format!("/api/imports/{}", draft.import_id);
        client.post(&format!("{path}/run"), "").await?;
        loop {
            let import: Import = serde_json::from_slice(&client.get(&path).await?)?;
            match import.status {
                ImportStatus::Done => break,
                ImportStatus::Draft | ImportStatus::Checking | ImportStatus::Running => {}
                ImportStatus::Cancelled | ImportStatus::Failed | ImportStatus::Reverted => {
                    return Err("an import failed".into());
                }
            }
            tokio::time::sleep(LOOK).await;
        }
        times.push(began.elapsed());
        tokio::time::sleep_until((began + EVERY).min(end).into()).await;
    }
    Ok(times)
}

fn file(known: &[String], round: u64) -> String {
    let mut file = String::from("user_id,name,plan,seats\n");
    for row in 0..ROWS {
        let user_id = match known.get(row) {
            Some(user_id) if row % 2 == 0 => user_id.clone(),
            Some(_) | None => format!("soak-{}-{round}-{row}", std::process::id()),
        };
        // Writing to a string cannot fail.
        let _ = writeln!(file, "{user_id},Soak {row},{},{}", ["pro", "team"][row % 2], round + row as u64 % 50);
    }
    file
}

/// Exports everybody again and again; the bytes of all files together.
async fn export(mut client: Client, end: Instant) -> Result<(Times, u64), CommandError> {
    let (mut times, mut bytes) = (Times::default(), 0);
    loop {
        let began = Instant::now();
        // Not together with an import, which begins at the same pace.
        tokio::time::sleep_until((began + EVERY / 2).min(end).into()).await;
        let sent = Instant::now();
        if sent >= end {
            return Ok((times, bytes));
        }
        bytes += client.drain("/api/users/export").await?;
        times.push(sent.elapsed());
        tokio::time::sleep_until((began + EVERY).min(end).into()).await;
    }
}

/// The server's own memory in kilobytes, looked at again and again; nothing where it cannot be told.
async fn remember(pid: Option<u32>, end: Instant) -> Vec<u64> {
    let mut seen = Vec::new();
    while Instant::now() < end {
        seen.extend(pid.and_then(memory::kilobytes).map(|(own, _)| own));
        tokio::time::sleep(LOOK).await;
    }
    seen
}

//! Times of requests, and what they come to.

use super::{
    client::{Client, Stopped},
    command::Setting,
    report::Line,
};
use crate::cli::CommandError;
use axum::body::Bytes;
use std::time::{Duration, Instant};

/// Times of requests.
#[derive(Clone, Debug, Default)]
pub(super) struct Times {
    times: Vec<Duration>,
    /// How many of them the server gave up.
    stopped: usize,
}

impl Times {
    pub(super) fn push(&mut self, time: Duration) {
        self.times.push(time);
    }

    /// Notes a request by what became of it.
    ///
    /// # Errors
    /// When it failed otherwise than by being given up.
    pub(super) fn answered(&mut self, time: Duration, answer: Result<(), CommandError>) -> Result<(), CommandError> {
        match answer {
            Err(error) if error.is::<Stopped>() => self.stopped += 1,
            answered => answered?,
        }
        self.push(time);
        Ok(())
    }

    /// How many there are.
    pub(super) fn requests(&self) -> usize {
        self.times.len()
    }

    pub(super) fn extend(&mut self, others: Self) {
        self.times.extend(others.times);
        self.stopped += others.stopped;
    }

    /// The line of these requests, which took `elapsed` together.
    pub(super) fn line(mut self, name: impl Into<String>, elapsed: Duration) -> Line {
        self.times.sort_unstable();
        let milliseconds = |share| self.at(share).as_secs_f64() * 1000.0;
        Line {
            name: name.into(),
            requests: self.times.len(),
            stopped: self.stopped,
            p50_ms: milliseconds(0.5),
            p99_ms: milliseconds(0.99),
            max_ms: milliseconds(1.0),
            per_second: self.times.len() as f64 / elapsed.as_secs_f64().max(1e-9),
        }
    }

    /// The smallest time that this share of requests stayed within. The times are sorted.
    fn at(&self, share: f64) -> Duration {
        let place = (share * self.times.len() as f64).ceil() as usize;
        self.times.get(place.saturating_sub(1)).copied().unwrap_or_default()
    }
}

/// One call that a line repeats.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub path: String,
    /// JSON to post; `None` gets the path.
    pub body: Option<String>,
}

impl Call {
    pub(super) async fn send(&self, client: &mut Client) -> Result<Bytes, CommandError> {
        match &self.body {
            Some(body) => client.post(&self.path, body.clone()).await,
            None => client.get(&self.path).await,
        }
    }
}

/// Repeats the calls one after the other, on so many connections at once.
///
/// # Errors
/// When a request fails.
pub(super) async fn repeat(
    setting: &Setting,
    name: &str,
    clients: usize,
    calls: &[Call],
) -> Result<Line, CommandError> {
    let began = Instant::now();
    let mut tasks = Vec::with_capacity(clients);
    for number in 0..clients {
        let mut client = setting.target.connect().await?;
        let (calls, most, time) = (calls.to_vec(), setting.requests / clients + 1, setting.time);
        tasks.push(tokio::spawn(async move {
            let mut times = Times::default();
            // Each begins elsewhere, so that they do not ask the same at once.
            let order = calls.iter().cycle().skip(number * 7);
            for call in order.take(most) {
                let sent = Instant::now();
                let answered = call.send(&mut client).await;
                times.answered(sent.elapsed(), answered.map(drop))?;
                if began.elapsed() > time {
                    break;
                }
            }
            Ok::<_, CommandError>(times)
        }));
    }
    let mut times = Times::default();
    for task in tasks {
        times.extend(task.await??);
    }
    Ok(times.line(name, began.elapsed()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_those_of_sorted_times() {
        let mut times = Times::default();
        for millisecond in (1..=200).rev() {
            times.push(Duration::from_millis(millisecond));
        }
        let line = times.line("x", Duration::from_secs(2));
        assert_eq!((line.p50_ms, line.p99_ms, line.max_ms, line.per_second), (100.0, 198.0, 200.0, 100.0));
        let line = Times::default().line("none", Duration::ZERO);
        assert_eq!((line.requests, line.p99_ms), (0, 0.0));
    }
}

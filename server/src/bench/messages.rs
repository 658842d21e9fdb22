//! Messages as products send them: mostly events and pages of known people, some of new ones.

use rand::{Rng, SeedableRng, rngs::SmallRng};
use serde_json::{Value, json};
use shared::time::Instant;

const EVENTS: [&str; 8] = [
    "Project Opened",
    "Task Completed",
    "Search Performed",
    "Comment Added",
    "Report Viewed",
    "File Uploaded",
    "Export Finished",
    "Bench Ran",
];

/// Invents messages.
pub(super) struct Messages {
    random: SmallRng,
    /// Ids of people who are there already.
    known: Vec<String>,
}

impl Messages {
    pub(super) fn new(known: Vec<String>, seed: u64) -> Self {
        Self { random: SmallRng::seed_from_u64(seed), known }
    }

    /// The body of one batch of `count` messages, sent at `now`.
    pub(super) fn batch(&mut self, count: usize, now: Instant, write_key: &str) -> String {
        let batch: Vec<_> = (0..count).map(|_| self.message(now)).collect();
        json!({"batch": batch, "sentAt": now, "writeKey": write_key}).to_string()
    }

    fn message(&mut self, now: Instant) -> Value {
        let mut message = json!({
            "messageId": format!("bench-{:032x}", self.random.random::<u128>()),
            "timestamp": now,
            "context": {"page": {"path": "/app", "url": "https://example.com/app"}, "locale": "en-US",
                "library": {"name": "bench", "version": "1"}},
        });
        let known = (!self.known.is_empty() && self.random.random_ratio(95, 100))
            .then(|| self.known[self.random.random_range(0..self.known.len())].clone());
        match known {
            Some(external_id) => message["userId"] = external_id.into(),
            None => message["anonymousId"] = format!("bench-{:024x}", self.random.random::<u128>() >> 32).into(),
        }
        match self.random.random_range(0..100) {
            0..70 => {
                message["type"] = "track".into();
                message["event"] = EVENTS[self.random.random_range(0..EVENTS.len())].into();
                message["properties"] = json!({"kind": "csv", "rows": self.random.random_range(0..5_000)});
            }
            70..85 => {
                message["type"] = "page".into();
                message["name"] = "Home".into();
            }
            85..95 => {
                message["type"] = "track".into();
                message["event"] = "Experience Seen".into();
                message["properties"] = json!({"experience_id": "getting-started", "experience_kind": "tour"});
            }
            _ => {
                message["type"] = "identify".into();
                message["traits"] = json!({"plan": "pro", "seats": self.random.random_range(1..90), "is_admin": true});
            }
        }
        message
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_has_as_many_messages_as_asked_for_each_with_its_own_id() {
        let body = Messages::new(vec!["u-1".into()], 1).batch(100, Instant(0), "key");
        let body: Value = serde_json::from_str(&body).unwrap();
        let batch = body["batch"].as_array().unwrap();
        let ids: std::collections::BTreeSet<_> = batch.iter().map(|one| one["messageId"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), 100);
        assert!(batch.iter().all(|one| one["userId"].is_string() != one["anonymousId"].is_string()));
    }
}

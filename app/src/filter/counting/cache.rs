//! Numbers of drafts that were asked for a moment ago, so that undo and a move back show theirs at once.

use super::question::Numbers;
use shared::time::Instant;

const KEPT: usize = 50;
/// Milliseconds.
const FRESH: i64 = 30_000;

/// The latest answers, newest last.
#[derive(Clone, Debug, Default)]
pub struct Cache(Vec<(String, Numbers, Instant)>);

impl Cache {
    /// The numbers of a question, if they are fresh.
    pub fn get(&mut self, key: &str, now: Instant) -> Option<Numbers> {
        let at = self.0.iter().position(|(kept, ..)| kept == key)?;
        let entry = self.0.remove(at);
        let is_fresh = now.0 - entry.2.0 < FRESH;
        let numbers = is_fresh.then(|| entry.1.clone());
        if is_fresh {
            self.0.push(entry);
        }
        numbers
    }

    /// Keeps the numbers of a question.
    pub fn put(&mut self, key: String, numbers: Numbers, now: Instant) {
        self.0.retain(|(kept, ..)| *kept != key);
        self.0.push((key, numbers, now));
        if self.0.len() > KEPT {
            self.0.remove(0);
        }
    }

    /// Forgets everything: the users have changed.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(total: u64) -> Numbers {
        Numbers { total, ..Numbers::default() }
    }

    #[test]
    fn fifty_are_kept_for_half_a_minute() {
        let mut cache = Cache::default();
        for at in 0..51 {
            cache.put(at.to_string(), numbers(at), Instant(0));
        }
        assert_eq!(cache.get("0", Instant(0)), None);
        assert_eq!(cache.get("1", Instant(29_999)), Some(numbers(1)));
        assert_eq!(cache.get("2", Instant(30_000)), None);
        cache.put("new".into(), numbers(7), Instant(0));
        assert_eq!(cache.get("1", Instant(0)), Some(numbers(1)), "what was used last stays longest");
        cache.clear();
        assert_eq!(cache.get("1", Instant(0)), None);
    }
}

//! Keeps the numbers of the catalogue: counts in the background when something has changed, rarely enough to be no
//! burden, and at once where that is quick.
//!
//! Invariants: one pass runs at a time; nothing is counted twice at one change; no call waits for a long pass.

use super::{
    counts::{Counted, Counts, Sources},
    pass, store,
};
use crate::{
    changes::Seen,
    db::{Database, Result, Transaction},
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::watch;

/// Least time between the end of a pass and the next that nobody asked for.
const LEAST_PAUSE: Duration = Duration::from_secs(5);
/// How much longer than the pass before the pause is.
const PAUSE: u32 = 20;
/// How long a call waits for a pass that is expected to be quick.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// The numbers, kept for as long as a clone lives. Cheap to clone.
#[derive(Clone)]
pub struct Keeper {
    counts: watch::Receiver<Arc<Counts>>,
    /// The latest change at which somebody asked for numbers.
    wanted: Arc<watch::Sender<u64>>,
}

impl Keeper {
    /// Starts to keep numbers up to the changes that are `seen`; it ends with the last clone, and with the changes.
    #[must_use]
    pub fn start(database: Database, seen: watch::Receiver<Seen>) -> Self {
        let (sender, counts) = watch::channel(Arc::new(Counts::default()));
        let (wanted, asked) = watch::channel(0);
        tokio::spawn(run(database, seen, asked, sender));
        Self { counts, wanted: Arc::new(wanted) }
    }

    /// Where the values of attributes come from, and a few of the values, as far as they are counted.
    pub(crate) async fn of_attributes(&self, seen: Seen) -> AttributeNumbers {
        AttributeNumbers(self.counts(seen).await)
    }

    /// The same, as it was counted last.
    pub(crate) fn latest(&self) -> AttributeNumbers {
        AttributeNumbers(Arc::clone(&self.counts.borrow()))
    }

    /// The numbers: those of a change or later where they are quickly had, else the latest there are.
    pub(super) async fn counts(&self, seen: Seen) -> Arc<Counts> {
        let mut counts = self.counts.clone();
        let latest = Arc::clone(&counts.borrow());
        if is_old(&latest, seen.sequence) && is_quick(&latest, seen.total) {
            self.wanted.send_modify(|wanted| *wanted = seen.sequence.max(*wanted));
            let fresh = counts.wait_for(|counts| !is_old(counts, seen.sequence));
            // Whether it came, went wrong or took too long: what there is then is told.
            let _ = tokio::time::timeout(LONGEST_WAIT, fresh).await;
        }
        let counts = self.counts.borrow();
        Arc::clone(&counts)
    }
}

/// What is counted of attributes, which are told by their ids.
pub(crate) struct AttributeNumbers(Arc<Counts>);

impl AttributeNumbers {
    /// Where the values come from; `None` until it is known.
    pub(crate) fn sources(&self, attribute_id: i64) -> Option<Sources> {
        let sources = self.0.sources.as_ref()?;
        Some(sources.get(&attribute_id).cloned().unwrap_or_default())
    }

    /// A few of the most common values.
    pub(crate) fn samples(&self, attribute_id: i64) -> Vec<String> {
        self.0.samples(Counted::Attribute(attribute_id))
    }
}

/// Where the values of an attribute come from, counted at once.
pub(crate) async fn sources_now(snapshot: &mut Transaction, attribute_id: i64) -> Result<Sources> {
    let mut sources = Sources::default();
    store::counts::sources_of(snapshot, attribute_id).await?.into_iter().for_each(|row| sources.add(row));
    Ok(sources)
}

fn is_old(counts: &Counts, sequence: u64) -> bool {
    counts.sequence.is_none_or(|counted| counted < sequence)
}

/// Whether a pass is expected to be so quick that a call can wait for it.
fn is_quick(last: &Counts, users: u64) -> bool {
    match last.sequence {
        None => users <= 10_000,
        Some(_) if users <= 1_000 => last.took <= Duration::from_secs(1),
        Some(_) => last.took <= Duration::from_millis(100),
    }
}

fn pause_after(took: Duration) -> Duration {
    LEAST_PAUSE.max(took * PAUSE)
}

async fn run(
    database: Database,
    mut seen: watch::Receiver<Seen>,
    mut asked: watch::Receiver<u64>,
    counts: watch::Sender<Arc<Counts>>,
) {
    // A server that starts has other things to do first.
    let mut due = Instant::now() + LEAST_PAUSE;
    let mut troubled = false;
    loop {
        let earlier = *seen.borrow_and_update();
        let latest = Arc::clone(&counts.borrow());
        tokio::select! {
            asking = asked.changed() => match asking {
                Ok(()) if is_old(&latest, *asked.borrow_and_update()) => {}
                Ok(()) => continue,
                Err(_) => return,
            },
            () = tokio::time::sleep_until(due.into()), if is_old(&latest, earlier.sequence) => {}
            changed = seen.changed() => match changed {
                Ok(()) => continue,
                Err(_) => return,
            },
        }
        let pass = pass::count(&database, earlier, &latest);
        let found = tokio::select! {
            found = pass => found,
            () = ended(seen.clone()) => return,
        };
        let took = match found {
            Ok(found) => {
                troubled = false;
                let took = found.took;
                tracing::debug!(?took, "the catalogue was counted");
                counts.send_replace(Arc::new(found));
                took
            }
            Err(error) => {
                if !troubled {
                    tracing::error!(%error, "the catalogue's numbers cannot be counted; trying again");
                }
                troubled = true;
                Duration::ZERO
            }
        };
        due = Instant::now() + pause_after(took);
    }
}

/// Waits until nobody follows the changes any more: the server stops.
async fn ended(mut seen: watch::Receiver<Seen>) {
    while seen.changed().await.is_ok() {}
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(took: u64) -> Counts {
        Counts { sequence: Some(7), took: Duration::from_millis(took), ..Counts::default() }
    }

    #[test]
    fn calls_wait_for_quick_passes_only() {
        assert!(is_quick(&Counts::default(), 10_000) && !is_quick(&Counts::default(), 10_001));
        assert!(is_quick(&counted(100), 1_000_000) && !is_quick(&counted(101), 1_001));
        assert!(is_quick(&counted(1_000), 1_000) && !is_quick(&counted(1_001), 0));
    }

    #[test]
    fn nothing_is_counted_twice() {
        assert!(is_old(&Counts::default(), 0));
        assert!(is_old(&counted(1), 8) && !is_old(&counted(1), 7) && !is_old(&counted(1), 6));
    }

    #[test]
    fn pauses_are_long_beside_passes() {
        assert_eq!(pause_after(Duration::from_millis(10)), Duration::from_secs(5));
        assert_eq!(pause_after(Duration::from_secs(3)), Duration::from_secs(60));
    }
}

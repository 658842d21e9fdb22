//! The queue between requests and the one writer.
//!
//! Invariants: a request is answered only after its group is committed; what waits is bounded, and beyond that clients
//! are told to come again; after `stop` nothing more is taken and everything taken is stored.

use super::{
    decode::Decoded,
    message::Outcome,
    tally::{Tally, Told},
    writer::Writer,
};
use crate::{changes::Changes, clock::Clock, db::Database, ids::IdSource};
use shared::ids::KeyId;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot},
    task::JoinHandle,
};

/// How much may wait, in KB of bodies.
const ROOM: usize = 32 << 10;

/// What one request brings.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) decoded: Decoded,
    /// The key it came with.
    pub(super) key_id: KeyId,
}

/// A request in the queue.
pub(super) struct Waiting {
    pub(super) request: Request,
    pub(super) answer: oneshot::Sender<Answer>,
    /// Its share of the room, given back when it is answered.
    pub(super) _room: OwnedSemaphorePermit,
}

/// What became of a request's messages, or that it could not be stored now.
pub(super) type Answer = Result<Vec<Outcome>, Busy>;

/// Our own trouble: the client is to come again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Busy {
    /// Too much waits already.
    Full,
    /// The server stops.
    Stopping,
    /// The database fails.
    Database,
}

/// The queue that messages go through. Cheap to clone.
#[derive(Clone)]
pub struct Ingest(Arc<Inner>);

struct Inner {
    sender: Mutex<Option<mpsc::UnboundedSender<Waiting>>>,
    writer: Mutex<Option<JoinHandle<()>>>,
    room: Arc<Semaphore>,
    tally: Arc<Tally>,
    recent: super::recent::Recent,
    pub(super) keys: super::keys::Keys,
    pub(super) rate: super::rate::Rate,
    proofs: super::proof::Proofs,
}

impl Ingest {
    /// Starts the writer. `rate` is the most requests a second that one address may make.
    #[must_use]
    pub fn start(database: Database, clock: Clock, ids: Arc<IdSource>, changes: Changes, rate: Option<u32>) -> Self {
        let (sender, receiver) = mpsc::unbounded_channel();
        let keys = super::keys::Keys::new(database.clone());
        let proofs = super::proof::Proofs::new(database.clone());
        let tally = Arc::new(Tally::default());
        let writer = Writer::new(database, clock, ids, changes, Arc::clone(&tally));
        let writer = tokio::spawn(writer.run(receiver));
        Self(Arc::new(Inner {
            sender: Mutex::new(Some(sender)),
            writer: Mutex::new(Some(writer)),
            room: Arc::new(Semaphore::new(ROOM)),
            tally,
            recent: super::recent::Recent::default(),
            keys,
            rate: super::rate::Rate::new(rate),
            proofs,
        }))
    }

    /// Takes no more messages, and ends when those taken are stored.
    pub async fn stop(&self) {
        drop(self.0.sender.lock().unwrap_or_else(PoisonError::into_inner).take());
        let writer = self.0.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(writer) = writer
            && let Err(error) = writer.await
        {
            tracing::error!(%error, "the writer of messages ended badly");
        }
    }

    /// Stores what a request of so many bytes brings.
    pub(super) async fn submit(&self, request: Request, bytes: usize) -> Answer {
        let answered = match self.take(request, bytes) {
            Ok(answered) => answered,
            Err(busy) => {
                self.0.tally.turned_away(busy);
                return Err(busy);
            }
        };
        answered.await.unwrap_or(Err(Busy::Database))
    }

    /// Puts a request into the queue; its answer comes later.
    fn take(&self, request: Request, bytes: usize) -> Result<oneshot::Receiver<Answer>, Busy> {
        // At most a request's limit, which fits.
        let share = u32::try_from(bytes / 1024 + 1).unwrap_or(u32::MAX);
        let room = Arc::clone(&self.0.room).try_acquire_many_owned(share).map_err(|_| Busy::Full)?;
        let (answer, answered) = oneshot::channel();
        let waiting = Waiting { request, answer, _room: room };
        match &*self.0.sender.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(sender) => sender.send(waiting).map_err(|_| Busy::Stopping)?,
            None => return Err(Busy::Stopping),
        }
        Ok(answered)
    }

    /// How much waits, and what became of messages since the start.
    #[must_use]
    pub fn told(&self) -> Told {
        let waiting = ROOM.saturating_sub(self.0.room.available_permits());
        self.0.tally.told((waiting as u64) << 10)
    }

    /// Secrets, or whether users have to be proven, were changed.
    pub fn forget_verification(&self) {
        self.0.proofs.forget();
    }

    pub(super) fn proofs(&self) -> &super::proof::Proofs {
        &self.0.proofs
    }

    pub(super) fn recent(&self) -> &super::recent::Recent {
        &self.0.recent
    }

    pub(super) fn keys(&self) -> &super::keys::Keys {
        &self.0.keys
    }

    pub(super) fn rate(&self) -> &super::rate::Rate {
        &self.0.rate
    }
}

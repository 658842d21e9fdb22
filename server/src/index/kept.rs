//! Sets of conditions that were evaluated lately: whoever edits one condition of a filter asks for the others again.
//!
//! Invariant: what is kept is of the state that the index holds; every change empties it.

use super::bits::Bits;
use crate::filter::Leaf;
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// How many sets are kept. Of a million users each has 125 kB.
const MOST: usize = 64;

/// The sets, oldest first.
#[derive(Debug, Default)]
pub(super) struct Kept(Mutex<VecDeque<(Leaf, Arc<Bits>)>>);

impl Kept {
    fn lock(&self) -> MutexGuard<'_, VecDeque<(Leaf, Arc<Bits>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn get(&self, leaf: &Leaf) -> Option<Arc<Bits>> {
        self.lock().iter().find(|(other, _)| other == leaf).map(|(_, set)| Arc::clone(set))
    }

    pub fn keep(&self, leaf: &Leaf, set: &Arc<Bits>) {
        let mut kept = self.lock();
        if kept.len() == MOST {
            kept.pop_front();
        }
        kept.push_back((leaf.clone(), Arc::clone(set)));
    }

    /// Forgets all of them.
    pub fn clear(&self) {
        self.lock().clear();
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        self.lock().iter().map(|(_, set)| set.bytes()).sum()
    }
}

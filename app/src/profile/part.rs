//! A part of a profile: what is known of it, and why no more is. One part that fails leaves the others alone.

use crate::api::Failure;

/// A part that is fetched for itself. What is known stays until there is something newer.
#[derive(Clone, Debug, PartialEq)]
pub struct Part<T> {
    /// What is known.
    pub value: Option<T>,
    /// Why the last request for it had no answer.
    pub failure: Option<Failure>,
    /// Whether more of it is on its way.
    pub is_busy: bool,
}

impl<T> Default for Part<T> {
    fn default() -> Self {
        Self { value: None, failure: None, is_busy: false }
    }
}

impl<T> Part<T> {
    /// A part that is known already.
    pub fn known(value: Option<T>) -> Self {
        Self { value, failure: None, is_busy: false }
    }

    /// Takes an answer; `put` joins it with what is known.
    pub fn settle(&mut self, answer: Result<T, Failure>, put: impl FnOnce(Option<T>, T) -> T) {
        self.is_busy = false;
        match answer {
            Ok(new) => {
                self.value = Some(put(self.value.take(), new));
                self.failure = None;
            }
            Err(Failure::Aborted) => {}
            Err(failure) => self.failure = Some(failure),
        }
    }

    /// What there is to show of it.
    pub fn phase(&self) -> Phase {
        match (&self.value, &self.failure) {
            (Some(_), _) => Phase::Known,
            (None, Some(failure)) => Phase::Failed(failure.clone()),
            (None, None) => Phase::Waiting,
        }
    }

    /// Whether there is nothing to show but the failure.
    pub fn has_only_failed(&self) -> bool {
        self.value.is_none() && self.failure.is_some()
    }
}

/// What there is to show of a part.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// Nothing yet.
    Waiting,
    /// What is known, whether the last request had an answer or not.
    Known,
    /// Why nothing is known.
    Failed(Failure),
}

/// Whether a failure says that there is no such user.
pub fn is_gone(failure: Option<&Failure>) -> bool {
    matches!(failure, Some(Failure::Status { status: 404, .. }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_outlives_a_failure() {
        let mut part = Part::default();
        part.settle(Err(Failure::Network), |_, new| new);
        assert!(part.has_only_failed());
        part.settle(Ok(1), |_, new| new);
        assert_eq!(part, Part::known(Some(1)));
        part.settle(Err(Failure::Network), |_, new| new);
        assert_eq!((part.value, part.has_only_failed()), (Some(1), false));
        part.settle(Err(Failure::Aborted), |_, new| new);
        part.settle(Ok(2), |old, new| old.unwrap_or_default() + new);
        assert_eq!(part, Part::known(Some(3)));
    }
}

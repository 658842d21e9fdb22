//! Places in what a user did: time, then id, then kind, all falling. Opaque to clients: base64url of JSON.

use crate::error::ApiError;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use shared::{api::activity::ActivityKind, page::Cursor};

/// A place. Things of both kinds may have the same id; then the event is the later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Place(pub(super) i64, pub(super) i64, pub(super) ActivityKind);

impl Place {
    /// Before everything: the start of the first page.
    pub(super) const START: Self = Self(i64::MAX, i64::MAX, ActivityKind::Event);

    pub(super) fn to_cursor(self) -> Cursor {
        // Plain data always has a JSON.
        Cursor(URL_SAFE_NO_PAD.encode(serde_json::to_vec(&self).unwrap_or_default()))
    }

    /// The place that a query names, or the start.
    pub(super) fn read(after: Option<&str>) -> Result<Self, ApiError> {
        let Some(text) = after else { return Ok(Self::START) };
        let place = URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        place.ok_or_else(|| ApiError::invalid("/after", "There is no such place. Start from the first page."))
    }

    /// The id that things of a kind at the same time are below, to be beyond this place.
    pub(super) fn below(self, kind: ActivityKind) -> i64 {
        if kind < self.2 { self.1.saturating_add(1) } else { self.1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_go_out_and_come_back() {
        let place = Place(-5, i64::MAX, ActivityKind::Interaction);
        assert_eq!(Place::read(Some(&place.to_cursor().0)).unwrap(), place);
        assert_eq!(Place::read(None).unwrap(), Place::START);
        for text in ["", "!!", "WzEsMl0", "bm90IGpzb24"] {
            assert!(Place::read(Some(text)).is_err(), "{text}");
        }
    }

    #[test]
    fn of_two_with_the_same_id_the_event_comes_first() {
        use ActivityKind::{Event, Interaction};
        assert_eq!((Place(1, 7, Event).below(Interaction), Place(1, 7, Event).below(Event)), (8, 7));
        assert_eq!((Place(1, 7, Interaction).below(Interaction), Place(1, 7, Interaction).below(Event)), (7, 7));
    }
}

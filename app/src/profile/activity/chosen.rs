//! Which entries of the timeline are shown. Pure.

use shared::api::activity::ActivityEntry;
use std::collections::BTreeSet;

/// Kinds of experiences and actions that were chosen; none is all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// Kinds of experiences, and `event`.
    pub kinds: BTreeSet<String>,
    /// Actions.
    pub actions: BTreeSet<String>,
}

/// The kind of an entry: of its experience, or `event`.
pub fn kind_of(entry: &ActivityEntry) -> &str {
    entry.experience_kind.as_deref().unwrap_or("event")
}

/// Chooses a word, or no longer.
pub fn toggle(words: &mut BTreeSet<String>, word: &str) {
    if !words.remove(word) {
        words.insert(word.to_owned());
    }
}

impl Chosen {
    /// Whether an entry is shown. Events have no action, so that choosing actions hides them.
    pub fn shows(&self, entry: &ActivityEntry) -> bool {
        let has_kind = self.kinds.is_empty() || self.kinds.contains(kind_of(entry));
        let has_action = |action: &String| self.actions.contains(action);
        has_kind && (self.actions.is_empty() || entry.action.as_ref().is_some_and(has_action))
    }
}

/// The words that there are to choose from: those that occur, and those that are chosen.
pub fn offered<'a>(occurring: impl Iterator<Item = &'a str>, chosen: &BTreeSet<String>) -> Vec<String> {
    let mut words: BTreeSet<String> = occurring.map(ToOwned::to_owned).collect();
    words.extend(chosen.iter().cloned());
    words.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::{api::activity::ActivityKind, ids::ActivityId, time::Instant};

    fn entry(kind: Option<&str>, action: Option<&str>) -> ActivityEntry {
        ActivityEntry {
            id: ActivityId(1),
            at: Instant(0),
            kind: if kind.is_some() { ActivityKind::Interaction } else { ActivityKind::Event },
            name: "x".into(),
            experience_id: None,
            experience_kind: kind.map(Into::into),
            action: action.map(Into::into),
            step: None,
            steps: None,
            properties: None,
        }
    }

    #[test]
    fn nothing_chosen_is_everything() {
        let (tour, event) = (entry(Some("tour"), Some("seen")), entry(None, None));
        let mut chosen = Chosen::default();
        assert!(chosen.shows(&tour) && chosen.shows(&event));
        toggle(&mut chosen.actions, "seen");
        assert!(chosen.shows(&tour) && !chosen.shows(&event));
        toggle(&mut chosen.kinds, "survey");
        assert!(!chosen.shows(&tour));
        toggle(&mut chosen.kinds, "survey");
        assert!(chosen.shows(&tour));
    }

    #[test]
    fn what_is_chosen_stays_on_offer() {
        let chosen = BTreeSet::from(["survey".to_owned()]);
        assert_eq!(offered(["tour", "hint", "tour"].into_iter(), &chosen), ["hint", "survey", "tour"]);
    }
}

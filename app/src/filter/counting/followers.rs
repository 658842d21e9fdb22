//! Who shows the numbers of nodes. Each is told of a change of its own number alone: among a hundred conditions, to wake
//! all of them at every edit takes longer than the edit.

use leptos::prelude::*;
use shared::filter::edit::NodeId;

/// Users of a node, and whether that is an earlier draft's number; `None` where it is not known.
type Number = Option<(u64, bool)>;

/// The number of a node, followed.
pub type Counted = ReadSignal<Number>;

/// Those who are there.
#[derive(Clone, Copy)]
pub struct Followers(StoredValue<Vec<(NodeId, RwSignal<Number>)>>);

impl Default for Followers {
    fn default() -> Self {
        Self(StoredValue::new(Vec::new()))
    }
}

impl Followers {
    /// The number of a node from `now` on, for as long as whoever asks is there.
    pub fn follow(self, node: NodeId, now: Number) -> Counted {
        let number = RwSignal::new(now);
        self.0.update_value(|followers| followers.push((node, number)));
        number.read_only()
    }

    /// Tells everybody whose number is another one now.
    pub fn tell(self, number_of: impl Fn(NodeId) -> Number) {
        self.0.update_value(|followers| followers.retain(|(_, number)| !number.is_disposed()));
        // Whoever is told may go, or bring somebody new.
        for (node, number) in self.0.get_value() {
            let now = number_of(node);
            if number.try_get_untracked().is_some_and(|before| before != now) {
                number.set(now);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_those_whose_number_changed_are_told() {
        let owner = Owner::new();
        let followers = owner.with(Followers::default);
        let (first, second) =
            owner.with(|| (followers.follow(NodeId(1), None), followers.follow(NodeId(2), Some((3, false)))));
        let gone = Owner::new();
        gone.with(|| followers.follow(NodeId(3), None));
        gone.cleanup();
        followers.tell(|node| (node == NodeId(1)).then_some((7, true)));
        assert_eq!((first.get_untracked(), second.get_untracked()), (Some((7, true)), None));
        assert_eq!(followers.0.with_value(Vec::len), 2, "who is gone is forgotten");
    }
}

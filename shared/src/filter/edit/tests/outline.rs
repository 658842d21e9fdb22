//! What follows the tree alone.

use super::*;

#[test]
fn an_outline_changes_with_the_tree_and_not_with_values() {
    let draft = sample();
    let id = at(&draft, "b");
    let changed = draft.update(id, DraftCondition(leaf("other"))).unwrap();
    assert_ne!(changed, draft);
    assert_eq!(changed.outline(), draft.outline());
    for other in [draft.mute(id), draft.negate(id), draft.remove(id), draft.duplicate(id)] {
        assert_ne!(other.unwrap().outline(), draft.outline());
    }
    let reason = |draft: &Draft| draft.step(id, Direction::Up).map(|draft| draft.outline());
    assert_eq!(reason(&draft.outline()), reason(&draft));
}

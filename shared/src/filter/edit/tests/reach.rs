//! Every place that dragging reaches is reached by menus alone and by keys alone, too.

use super::*;
use std::collections::{BTreeMap, VecDeque};

const MENU: [Direction; 7] = {
    use Direction::*;
    [BeforePrevious, AfterNext, IntoGroupAbove, IntoGroupBelow, Out, WithPrevious, WithNext]
};
const KEYS: [Direction; 4] = {
    use Direction::*;
    [Up, Down, WithPrevious, Out]
};

fn nodes(node: &DraftNode, found: &mut Vec<NodeId>) {
    found.push(node.id);
    node.children().iter().for_each(|child| nodes(child, found));
}

/// Every tree that a drag of a node makes.
fn dragged(draft: &Draft, id: NodeId) -> Vec<Draft> {
    let mut all = Vec::new();
    nodes(draft.root(), &mut all);
    let places = |parent: NodeId| {
        let count = draft.node(parent).map_or(0, |node| node.children().len());
        (0..=count).map(move |index| DropTarget::Into { parent, index })
    };
    let is_condition = |id: &&NodeId| draft.node(**id).is_some_and(|node| node.combinator().is_none());
    let combined = all.iter().filter(is_condition).map(|&target| DropTarget::Combine { target });
    let targets = all.iter().copied().flat_map(places).chain(combined);
    targets.filter_map(|target| draft.drop_at(id, target, false).ok()).collect()
}

/// Every tree that steps of a node lead to, however many.
fn stepped(draft: &Draft, id: NodeId, steps: &[Direction]) -> BTreeMap<String, Draft> {
    // A drag makes one group at most, which is told in five letters: longer trees lead nowhere that it leads.
    let longest = told(draft.root()).len() + 5;
    let mut seen = BTreeMap::new();
    let mut open = VecDeque::from([draft.clone()]);
    while let Some(draft) = open.pop_front() {
        for &step in steps {
            let Ok(next) = draft.step(id, step) else { continue };
            let shape = told(next.root());
            if shape.len() <= longest && !seen.contains_key(&shape) {
                seen.insert(shape, next.clone());
                open.push_back(next);
            }
        }
    }
    seen
}

#[test]
fn menus_and_keys_reach_whatever_a_drag_reaches() {
    let trees = [
        sample(),
        draft(any([all([leaf("a"), leaf("b")]), all([leaf("c"), any([leaf("d"), leaf("e")])])])),
        draft(all([leaf("a"), leaf("b"), leaf("c")])),
    ];
    let mut reached = 0;
    for draft in &trees {
        let mut all = Vec::new();
        nodes(draft.root(), &mut all);
        for id in all {
            for steps in [&MENU[..], &KEYS[..]] {
                let stepped = stepped(draft, id, steps);
                for dragged in dragged(draft, id) {
                    let shape = told(dragged.root());
                    assert!(stepped.contains_key(&shape), "{shape} from {} by {steps:?}", told(draft.root()));
                    reached += 1;
                }
            }
        }
    }
    assert!(reached > 200, "{reached}");
}

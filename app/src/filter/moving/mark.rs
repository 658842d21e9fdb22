//! What shows where a drag would end: a line in a gap, or a frame.

use super::layout::Measured;
use crate::ui::drag::Rect;
use shared::filter::edit::{DropTarget, NodeId};

/// The line stands so far above what follows it, where the gap is large.
const ABOVE_NEXT: f64 = 6.0;
/// And so far from the edge of its group, where nothing is on its other side.
const FROM_EDGE: f64 = 4.0;

/// What shows a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// The line in a gap, as a rectangle without height.
    pub line: Option<Rect>,
    /// The frame around a condition or a button: what is dragged will be in a group with it, or of its own.
    pub frame: Option<Rect>,
    /// The group that will hold it; the main group needs no sign.
    pub group: Option<Rect>,
}

/// What shows a target.
pub fn mark(root: &Measured, target: DropTarget) -> Option<Mark> {
    let of_group = |id: NodeId| root.find(id).filter(|_| id != root.id).map(|node| node.rect);
    match target {
        DropTarget::Into { parent, index } => {
            let line = line(root.find(parent)?, index)?;
            Some(Mark { line: Some(line), frame: None, group: of_group(parent) })
        }
        DropTarget::Combine { target } => Some(Mark { line: None, frame: Some(root.find(target)?.rect), group: None }),
        DropTarget::NewGroup { parent } => {
            let button = root.find(parent)?.group.as_ref()?.add_group?;
            Some(Mark { line: None, frame: Some(button.grown(2.0)), group: of_group(parent) })
        }
    }
}

/// The line in the gap before a child.
fn line(parent: &Measured, index: usize) -> Option<Rect> {
    let group = parent.group.as_ref()?;
    let above = index.checked_sub(1).and_then(|above| group.children.get(above)).map(|child| child.rect);
    let below = group.children.get(index).map(|child| child.rect);
    let y = match (above, below) {
        (Some(above), Some(below)) => below.top - ((below.top - above.bottom) / 2.0).clamp(0.0, ABOVE_NEXT),
        (None, Some(below)) => {
            let edge = group.head.map_or(below.top - FROM_EDGE, |head| head.bottom);
            below.top - (below.top - edge).clamp(0.0, FROM_EDGE)
        }
        (Some(above), None) => above.bottom + FROM_EDGE,
        (None, None) => group.body.at(0.5),
    };
    let sides = above.or(below).unwrap_or(group.body);
    Some(Rect { left: sides.left, right: sides.right, top: y, bottom: y })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::moving::sketch::{A, B, EMPTY, GROUP, INNER, NEW, ROOT, sketch};

    fn line_at(parent: NodeId, index: usize) -> (f64, f64, f64, bool) {
        let mark = mark(&sketch(), DropTarget::Into { parent, index }).unwrap();
        let line = mark.line.unwrap();
        assert_eq!((line.top, mark.frame), (line.bottom, None));
        (line.left, line.right, line.top, mark.group.is_some())
    }

    #[test]
    fn lines_stand_in_gaps_at_the_level_of_their_group() {
        assert_eq!(line_at(ROOT, 0), (20.0, 580.0, -4.0, false), "above the first");
        assert_eq!(line_at(ROOT, 1), (20.0, 580.0, 54.0, false), "nearer to the next, below the word between them");
        assert_eq!(line_at(ROOT, 5), (20.0, 580.0, 604.0, false), "below the last");
        assert_eq!(line_at(GROUP, 0), (40.0, 560.0, 100.0, true), "under a header that touches");
        assert_eq!(line_at(INNER, 1), (60.0, 540.0, 254.0, true));
        assert_eq!(line_at(EMPTY, 0), (40.0, 560.0, 520.0, true), "in the middle of nothing");
    }

    #[test]
    fn frames_stand_around_what_becomes_a_group() {
        let tree = sketch();
        let combine = mark(&tree, DropTarget::Combine { target: A }).unwrap();
        assert_eq!(combine, Mark { line: None, frame: Some(tree.find(A).unwrap().rect), group: None });
        let new = mark(&tree, DropTarget::NewGroup { parent: GROUP }).unwrap();
        let frame = Rect { left: 118.0, top: 338.0, right: 202.0, bottom: 382.0 };
        assert_eq!(new, Mark { line: None, frame: Some(frame), group: Some(tree.find(GROUP).unwrap().rect) });
        assert_eq!(mark(&tree, DropTarget::NewGroup { parent: EMPTY }), None, "it has no such button");
        assert_eq!(mark(&tree, DropTarget::Into { parent: B, index: 0 }), None);
        assert_eq!(mark(&tree, DropTarget::Combine { target: NEW }), None);
    }
}

//! Which place in the tree the pointer means.
//!
//! | Over | Zone | Means |
//! |---|---|---|
//! | a condition | upper, lower quarter | before, after it |
//! | | the half between | the nearer edge; resting there, a group with it |
//! | the last of a group | lower quarter and below, left of it | after the group, and the groups around it that end with it |
//! | a group's header | upper quarter, the rest | before the group, first in it |
//! | a collapsed group | upper, lower quarter | before, after it |
//! | | the half between | the nearer edge; resting there it opens |
//! | a group elsewhere | | between its children, by their middles |
//! | "+ Group" | | a new group there |
//! | outside the builder | | nothing |

use super::layout::{Measured, MeasuredGroup};
use crate::ui::drag::{Point, Rect};
use shared::filter::edit::{DropTarget, NodeId};

/// A zone is left so far beyond its border.
const HYSTERESIS: f64 = 4.0;
/// So near to the builder is in it.
const SLACK: f64 = 16.0;

/// What a pointer means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Zone {
    /// Where letting go puts what is dragged.
    pub target: DropTarget,
    /// What resting here brings.
    pub rest: Option<Rest>,
}

/// What a pointer that rests in a zone brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// A group of the condition and what is dragged.
    Combine(NodeId),
    /// A collapsed group opens.
    Expand(NodeId),
}

/// A group and the way to it: each around the one before, with the place of the inner one in it.
struct Around<'tree> {
    node: &'tree Measured,
    group: &'tree MeasuredGroup,
    outer: Option<(&'tree Self, usize)>,
}

/// The zone under a point, while a node is dragged. `None` outside.
pub fn zone(root: &Measured, dragged: NodeId, point: Point) -> Option<Zone> {
    let group = root.group.as_ref()?;
    let is_near = root.rect.grown(SLACK).contains(point);
    is_near.then(|| inside(&Around { node: root, group, outer: None }, dragged, point))
}

/// The zone under a point, after the one that was under it before: borders are crossed late.
pub fn settled(root: &Measured, dragged: NodeId, point: Point, before: Option<Zone>) -> Option<Zone> {
    let now = zone(root, dragged, point);
    let sides = [(0.0, -HYSTERESIS), (0.0, HYSTERESIS), (-HYSTERESIS, 0.0), (HYSTERESIS, 0.0)];
    let is_near = |(x, y): (f64, f64)| zone(root, dragged, point.by(x, y)) == before;
    if now != before && before.is_some() && sides.into_iter().any(is_near) { before } else { now }
}

fn into(parent: NodeId, index: usize) -> Zone {
    Zone { target: DropTarget::Into { parent, index }, rest: None }
}

fn inside(around: &Around<'_>, dragged: NodeId, point: Point) -> Zone {
    let Around { node, group, .. } = around;
    if let (Some(head), Some((outer, index))) = (group.head, around.outer)
        && point.y < head.at(0.25)
    {
        return into(outer.node.id, index);
    }
    if group.head.is_some_and(|head| point.y < head.bottom) {
        return into(node.id, 0);
    }
    if group.add_group.is_some_and(|button| button.contains(point)) {
        return Zone { target: DropTarget::NewGroup { parent: node.id }, rest: None };
    }
    if let Some((index, child)) = group.children.iter().enumerate().find(|(_, child)| child.spans(point)) {
        match &child.group {
            Some(group) if !group.is_collapsed && child.id != dragged => {
                // Left of it the pointer is in this group only.
                if point.x >= child.rect.left {
                    return inside(&Around { node: child, group, outer: Some((around, index)) }, dragged, point);
                }
                if point.y > last_line(child).at(0.75) {
                    return outwards(around, index, point).unwrap_or_else(|| into(node.id, index + 1));
                }
            }
            Some(_) => return on_line(around, index, child, Rest::Expand(child.id), dragged, point),
            None => return on_line(around, index, child, Rest::Combine(child.id), dragged, point),
        }
    }
    let above = group.children.iter().filter(|child| child.middle() < point.y).count();
    let outwards = above.checked_sub(1).and_then(|last| outwards(around, last, point));
    outwards.unwrap_or_else(|| into(node.id, above))
}

/// On a condition, or a group that is as small as one.
fn on_line(around: &Around<'_>, index: usize, child: &Measured, rest: Rest, dragged: NodeId, point: Point) -> Zone {
    let rect = child.rect;
    if point.y > rect.at(0.75)
        && let Some(zone) = outwards(around, index, point)
    {
        return zone;
    }
    let is_between = (rect.at(0.25)..=rect.at(0.75)).contains(&point.y) && child.id != dragged;
    let after = usize::from(point.y > child.middle());
    Zone { rest: is_between.then_some(rest), ..into(around.node.id, index + after) }
}

/// The line that a node ends with.
fn last_line(node: &Measured) -> Rect {
    let body = node.group.as_ref().filter(|group| !group.is_collapsed).map_or(node.rect, |group| group.body);
    node.children().last().map_or(body, last_line)
}

/// The place after the group whose last child the pointer is left of, and after those around it that end with it.
fn outwards(around: &Around<'_>, index: usize, point: Point) -> Option<Zone> {
    let is_last = index + 1 == around.group.children.len();
    let (outer, own_index) = around.outer?;
    let left = around.group.children.get(index)?.rect.left;
    if !is_last || point.x >= left {
        return None;
    }
    outwards(outer, own_index, point).or_else(|| Some(into(outer.node.id, own_index + 1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::moving::sketch::{A, B, D, EMPTY, FOLDED, GROUP, INNER, NEW, ROOT, X, sketch};

    fn at(x: f64, y: f64) -> Option<(DropTarget, Option<Rest>)> {
        zone(&sketch(), X, Point { x, y }).map(|zone| (zone.target, zone.rest))
    }

    fn into(parent: NodeId, index: usize) -> Option<(DropTarget, Option<Rest>)> {
        Some((DropTarget::Into { parent, index }, None))
    }

    fn resting(parent: NodeId, index: usize, rest: Rest) -> Option<(DropTarget, Option<Rest>)> {
        Some((DropTarget::Into { parent, index }, Some(rest)))
    }

    // The sketch, all lines 40 high: A at 0, GROUP at 60 with a header, B at 100, INNER at 160 with a header, C at 200
    // and D at 260, buttons of INNER at 300 and of GROUP at 340; FOLDED at 400, EMPTY at 460 with its body at 500;
    // X at 560.

    #[test]
    fn a_condition_has_quarters_and_a_middle() {
        assert_eq!(at(300.0, 9.0), into(ROOT, 0));
        assert_eq!(at(300.0, 11.0), resting(ROOT, 0, Rest::Combine(A)));
        assert_eq!(at(300.0, 20.0), resting(ROOT, 0, Rest::Combine(A)));
        assert_eq!(at(300.0, 21.0), resting(ROOT, 1, Rest::Combine(A)));
        assert_eq!(at(300.0, 29.0), resting(ROOT, 1, Rest::Combine(A)));
        assert_eq!(at(300.0, 31.0), into(ROOT, 1));
        assert_eq!(at(300.0, 120.0), resting(GROUP, 0, Rest::Combine(B)));
        assert_eq!(at(300.0, 201.0), into(INNER, 0));
    }

    #[test]
    fn a_header_has_a_quarter_and_a_rest() {
        assert_eq!(at(300.0, 69.0), into(ROOT, 1));
        assert_eq!(at(300.0, 71.0), into(GROUP, 0));
        assert_eq!(at(300.0, 99.0), into(GROUP, 0));
        assert_eq!(at(300.0, 169.0), into(GROUP, 1));
        assert_eq!(at(300.0, 171.0), into(INNER, 0));
    }

    #[test]
    fn between_children_their_middles_count() {
        assert_eq!(at(300.0, 50.0), into(ROOT, 1), "between A and GROUP");
        assert_eq!(at(300.0, 150.0), into(GROUP, 1), "between B and INNER");
        assert_eq!(at(300.0, 250.0), into(INNER, 1), "between C and D");
        assert_eq!(at(300.0, 320.0), into(INNER, 2), "below D, beside the button");
        assert_eq!(at(300.0, 360.0), into(GROUP, 2), "below INNER");
        assert_eq!(at(300.0, 550.0), into(ROOT, 4), "between EMPTY and X");
        assert_eq!(at(300.0, 610.0), into(ROOT, 5), "below X");
        assert_eq!(at(10.0, 120.0), into(ROOT, 1), "beside the upper half of GROUP");
        assert_eq!(at(10.0, 260.0), into(ROOT, 2), "beside the lower half of GROUP");
    }

    #[test]
    fn left_of_the_last_line_leads_out_level_by_level() {
        assert_eq!(at(70.0, 295.0), into(INNER, 2), "over D");
        assert_eq!(at(50.0, 295.0), into(GROUP, 2), "left of D");
        assert_eq!(at(50.0, 320.0), into(GROUP, 2), "and below");
        assert_eq!(at(30.0, 360.0), into(ROOT, 2), "below INNER, left of it");
        assert_eq!(at(30.0, 295.0), into(ROOT, 2), "left of INNER");
        assert_eq!(at(10.0, 295.0), into(ROOT, 2), "left of GROUP");
        assert_eq!(at(50.0, 289.0), resting(INNER, 2, Rest::Combine(D)), "above its lower quarter");
        assert_eq!(at(50.0, 239.0), into(INNER, 1), "C is not the last");
        assert_eq!(at(10.0, 595.0), into(ROOT, 5), "nothing is around the main group");
    }

    #[test]
    fn an_empty_group_takes_what_comes() {
        for y in [501.0, 520.0, 539.0] {
            assert_eq!(at(300.0, y), into(EMPTY, 0));
        }
        assert_eq!(at(300.0, 465.0), into(ROOT, 3));
        assert_eq!(at(300.0, 480.0), into(EMPTY, 0));
        assert_eq!(at(10.0, 535.0), into(ROOT, 4), "left of its body's lower quarter");
    }

    #[test]
    fn a_collapsed_group_opens_after_a_rest() {
        assert_eq!(at(300.0, 405.0), into(ROOT, 2));
        assert_eq!(at(300.0, 415.0), resting(ROOT, 2, Rest::Expand(FOLDED)));
        assert_eq!(at(300.0, 425.0), resting(ROOT, 3, Rest::Expand(FOLDED)));
        assert_eq!(at(300.0, 435.0), into(ROOT, 3));
    }

    #[test]
    fn a_button_adds_a_group() {
        assert_eq!(at(150.0, 360.0), Some((DropTarget::NewGroup { parent: GROUP }, None)));
        assert_eq!(at(150.0, 320.0), Some((DropTarget::NewGroup { parent: INNER }, None)));
        assert_eq!(at(150.0, 640.0), Some((DropTarget::NewGroup { parent: ROOT }, None)));
    }

    #[test]
    fn outside_is_nothing() {
        assert_eq!(at(300.0, -17.0), None);
        assert_eq!(at(300.0, 677.0), None);
        assert_eq!(at(-17.0, 20.0), None);
        assert_eq!(at(617.0, 20.0), None);
        assert_eq!(at(-15.0, 5.0), into(ROOT, 0));
    }

    #[test]
    fn what_is_dragged_is_no_group_with_itself_and_does_not_open() {
        assert_eq!(at(300.0, 570.0), into(ROOT, 4));
        assert_eq!(at(300.0, 590.0), into(ROOT, 5));
        let over = |dragged, y| zone(&sketch(), dragged, Point { x: 300.0, y }).unwrap();
        assert_eq!(over(GROUP, 120.0).target, DropTarget::Into { parent: ROOT, index: 1 });
        assert_eq!(over(GROUP, 300.0).target, DropTarget::Into { parent: ROOT, index: 2 });
        assert_eq!(over(FOLDED, 420.0).rest, None);
    }

    #[test]
    fn borders_are_crossed_four_pixels_late() {
        let tree = sketch();
        let at = |y| Point { x: 300.0, y };
        let before = zone(&tree, X, at(9.0));
        assert_eq!(settled(&tree, X, at(13.0), before), before);
        assert_eq!(settled(&tree, X, at(14.5), before), zone(&tree, X, at(14.5)));
        assert_eq!(settled(&tree, X, at(14.5), None), zone(&tree, X, at(14.5)));
        let left = zone(&tree, X, Point { x: 58.0, y: 295.0 });
        let over = zone(&tree, X, Point { x: 62.0, y: 295.0 });
        assert_ne!(left, over);
        assert_eq!(settled(&tree, X, Point { x: 63.0, y: 295.0 }, left), left);
        assert_eq!(settled(&tree, X, Point { x: 65.0, y: 295.0 }, left), over);
        let outside = Point { x: 300.0, y: -19.0 };
        assert_eq!(settled(&tree, X, outside, zone(&tree, X, at(0.0))), zone(&tree, X, at(0.0)), "and the outer one");
    }

    #[test]
    fn every_point_of_the_builder_means_a_place_that_is_there() {
        let tree = sketch();
        for x in (0..=600).step_by(10) {
            for y in 0..=660 {
                let zone = zone(&tree, X, Point { x: f64::from(x), y: f64::from(y) }).unwrap();
                let (DropTarget::Into { parent, .. } | DropTarget::NewGroup { parent }) = zone.target else {
                    panic!("{zone:?}");
                };
                let group = tree.find(parent).and_then(|node| node.group.as_ref()).expect("a group");
                if let DropTarget::Into { index, .. } = zone.target {
                    assert!(index <= group.children.len() && !group.is_collapsed, "{x} {y}: {zone:?}");
                }
            }
        }
        assert!(tree.find(NEW).is_none());
    }
}

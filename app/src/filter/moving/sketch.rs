//! A measured tree for tests: 20 pixels a level, lines 40 high, gaps of 20.

use super::layout::{Measured, MeasuredGroup};
use crate::ui::drag::Rect;
use shared::filter::edit::NodeId;

pub const ROOT: NodeId = NodeId(1);
pub const A: NodeId = NodeId(2);
pub const GROUP: NodeId = NodeId(3);
pub const B: NodeId = NodeId(4);
pub const INNER: NodeId = NodeId(5);
pub const C: NodeId = NodeId(6);
pub const D: NodeId = NodeId(7);
pub const FOLDED: NodeId = NodeId(8);
pub const EMPTY: NodeId = NodeId(9);
pub const X: NodeId = NodeId(10);
/// A node that is not there.
pub const NEW: NodeId = NodeId(99);

fn rect(level: u32, top: f64, bottom: f64) -> Rect {
    let inset = 20.0 * f64::from(level);
    Rect { left: inset, top, right: 600.0 - inset, bottom }
}

fn line(id: NodeId, level: u32, top: f64) -> Measured {
    Measured { id, rect: rect(level, top, top + 40.0), group: None }
}

fn group(id: NodeId, level: u32, top: f64, bottom: f64, children: Vec<Measured>) -> Measured {
    let add = rect(level + 1, bottom - 40.0, bottom);
    let group = MeasuredGroup {
        head: Some(rect(level, top, top + 40.0)),
        body: rect(level + 1, top + 40.0, bottom - 40.0),
        add_group: Some(Rect { left: 120.0, right: 200.0, ..add }),
        children,
        is_collapsed: false,
    };
    Measured { id, rect: rect(level, top, bottom), group: Some(Box::new(group)) }
}

/// `A GROUP(B INNER(C D)) FOLDED EMPTY X`.
pub fn sketch() -> Measured {
    let inner = group(INNER, 2, 160.0, 340.0, vec![line(C, 3, 200.0), line(D, 3, 260.0)]);
    let outer = group(GROUP, 1, 60.0, 380.0, vec![line(B, 2, 100.0), inner]);
    let mut folded = group(FOLDED, 1, 400.0, 440.0, Vec::new());
    let mut empty = group(EMPTY, 1, 460.0, 540.0, Vec::new());
    let mut root = group(ROOT, 0, 0.0, 660.0, Vec::new());
    if let Some(group) = &mut folded.group {
        group.is_collapsed = true;
        group.add_group = None;
    }
    if let Some(group) = &mut empty.group {
        group.add_group = None;
        group.body.bottom = 540.0;
    }
    if let Some(group) = &mut root.group {
        group.head = None;
        group.body = rect(1, 0.0, 600.0);
        group.add_group = Some(Rect { left: 120.0, top: 620.0, right: 200.0, bottom: 660.0 });
        group.children = vec![line(A, 1, 0.0), outer, folded, empty, line(X, 1, 560.0)];
    }
    root
}

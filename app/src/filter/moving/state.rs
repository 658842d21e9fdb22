//! A drag in the builder, from its grip to its drop. Shared through the context with the menus of the same nodes.

use super::{
    acts,
    aim::{Shown, aimed, group_words},
    asking::Asking,
    hover::{Hover, Meaning},
    layer::mark_dragged,
    layout::{Measured, measure},
    names,
    zones::settled,
};
use crate::{
    filter::Builder,
    ui::{
        Announcer,
        drag::{Drag, Dragging, Point},
    },
};
use leptos::prelude::*;
use shared::filter::edit::{DropTarget, NodeId};
use web_sys::PointerEvent;

struct Dragged {
    id: NodeId,
    words: String,
    /// A group is collapsed while it is dragged.
    is_collapsed_by_us: bool,
    layout: Option<Measured>,
    hover: Hover,
    /// Where it would end, and whether as a copy.
    aim: Option<(DropTarget, bool)>,
}

/// Moving in one builder.
#[derive(Clone, Copy)]
pub struct Moving {
    /// The builder.
    pub builder: Builder,
    /// For what is said without a step of the history.
    pub announcer: Announcer,
    /// The dialogs.
    pub asking: Asking,
    /// The pointer's side.
    pub drag: Drag,
    /// What is shown of a drag.
    pub shown: RwSignal<Option<Shown>>,
    /// Where the pointer is while something is dragged.
    pub point: RwSignal<Point>,
    pressed: StoredValue<Option<NodeId>>,
    dragged: StoredValue<Option<Dragged>>,
}

impl Moving {
    /// Moving in the builder of the context, provided to all components below.
    pub fn provide() -> Self {
        let tell: StoredValue<Option<Self>> = StoredValue::new(None);
        let this = Self {
            builder: expect_context(),
            announcer: expect_context(),
            asking: Asking::new(),
            drag: Drag::new(Callback::new(move |dragging| {
                if let Some(this) = tell.get_value() {
                    this.dragging(dragging);
                }
            })),
            shown: RwSignal::new(None),
            point: RwSignal::new(Point::default()),
            pressed: StoredValue::new(None),
            dragged: StoredValue::new(None),
        };
        tell.set_value(Some(this));
        provide_context(this);
        this
    }

    /// A pointer has gone down on the grip of a node.
    pub fn press(self, id: NodeId, event: &PointerEvent) {
        if self.dragged.with_value(Option::is_none) {
            self.pressed.set_value(Some(id));
            self.drag.press(event);
        }
    }

    fn dragging(self, dragging: Dragging) {
        match dragging {
            Dragging::Begin => self.begin(),
            Dragging::Frame { point, is_touch, is_copy, is_stale, now } => {
                let is_measured = self.measure_if(is_stale);
                self.point.set(point);
                self.follow(point, now, is_copy, is_touch, is_measured);
            }
            Dragging::Drop => {
                if let Some(Dragged { id, aim, .. }) = self.end() {
                    match aim {
                        Some((target, is_copy)) if !self.is_nothing(id, target, is_copy) => {
                            acts::drop_at(self.builder, id, target, is_copy);
                        }
                        Some(_) | None => self.cancelled(id),
                    }
                }
            }
            Dragging::Cancel => {
                if let Some(Dragged { id, .. }) = self.end() {
                    self.cancelled(id);
                }
            }
        }
    }

    fn begin(self) {
        let Some(id) = self.pressed.get_value() else { return };
        let Some((is_group, words)) = acts::look(self.builder, |draft, words| {
            let node = draft.node(id)?;
            let is_group = node.combinator().is_some();
            Some((is_group, if is_group { group_words(node) } else { names::node(draft, id, words) }))
        }) else {
            return;
        };
        let mut is_collapsed_by_us = false;
        if is_group && self.builder.collapsed.with_untracked(|collapsed| !collapsed.contains(&id)) {
            is_collapsed_by_us = true;
            self.builder.collapsed.update(|collapsed| _ = collapsed.insert(id));
        }
        let (layout, hover, aim) = (None, Hover::default(), None);
        self.dragged.set_value(Some(Dragged { id, words, is_collapsed_by_us, layout, hover, aim }));
    }

    /// Whether everything was measured anew.
    fn measure_if(self, is_stale: bool) -> bool {
        let measured = self.dragged.try_update_value(|dragged| {
            let dragged = dragged.as_mut().filter(|dragged| is_stale || dragged.layout.is_none())?;
            dragged.layout = self.builder.with_untracked(|draft| measure(draft.root()));
            // Its element may be another one since.
            mark_dragged(dragged.id, true);
            Some(())
        });
        measured.flatten().is_some()
    }

    fn follow(self, point: Point, now: f64, is_copy: bool, is_touch: bool, is_measured: bool) {
        let mut expanded = None;
        let shown = self.dragged.try_update_value(|dragged| {
            let Dragged { id, words, layout: Some(layout), hover, aim, .. } = dragged.as_mut()? else { return None };
            hover.enter(settled(layout, *id, point, hover.zone()), now);
            let can = |target| self.builder.with_untracked(|draft| draft.drop_at(*id, target, is_copy).is_ok());
            let aimed_before = aim.take();
            match hover.meaning(now, can) {
                Meaning::Drop(target) => *aim = Some((target, is_copy)),
                Meaning::Expand(group) => expanded = Some(group),
                Meaning::Nothing => {}
            }
            let is_as_before = *aim == aimed_before && !is_measured && self.shown.with_untracked(Option::is_some);
            if is_as_before {
                return None;
            }
            let shown = Shown { words: words.clone(), is_copy, is_touch, ..Shown::default() };
            Some(match *aim {
                Some((target, _)) => self.builder.with_untracked(|draft| aimed(draft, layout, *id, target, shown)),
                None => shown,
            })
        });
        if let Some(group) = expanded {
            self.builder.collapsed.update(|collapsed| _ = collapsed.remove(&group));
            self.drag.measure_again();
        }
        if let Some(shown) = shown.flatten() {
            self.shown.set(Some(shown));
        }
    }

    fn end(self) -> Option<Dragged> {
        self.shown.set(None);
        let dragged = self.dragged.try_update_value(Option::take).flatten()?;
        mark_dragged(dragged.id, false);
        if dragged.is_collapsed_by_us {
            self.builder.collapsed.update(|collapsed| _ = collapsed.remove(&dragged.id));
        }
        Some(dragged)
    }

    fn is_nothing(self, id: NodeId, target: DropTarget, is_copy: bool) -> bool {
        let done = self.builder.with_untracked(|draft| draft.drop_at(id, target, is_copy));
        done.is_err_and(|refused| refused.is_nothing)
    }

    fn cancelled(self, id: NodeId) {
        self.announcer.status("Move cancelled");
        self.builder.focus(id, "grip");
    }
}

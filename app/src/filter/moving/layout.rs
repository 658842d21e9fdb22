//! Where everything of the builder is in the window: the tree, measured.

use crate::{
    filter::node_id,
    ui::{
        drag::{Point, Rect, seen},
        focus::element,
    },
};
use leptos::prelude::document;
use shared::filter::edit::{DraftNode, NodeId};
use std::collections::BTreeMap;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// The part of a node that an element shows, by the word in its `data-drop`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The line of a condition, or the card of a group.
    Whole,
    /// The header of a group.
    Head,
    /// Where the children of a group are.
    Body,
    /// The button that adds a group.
    AddGroup,
}

impl Part {
    fn from_word(word: &str) -> Option<Self> {
        match word {
            "condition" | "group" => Some(Self::Whole),
            "head" => Some(Self::Head),
            "body" => Some(Self::Body),
            "add-group" => Some(Self::AddGroup),
            _ => None,
        }
    }
}

/// Rectangles by node and part.
pub type Rects = BTreeMap<(NodeId, Part), Rect>;

/// A node where it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// The node.
    pub id: NodeId,
    /// All of it.
    pub rect: Rect,
    /// What is special to groups.
    pub group: Option<Box<MeasuredGroup>>,
}

/// A group where it is.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasuredGroup {
    /// Its header; the main group may have none.
    pub head: Option<Rect>,
    /// Where its children are.
    pub body: Rect,
    /// The button that adds a group to it.
    pub add_group: Option<Rect>,
    /// Its children, as many as are shown.
    pub children: Vec<Measured>,
    /// Whether it has children that are not shown.
    pub is_collapsed: bool,
}

impl Measured {
    /// The tree of a draft at these places. `None` for a node that is not shown.
    pub fn new(node: &DraftNode, rects: &Rects) -> Option<Self> {
        let of = |part| rects.get(&(node.id, part)).copied();
        if node.combinator().is_none() {
            return Some(Self { id: node.id, rect: of(Part::Whole)?, group: None });
        }
        let children: Vec<_> = node.children().iter().filter_map(|child| Self::new(child, rects)).collect();
        let rect = of(Part::Whole).or_else(|| of(Part::Body))?;
        let is_collapsed = of(Part::Body).is_none() || children.len() < node.children().len();
        let body = of(Part::Body).unwrap_or(rect);
        let (head, add_group) = (of(Part::Head), of(Part::AddGroup));
        Some(Self {
            id: node.id,
            rect,
            group: Some(Box::new(MeasuredGroup { head, body, add_group, children, is_collapsed })),
        })
    }

    /// Its children, as many as are shown.
    pub fn children(&self) -> &[Self] {
        self.group.as_ref().map_or(&[], |group| &group.children)
    }

    /// The node with an id.
    pub fn find(&self, id: NodeId) -> Option<&Self> {
        if self.id == id { Some(self) } else { self.children().iter().find_map(|child| child.find(id)) }
    }

    /// The height of its middle.
    pub fn middle(&self) -> f64 {
        self.rect.at(0.5)
    }

    /// Whether a point is beside or in it.
    pub fn spans(&self, point: Point) -> bool {
        (self.rect.top..=self.rect.bottom).contains(&point.y)
    }
}

/// Measures what the page shows. Of the main group the rectangle is what is seen of it.
pub fn measure(root: &DraftNode) -> Option<Measured> {
    let found = document().query_selector_all("[data-drop]").ok()?;
    let elements = (0..found.length()).filter_map(|at| found.item(at)?.dyn_into::<Element>().ok());
    let rects = elements.filter_map(|element| {
        let part = Part::from_word(&element.get_attribute("data-drop")?)?;
        let id = element.get_attribute("data-node")?.parse().ok()?;
        let rect = Rect::of(&element);
        // What is hidden has no size.
        (rect.bottom > rect.top).then_some(((NodeId(id), part), rect))
    });
    let mut measured = Measured::new(root, &rects.collect())?;
    // What is scrolled out of sight is not there for the pointer.
    if let Some(element) = element(&node_id(root.id)) {
        measured.rect = seen(&element);
    }
    Some(measured)
}

//! Scrolling while something is dragged to an edge.

use super::rect::{Point, Rect};
use leptos::prelude::{document, window};
use web_sys::Element;

/// So near to an edge it scrolls.
const EDGE: f64 = 48.0;
/// Pixels a frame, far from the edge and at it.
const SLOW: f64 = 4.0;
const FAST: f64 = 20.0;

/// How far a frame scrolls: up is negative. Nothing, where the pointer is not near an edge.
fn speed(y: f64, top: f64, bottom: f64) -> f64 {
    let nearness = |distance: f64| (distance < EDGE).then(|| 1.0 - distance.max(0.0) / EDGE);
    let amount = |nearness: f64| SLOW + (FAST - SLOW) * nearness;
    // In a low window both edges are near.
    let is_upper = y - top < bottom - y;
    let distance = if is_upper { y - top } else { bottom - y };
    nearness(distance).map_or(0.0, |nearness| if is_upper { -amount(nearness) } else { amount(nearness) })
}

fn scrolls(element: &Element) -> bool {
    let style = window().get_computed_style(element).ok().flatten();
    let overflow = style.and_then(|style| style.get_property_value("overflow-y").ok()).unwrap_or_default();
    matches!(overflow.as_str(), "auto" | "scroll") && element.scroll_height() > element.client_height()
}

/// Everything around an element that can scroll, the window last.
pub fn scrollers(element: &Element) -> Vec<Element> {
    let around = std::iter::successors(element.parent_element(), |element| element.parent_element());
    let window = document().scrolling_element();
    let inner = around.filter(|element| Some(element) != window.as_ref() && scrolls(element));
    inner.collect::<Vec<_>>().into_iter().chain(window.clone()).collect()
}

/// The window, without its scroll bars.
fn viewport() -> Rect {
    let root = document().document_element();
    let size = root.map(|root| (f64::from(root.client_width()), f64::from(root.client_height())));
    let (right, bottom) = size.unwrap_or_default();
    Rect { right, bottom, ..Rect::default() }
}

/// What is seen of an element.
pub fn seen(element: &Element) -> Rect {
    let around = scrollers(element).into_iter().filter(|scroller| scroller.parent_element().is_some());
    around.fold(Rect::of(element).within(viewport()), |rect, scroller| rect.within(Rect::of(&scroller)))
}

/// Scrolls what the pointer is near the edge of. Whether anything moved.
pub fn scroll(scrollers: &[Element], point: Point) -> bool {
    scrollers.iter().any(|scroller| {
        let is_window = scroller.parent_element().is_none();
        let rect = if is_window { viewport() } else { Rect::of(scroller).within(viewport()) };
        // A pointer that has left the window still means it.
        if !is_window && !rect.grown(EDGE).contains(point) {
            return false;
        }
        let speed = speed(point.y, rect.top, rect.bottom);
        let before = scroller.scroll_top();
        if speed != 0.0 {
            scroller.scroll_by_with_x_and_y(0.0, speed);
        }
        scroller.scroll_top() != before
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearer_the_edge_the_faster() {
        let speed = |y| speed(y, 0.0, 400.0);
        assert_eq!([speed(200.0), speed(48.0), speed(352.0)], [0.0; 3]);
        assert_eq!([speed(0.0), speed(400.0)], [-20.0, 20.0]);
        assert_eq!([speed(-30.0), speed(430.0)], [-20.0, 20.0], "beyond the edge too");
        assert_eq!([speed(24.0), speed(376.0)], [-12.0, 12.0]);
        assert!(speed(47.0) < -4.0 && speed(47.0) > -4.5);
    }
}

//! What a press is: the start of a drag, or a press.

use super::rect::Point;

/// A pointer that moves less rests.
const TOLERANCE: f64 = 5.0;

/// A pointer that is down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gesture {
    start: Point,
    is_touch: bool,
    stage: Stage,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Stage {
    Pressed,
    /// It drags. A finger that has not moved may still only press.
    Dragging {
        has_moved: bool,
    },
}

/// What follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing yet.
    Wait,
    /// A drag begins.
    Begin,
    /// The drag goes on.
    Go,
    /// It is no drag and will not be one.
    GiveUp,
}

impl Gesture {
    /// A pointer has gone down.
    pub fn new(start: Point, is_touch: bool) -> Self {
        Self { start, is_touch, stage: Stage::Pressed }
    }

    /// The pointer has moved. A finger that moves at once wants something else.
    pub fn moved(&mut self, to: Point) -> Outcome {
        let is_far = self.start.distance(to) > TOLERANCE;
        match (&mut self.stage, is_far, self.is_touch) {
            (Stage::Pressed, false, _) => Outcome::Wait,
            (Stage::Pressed, true, true) => Outcome::GiveUp,
            (Stage::Pressed, true, false) => {
                self.stage = Stage::Dragging { has_moved: true };
                Outcome::Begin
            }
            (Stage::Dragging { has_moved }, _, _) => {
                *has_moved |= is_far;
                Outcome::Go
            }
        }
    }

    /// The pointer has been down for the time after which a finger holds.
    pub fn held(&mut self) -> Outcome {
        if self.is_touch && self.stage == Stage::Pressed {
            self.stage = Stage::Dragging { has_moved: false };
            return Outcome::Begin;
        }
        Outcome::Wait
    }

    /// Whether a drag has begun.
    pub fn is_dragging(&self) -> bool {
        self.stage != Stage::Pressed
    }

    /// Whether something was dragged anywhere, so that letting go is not a click.
    pub fn has_moved(&self) -> bool {
        self.stage == Stage::Dragging { has_moved: true }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Point = Point { x: 10.0, y: 10.0 };

    #[test]
    fn a_mouse_drags_after_five_pixels() {
        let mut gesture = Gesture::new(START, false);
        assert_eq!(gesture.moved(START.by(3.0, 4.0)), Outcome::Wait);
        assert_eq!(gesture.held(), Outcome::Wait, "time alone does not drag");
        assert!(!gesture.is_dragging());
        assert_eq!(gesture.moved(START.by(4.0, 4.0)), Outcome::Begin);
        assert_eq!(gesture.moved(START), Outcome::Go);
        assert!(gesture.has_moved(), "back at its start it is a drag still");
    }

    #[test]
    fn a_finger_drags_after_it_rested() {
        let mut gesture = Gesture::new(START, true);
        assert_eq!(gesture.moved(START.by(2.0, 2.0)), Outcome::Wait);
        assert_eq!(gesture.held(), Outcome::Begin);
        assert_eq!(gesture.held(), Outcome::Wait, "once only");
        assert!(gesture.is_dragging() && !gesture.has_moved(), "lifted here it was a press");
        assert_eq!(gesture.moved(START.by(1.0, 0.0)), Outcome::Go);
        assert!(!gesture.has_moved());
        assert_eq!(gesture.moved(START.by(0.0, 9.0)), Outcome::Go);
        assert!(gesture.has_moved());
    }

    #[test]
    fn a_finger_that_moves_at_once_does_not_drag() {
        let mut gesture = Gesture::new(START, true);
        assert_eq!(gesture.moved(START.by(0.0, 6.0)), Outcome::GiveUp);
    }
}

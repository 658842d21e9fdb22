//! The segments as the page knows them: who they are comes at once, how many users they have a little later. Pure.
//!
//! Invariants: a number is of the filter that stands beside it, or it is told as old; what is known stays when an
//! answer fails.

use crate::api::Failure;
use shared::{
    api::segments::{Segment, Segments},
    ids::SegmentId,
};

/// The list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    segments: Option<Vec<Segment>>,
    /// The change that the segments are of.
    sequence: u64,
    /// The numbers are of an earlier change.
    is_stale: bool,
    failure: Option<Failure>,
    numbers_failed: bool,
}

/// How many users a segment has.
#[derive(Clone, Debug, PartialEq)]
pub enum Number {
    /// It is being counted.
    Loading,
    /// So many.
    Known {
        /// Users.
        users: u64,
        /// Of an earlier filter.
        stale: bool,
    },
    /// It has none, for this reason.
    Problem(String),
    /// It could not be had.
    Failed,
}

impl Listing {
    /// The segments by name; `None` before they are known.
    pub fn segments(&self) -> Option<&[Segment]> {
        self.segments.as_deref()
    }

    /// One of them.
    pub fn segment(&self, id: SegmentId) -> Option<&Segment> {
        self.segments()?.iter().find(|segment| segment.segment_id == id)
    }

    /// Why they are not known.
    pub fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref().filter(|_| self.segments.is_none())
    }

    /// The change that the segments are of.
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    /// An answer without numbers is here.
    pub fn settle(&mut self, answer: Result<Segments, Failure>) {
        match answer {
            Ok(answer) if answer.sequence >= self.sequence => {
                let mut segments = answer.segments;
                for segment in &mut segments {
                    let before = self.segment(segment.segment_id);
                    // A problem of the filter comes with the answer; one of counting is worth another try.
                    segment.users = before.filter(|_| segment.problem.is_none()).and_then(|before| before.users);
                }
                self.is_stale = segments.iter().any(|segment| {
                    self.segment(segment.segment_id).is_none_or(|before| before.filter != segment.filter)
                });
                self.segments = Some(segments);
                self.sequence = answer.sequence;
                self.failure = None;
            }
            // An older answer that was slower.
            Ok(_) => {}
            Err(failure) => self.failure = Some(failure),
        }
    }

    /// An answer with numbers is here.
    pub fn settle_numbers(&mut self, answer: Result<Segments, Failure>) {
        match answer {
            Ok(answer) if answer.sequence >= self.sequence => {
                let Segments { segments, sequence } = answer;
                *self = Self { segments: Some(segments), sequence, ..Self::default() };
            }
            Ok(_) => {}
            Err(_) => self.numbers_failed = true,
        }
    }

    /// A segment was made or changed here.
    pub fn put(&mut self, segment: Segment) {
        self.remove(segment.segment_id);
        self.segments.get_or_insert_default().push(segment);
    }

    /// A segment was deleted here.
    pub fn remove(&mut self, id: SegmentId) {
        self.segments.get_or_insert_default().retain(|segment| segment.segment_id != id);
    }

    /// Numbers are asked for once more.
    pub fn ask_numbers(&mut self) {
        self.numbers_failed = false;
    }

    /// The number of a segment.
    pub fn number(&self, id: SegmentId) -> Number {
        let segment = self.segment(id);
        match (segment.and_then(|segment| segment.users), segment.and_then(|segment| segment.problem.clone())) {
            (Some(users), _) => Number::Known { users, stale: self.is_stale },
            (None, Some(problem)) => Number::Problem(problem),
            (None, None) if self.numbers_failed => Number::Failed,
            (None, None) => Number::Loading,
        }
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use serde_json::json;
    use shared::{api::filter::FilterDocument, color::Color, filter::Filter, time::Instant};

    /// A segment whose filter asks for this name.
    pub fn segment(id: i64, name: &str, users: Option<u64>) -> Segment {
        let root = json!({"property": {"name": {"is": {"value": name}}}});
        Segment {
            segment_id: SegmentId(id),
            name: name.into(),
            description: format!("About {name}"),
            icon: "star".into(),
            color: Color::Teal,
            filter: FilterDocument::new(&Filter::read(&json!({"version": 1, "root": root})).unwrap()),
            sentence: format!("Name is {name}"),
            view: None,
            users,
            problem: None,
            used_by: Vec::new(),
            created: Instant(0),
            updated: Instant(id),
        }
    }

    fn answer(sequence: u64, segments: Vec<Segment>) -> Result<Segments, Failure> {
        Ok(Segments { segments, sequence })
    }

    #[test]
    fn numbers_come_after_the_segments_and_stay() {
        let mut listing = Listing::default();
        assert_eq!(listing.number(SegmentId(1)), Number::Loading);
        listing.settle(answer(1, vec![segment(1, "a", None)]));
        assert_eq!(listing.number(SegmentId(1)), Number::Loading);
        listing.settle_numbers(answer(1, vec![segment(1, "a", Some(5))]));
        assert_eq!(listing.number(SegmentId(1)), Number::Known { users: 5, stale: false });
        listing.settle(answer(2, vec![segment(1, "a", None)]));
        assert_eq!(listing.number(SegmentId(1)), Number::Known { users: 5, stale: false });
        let other = Segment { filter: segment(1, "b", None).filter, ..segment(1, "a", None) };
        listing.settle(answer(3, vec![other, segment(2, "c", None)]));
        assert_eq!(listing.number(SegmentId(1)), Number::Known { users: 5, stale: true });
        assert_eq!(listing.number(SegmentId(2)), Number::Loading);
        listing.settle_numbers(answer(2, vec![segment(1, "a", Some(6))]));
        assert_eq!(listing.number(SegmentId(1)), Number::Known { users: 5, stale: true }, "of an earlier change");
    }

    #[test]
    fn what_is_known_stays_when_an_answer_fails() {
        let mut listing = Listing::default();
        listing.settle(Err(Failure::Network));
        assert_eq!(listing.failure(), Some(&Failure::Network));
        listing.settle(answer(1, vec![segment(1, "a", None)]));
        listing.settle_numbers(Err(Failure::Network));
        assert_eq!((listing.failure(), listing.number(SegmentId(1))), (None, Number::Failed));
        listing.ask_numbers();
        assert_eq!(listing.number(SegmentId(1)), Number::Loading);
        listing.settle(Err(Failure::Network));
        assert_eq!(listing.failure(), None);
        let broken = Segment { problem: Some("It is gone.".into()), ..segment(1, "a", None) };
        listing.settle(answer(2, vec![broken]));
        assert_eq!(listing.number(SegmentId(1)), Number::Problem("It is gone.".into()));
    }
}

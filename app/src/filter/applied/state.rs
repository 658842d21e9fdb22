//! What an address says of the applied filter, with what is known of the filters and segments that it names. Pure.

use crate::{
    address::{FilterAddress, Written, codec},
    api::Failure,
};
use shared::{
    api::segments::Segment,
    filter::{Filter, canonical_text},
    ids::SegmentId,
};
use std::collections::BTreeMap;

/// The applied filter.
#[derive(Clone, Debug, PartialEq)]
pub enum AppliedState {
    /// There is none: everyone is shown.
    None,
    /// It is being fetched.
    Loading,
    /// It is this one.
    Ready {
        /// The filter.
        filter: Filter,
        /// The segment that it is, or began with.
        segment: Option<SegmentId>,
    },
    /// The address could not be read. No users are shown: everyone would be taken for the filter's.
    Unreadable {
        /// As it stands in the address.
        raw: String,
        /// A newer version of Rollcall made it.
        is_newer: bool,
    },
    /// It could not be fetched.
    Failed(Failure),
}

impl AppliedState {
    /// The filter that a list is to be asked for; the outer `None` while nobody may be shown.
    pub fn to_ask(&self) -> Option<Option<&Filter>> {
        match self {
            Self::None => Some(None),
            Self::Ready { filter, .. } => Some(Some(filter)),
            Self::Loading | Self::Unreadable { .. } | Self::Failed(_) => None,
        }
    }

    /// The filter that is applied: that of everyone where there is none.
    pub fn meant(&self) -> Option<Filter> {
        self.to_ask().map(|filter| filter.cloned().unwrap_or_else(Filter::everyone))
    }
}

/// A segment with its filter read.
#[derive(Clone, Debug, PartialEq)]
pub struct Base {
    /// The segment.
    pub segment: Segment,
    /// Its filter; `None` where this version of the page cannot read it.
    pub filter: Option<Filter>,
}

impl Base {
    /// A segment as the server told it.
    pub fn new(segment: Segment) -> Self {
        Self { filter: segment.filter.read("").ok(), segment }
    }

    /// Whether a filter means what the segment's means.
    pub fn is_same(&self, filter: &Filter) -> bool {
        self.filter.as_ref().is_some_and(|own| canonical_text(own) == canonical_text(filter))
    }
}

/// What the address names, as far as it was fetched.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// Filters that the server keeps.
    pub kept: BTreeMap<String, Result<Filter, Failure>>,
    /// Segments.
    pub segments: BTreeMap<SegmentId, Result<Base, Failure>>,
}

/// Something that an address names and the server knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A filter that is kept.
    Kept(String),
    /// A segment.
    Segment(SegmentId),
}

/// What an address names.
pub fn named(address: &FilterAddress) -> Vec<Named> {
    let kept = match &address.written {
        Some(Written::Kept(id)) => Some(Named::Kept(id.clone())),
        Some(Written::Whole(_)) | None => None,
    };
    let segment = address.segment.as_ref().and_then(|segment| segment.parse().ok()).map(Named::Segment);
    kept.into_iter().chain(segment).collect()
}

/// The applied filter of an address.
pub fn state_of(address: &FilterAddress, known: &Known) -> AppliedState {
    let unreadable = |is_newer| AppliedState::Unreadable { raw: address.raw(), is_newer };
    let segment = match address.segment.as_ref().map(|segment| segment.parse::<SegmentId>()) {
        Some(Err(_)) => return unreadable(false),
        Some(Ok(segment)) => Some(segment),
        None => None,
    };
    let fetched = |answer: Option<Result<&Filter, &Failure>>| match answer {
        Some(Ok(filter)) => AppliedState::Ready { filter: filter.clone(), segment },
        Some(Err(failure)) => AppliedState::Failed(failure.clone()),
        None => AppliedState::Loading,
    };
    match (&address.written, segment) {
        (Some(Written::Whole(text)), _) => match codec::read(text) {
            Ok(filter) => AppliedState::Ready { filter, segment },
            Err(broken) => unreadable(broken.is_newer),
        },
        (Some(Written::Kept(id)), _) => fetched(known.kept.get(id).map(Result::as_ref)),
        (None, Some(id)) => match known.segments.get(&id).map(Result::as_ref) {
            Some(Ok(Base { filter: Some(filter), .. })) => fetched(Some(Ok(filter))),
            // Only a newer server keeps what this page cannot read.
            Some(Ok(Base { filter: None, .. })) => unreadable(true),
            Some(Err(failure)) => fetched(Some(Err(failure))),
            None => fetched(None),
        },
        (None, None) => AppliedState::None,
    }
}

/// How a filter gets into the address.
#[derive(Clone, Debug, PartialEq)]
pub enum Way {
    /// This is its address.
    At(FilterAddress),
    /// It is too long: the server keeps it, and its id is written beside this segment.
    Keep(Option<String>),
}

/// The way of a filter into an address that begins with a segment, where it does.
pub fn way_of(filter: &Filter, base: Option<&Base>) -> Way {
    let segment = base.map(|base| base.segment.segment_id.to_string());
    if canonical_text(filter) == canonical_text(&Filter::everyone()) {
        return Way::At(FilterAddress::default());
    }
    if base.is_some_and(|base| base.is_same(filter)) {
        return Way::At(FilterAddress { written: None, segment });
    }
    let word = codec::write(filter);
    if word.len() > codec::LENGTH {
        Way::Keep(segment)
    } else {
        Way::At(FilterAddress { written: Some(Written::Whole(word)), segment })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use shared::{api::filter::FilterDocument, color::Color, time::Instant};

    fn filter(name: &str) -> Filter {
        let root = json!({"property": {"name": {"is": {"value": name}}}});
        Filter::read(&json!({"version": 1, "root": root})).unwrap()
    }

    fn base(filter: &Filter) -> Base {
        Base::new(Segment {
            segment_id: SegmentId(7),
            name: "Beta".into(),
            description: String::new(),
            icon: "people".into(),
            color: Color::of_name("Beta"),
            filter: FilterDocument::new(filter),
            sentence: String::new(),
            view: None,
            users: Some(1),
            problem: None,
            used_by: Vec::new(),
            created: Instant(0),
            updated: Instant(0),
        })
    }

    fn address(written: Option<Written>, segment: Option<&str>) -> FilterAddress {
        FilterAddress { written, segment: segment.map(ToOwned::to_owned) }
    }

    #[test]
    fn filters_come_from_their_words_ids_and_segments() {
        let (ada, bob) = (filter("Ada"), filter("Bob"));
        let mut known = Known::default();
        let whole = address(Some(Written::Whole(codec::write(&ada))), Some("7"));
        let kept = address(Some(Written::Kept("k".into())), None);
        let segment = address(None, Some("7"));
        let ready = |filter: &Filter, segment| AppliedState::Ready { filter: filter.clone(), segment };
        assert_eq!(state_of(&FilterAddress::default(), &known), AppliedState::None);
        assert_eq!(state_of(&whole, &known), ready(&ada, Some(SegmentId(7))), "a segment that is gone hides nothing");
        assert_eq!(state_of(&kept, &known), AppliedState::Loading);
        assert_eq!(state_of(&segment, &known), AppliedState::Loading);
        known.kept.insert("k".into(), Ok(bob.clone()));
        known.segments.insert(SegmentId(7), Ok(base(&bob)));
        assert_eq!(state_of(&kept, &known), ready(&bob, None));
        assert_eq!(state_of(&segment, &known), ready(&bob, Some(SegmentId(7))));
        known.segments.insert(SegmentId(7), Err(Failure::Network));
        assert_eq!(state_of(&segment, &known), AppliedState::Failed(Failure::Network));
        assert_eq!(named(&whole), [Named::Segment(SegmentId(7))]);
        assert_eq!(named(&kept), [Named::Kept("k".into())]);
    }

    #[test]
    fn what_cannot_be_read_is_never_everyone() {
        let state = |written, segment| state_of(&address(written, segment), &Known::default());
        let unreadable = |raw: &str, is_newer| AppliedState::Unreadable { raw: raw.into(), is_newer };
        assert_eq!(state(Some(Written::Whole(String::new())), None), unreadable("f=", false));
        assert_eq!(state(Some(Written::Whole("9.x".into())), None), unreadable("f=9.x", true));
        assert_eq!(state(None, Some("beta")), unreadable("seg=beta", false));
        for state in [unreadable("f=", false), AppliedState::Loading, AppliedState::Failed(Failure::Network)] {
            assert_eq!(state.to_ask(), None);
        }
    }

    #[test]
    fn the_shortest_address_is_taken() {
        let (ada, bob) = (filter("Ada"), filter("Bob"));
        let base = base(&ada);
        assert_eq!(way_of(&Filter::everyone(), Some(&base)), Way::At(FilterAddress::default()));
        assert_eq!(way_of(&ada, Some(&base)), Way::At(address(None, Some("7"))));
        let whole = Some(Written::Whole(codec::write(&bob)));
        assert_eq!(way_of(&bob, Some(&base)), Way::At(address(whole.clone(), Some("7"))));
        assert_eq!(way_of(&bob, None), Way::At(address(whole, None)));
        let noise =
            |at: u64| canonical_text(&filter(&at.to_string())).len() as u64 + at.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let values: Vec<_> = (1..400).map(|at| format!("{:016x}", noise(at))).collect();
        let root = json!({"property": {"user_id": {"one_of": {"values": values}}}});
        let long = Filter::read(&json!({"version": 1, "root": root})).unwrap();
        assert_eq!(way_of(&long, Some(&base)), Way::Keep(Some("7".into())));
    }
}

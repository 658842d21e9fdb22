//! What filters are resolved by, loaded once for any number of them: segments, names, and what days mean now.

use super::{
    calendar::Calendar,
    error::{Error, Result},
    known::Known,
    resolve::{self, ResolvedFilter},
    segments::Segments,
};
use crate::db::{self, Transaction};
use shared::{
    api::catalogue::AttributeKind,
    filter::{Filter, Names},
    ids::SegmentId,
    problem::ProblemAt,
    time::Instant,
};
use std::sync::Arc;

/// Names, segments and the calendar of one snapshot at one moment.
#[derive(Clone, Debug)]
pub struct Definitions {
    pub(super) segments: Segments,
    pub(super) known: Arc<Known>,
    pub(super) calendar: Calendar,
}

impl Definitions {
    /// What a filter reaches.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(snapshot: &mut Transaction, filter: &Filter, now: Instant) -> db::Result<Self> {
        let segments = Segments::load(snapshot, filter).await?;
        Self::with(snapshot, segments, &[filter], now).await
    }

    /// Every segment and what they all name, and what further filters name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of_segments(snapshot: &mut Transaction, further: &[&Filter], now: Instant) -> db::Result<Self> {
        let segments = Segments::all(snapshot).await?;
        Self::with(snapshot, segments, further, now).await
    }

    async fn with(
        snapshot: &mut Transaction,
        segments: Segments,
        further: &[&Filter],
        now: Instant,
    ) -> db::Result<Self> {
        let known = Known::load(snapshot, further, &segments).await?;
        let calendar = Calendar::new(now, resolve::time_zone(snapshot).await?);
        Ok(Self { segments, known: Arc::new(known), calendar })
    }

    /// As if a segment had this filter, which must be one of the `further` filters that this was loaded for.
    #[must_use]
    pub fn with_segment(&self, id: SegmentId, filter: Filter) -> Self {
        Self { segments: self.segments.with(id, filter), ..self.clone() }
    }

    /// As if an attribute were of this kind.
    #[must_use]
    pub fn with_kind(&self, key: &str, kind: AttributeKind) -> Self {
        Self { known: Arc::new(self.known.with_kind(key, kind)), ..self.clone() }
    }

    /// The workspace's present day, counted from 1970-01-01, and the milliseconds that it has left.
    #[must_use]
    pub fn today(&self) -> (i64, i64) {
        self.calendar.today()
    }

    /// The names of what is named.
    #[must_use]
    pub fn names(&self) -> &dyn Names {
        self.known.as_ref()
    }

    /// Resolves a filter.
    ///
    /// # Errors
    /// Every problem of the filter, with pointers that start at its document.
    pub fn resolve(&self, filter: &Filter) -> Result<ResolvedFilter> {
        resolve::resolve_by(self, filter, None).map_err(Error::Invalid)
    }

    /// Resolves the filter of a segment. Circles are told from this segment on.
    ///
    /// # Errors
    /// Every problem of its filter; a document that cannot be read is one at its root.
    pub fn resolve_segment(&self, id: SegmentId) -> Result<ResolvedFilter> {
        let Some(filter) = self.segments.filter(id) else {
            let detail = "Its filter cannot be read any more: define it anew.".to_owned();
            return Err(Error::Invalid(vec![ProblemAt { pointer: String::new(), detail }]));
        };
        resolve::resolve_by(self, filter, Some(id)).map_err(Error::Invalid)
    }

    /// Why a segment has no users, in a sentence; `None` for one that is in order.
    #[must_use]
    pub fn problem_of_segment(&self, id: SegmentId) -> Option<String> {
        match self.resolve_segment(id) {
            Ok(_) => None,
            Err(error) => Some(error.sentence()),
        }
    }

    /// Segments that a segment's members depend on, and those again, itself left out.
    #[must_use]
    pub fn dependents(&self, id: SegmentId) -> Vec<SegmentId> {
        self.segments.dependents(id)
    }
}

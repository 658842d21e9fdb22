//! Which segments name what.

use super::store;
use crate::db::{Result, Transaction};
use shared::{
    api::tags::SegmentName,
    filter::{Filter, Mention},
    ids::SegmentId,
};
use std::collections::HashMap;

/// What segments name, in muted parts as well. A segment that cannot be read names nothing.
#[derive(Clone, Debug, Default)]
pub struct Uses(HashMap<Mention, Vec<SegmentName>>);

impl Uses {
    /// Reads every segment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load(snapshot: &mut Transaction) -> Result<Self> {
        let mut uses: HashMap<Mention, Vec<SegmentName>> = HashMap::new();
        for (id, name, document) in store::all_segments(snapshot).await? {
            let Ok(filter) = Filter::parse(document.as_bytes()) else { continue };
            for mention in filter.mentions() {
                let segment = SegmentName { segment_id: SegmentId(id), name: name.clone() };
                uses.entry(mention).or_default().push(segment);
            }
        }
        Ok(Self(uses))
    }

    /// The segments whose filter names it, by name.
    #[must_use]
    pub fn of(&self, mention: &Mention) -> &[SegmentName] {
        self.0.get(mention).map_or(&[], Vec::as_slice)
    }
}

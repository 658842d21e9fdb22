//! Conditions on membership of segments.

use super::{
    condition::read_id,
    read::{Place, Reader},
    test::kind::Read,
};
use crate::ids::SegmentId;
use serde::Serialize;
use serde_json::Value;

/// Whether the user is in a segment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SegmentCondition {
    /// The segment.
    pub id: SegmentId,
    /// False for those who are not in it.
    pub member: bool,
}

impl Read for SegmentCondition {
    fn read(reader: &mut Reader, value: &Value, place: &Place<'_>) -> Option<Self> {
        let map = reader.fields(value, place, &["id", "member"])?;
        let id = reader.required(map, place, "id");
        let id = id.and_then(|id| read_id(reader, id, &place.key("id")));
        let member = reader.required(map, place, "member");
        let member = member.and_then(|member| reader.boolean(member, &place.key("member")));
        Some(Self { id: id?, member: member? })
    }
}

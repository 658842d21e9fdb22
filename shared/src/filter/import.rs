//! Conditions on imports.

use super::{
    condition::read_id,
    read::{Place, Reader},
    test::kind::Read,
};
use crate::ids::ImportId;
use serde::Serialize;
use serde_json::Value;

/// Whether an import created or updated the user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImportCondition {
    /// The import.
    pub id: ImportId,
}

impl Read for ImportCondition {
    fn read(reader: &mut Reader, value: &Value, place: &Place<'_>) -> Option<Self> {
        let map = reader.fields(value, place, &["id"])?;
        let id = reader.required(map, place, "id");
        Some(Self { id: id.and_then(|id| read_id(reader, id, &place.key("id")))? })
    }
}

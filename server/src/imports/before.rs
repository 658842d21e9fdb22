//! What a user had before an import changed it: kept with the user, for taking the import back.

use crate::ingest::{NativeContent, NativeKey, NativeValue, Origin};
use serde::{Deserialize, Serialize};
use shared::api::profile::Source;
use std::collections::BTreeMap;

/// What was there before, by what was changed; `None` where nothing was.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Before {
    #[serde(default, rename = "p", skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) properties: BTreeMap<NativeKey, Option<Was>>,
    /// By the attribute's id.
    #[serde(default, rename = "a", skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) attributes: BTreeMap<i64, Option<Was>>,
    /// Whether the import gave its tag.
    #[serde(default, rename = "t", skip_serializing_if = "std::ops::Not::not")]
    pub(super) tag: bool,
}

/// A value that was there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Was {
    /// JSON; `None` where it had been removed.
    #[serde(default, rename = "r", skip_serializing_if = "Option::is_none")]
    pub(super) raw: Option<String>,
    #[serde(rename = "s")]
    pub(super) source: Source,
    #[serde(default, rename = "i", skip_serializing_if = "Option::is_none")]
    pub(super) integration: Option<String>,
    #[serde(rename = "u")]
    pub(super) updated: i64,
}

impl Was {
    pub(super) fn of_native(value: &NativeValue) -> Self {
        let raw = value.content.as_ref().map(|content| match content {
            NativeContent::Text(text) => serde_json::Value::from(text.as_str()).to_string(),
            NativeContent::Time(at) => at.to_string(),
        });
        let Origin { source, integration } = value.origin.clone();
        Self { raw, source, integration, updated: value.at }
    }

    pub(super) fn into_native(self) -> NativeValue {
        let content = self.raw.as_deref().and_then(|raw| serde_json::from_str(raw).ok()).and_then(|raw| match raw {
            serde_json::Value::String(text) => Some(NativeContent::Text(text)),
            serde_json::Value::Number(at) => at.as_i64().map(NativeContent::Time),
            _ => None,
        });
        NativeValue { content, origin: Origin { source: self.source, integration: self.integration }, at: self.updated }
    }
}

impl Before {
    /// Whether anything was changed.
    pub(super) fn is_empty(&self) -> bool {
        self.properties.is_empty() && self.attributes.is_empty() && !self.tag
    }

    pub(super) fn to_stored(&self) -> String {
        // Plain data always has a JSON.
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(super) fn read(stored: &str) -> Self {
        serde_json::from_str(stored).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_reads_back() {
        for content in [None, Some(NativeContent::Text("a\"b".into())), Some(NativeContent::Time(-7))] {
            let origin = Origin { source: Source::Integration, integration: Some("CRM".into()) };
            let value = NativeValue { content, origin, at: 5 };
            let mut before = Before { tag: true, ..Before::default() };
            before.properties.insert(NativeKey::CreatedAt, Some(Was::of_native(&value)));
            before.attributes.insert(3, None);
            assert_eq!(Before::read(&before.to_stored()), before);
            let was = before.properties.remove(&NativeKey::CreatedAt).unwrap().unwrap();
            assert_eq!(was.into_native(), value);
        }
        assert_eq!(Before::default().to_stored(), "{}");
    }
}

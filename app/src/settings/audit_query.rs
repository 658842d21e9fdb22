//! What the audit log is asked for: as the address has it, and as the server wants it. Pure.

use crate::address::Query;

/// Which entries are shown; empty texts ask for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// The id of an account, or `none` for keys and the command line.
    pub who: String,
    /// An action.
    pub what: String,
    /// The first day, `2026-11-28`.
    pub from: String,
    /// The last day.
    pub until: String,
}

impl AuditQuery {
    /// Reads it off an address.
    pub fn parse(query: &str) -> Self {
        let query = Query::parse(query);
        let get = |key| query.get(key).unwrap_or_default().to_owned();
        Self { who: get("who"), what: get("what"), from: get("from"), until: get("until") }
    }

    /// The address.
    pub fn href(&self) -> String {
        let pairs = [("who", &self.who), ("what", &self.what), ("from", &self.from), ("until", &self.until)];
        format!("/settings/audit{}", text(pairs.map(|(key, value)| (key, value.clone()))))
    }

    /// What the server is asked; `instant` turns a day and a time of the reader's clock into an instant.
    pub fn asked(&self, after: Option<&str>, instant: fn(String) -> Option<String>) -> String {
        let day = |day: &str, time: &str| {
            if day.is_empty() { None } else { instant(format!("{day}T{time}")) }.unwrap_or_default()
        };
        text([
            ("account_id", self.who.clone()),
            ("action", self.what.clone()),
            ("from", day(&self.from, "00:00:00.000")),
            ("until", day(&self.until, "23:59:59.999")),
            ("after", after.unwrap_or_default().to_owned()),
        ])
    }

    /// Whether anything is left out.
    pub fn is_narrow(&self) -> bool {
        *self != Self::default()
    }
}

fn text<const N: usize>(pairs: [(&str, String); N]) -> String {
    let mut query = Query::default();
    for (key, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
        query.push(key, value);
    }
    query.text()
}

/// `key_created` as "Key created".
pub fn action_words(action: &str) -> String {
    let words = action.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What is told of an entry beside names: numbers and kinds, never ids.
pub fn detail_words(detail: &serde_json::Value) -> String {
    let plain = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Number(number) => Some(number.to_string()),
        serde_json::Value::Bool(is_so) => Some(if *is_so { "yes" } else { "no" }.to_owned()),
        serde_json::Value::Null | serde_json::Value::Array(_) | serde_json::Value::Object(_) => None,
    };
    let is_id = |key: &str| key.ends_with("_id") || key == "by_key" || key == "into";
    let pairs = detail.as_object().into_iter().flatten().filter(|(key, _)| !is_id(key));
    let words: Vec<_> =
        pairs.filter_map(|(key, value)| Some(format!("{}: {}", key.replace('_', " "), plain(value)?))).collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_address_reproduces_what_is_shown() {
        let query = AuditQuery { who: "7".into(), until: "2026-11-28".into(), ..AuditQuery::default() };
        assert_eq!(query.href(), "/settings/audit?who=7&until=2026-11-28");
        assert_eq!(AuditQuery::parse("?who=7&until=2026-11-28"), query);
        assert!(query.is_narrow() && !AuditQuery::parse("").is_narrow());
        let asked = query.asked(Some("x"), |text| Some(format!("{text}Z")));
        assert_eq!(asked, "?account_id=7&until=2026-11-28T23:59:59.999Z&after=x");
    }

    #[test]
    fn entries_are_told_in_words() {
        assert_eq!(action_words("key_created"), "Key created");
        let detail = json!({"key_id": "7", "by_key": "8", "kind": "write", "rows": 3, "status": null, "hidden": true});
        assert_eq!(detail_words(&detail), "hidden: yes, kind: write, rows: 3");
    }
}

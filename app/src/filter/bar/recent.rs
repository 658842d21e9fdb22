//! Conditions that were applied lately, kept in this browser for the Add menu.

use crate::ui::storage;
use serde_json::Value;
use shared::filter::{Condition, Filter, edit::DraftCondition, read_condition};

const KEY: &str = "rollcall.recent-conditions";
const KEPT: usize = 5;

/// The conditions, latest first. What this version cannot read is left out.
pub fn recent() -> Vec<DraftCondition> {
    storage::read(KEY).map(|kept| parse(&kept)).unwrap_or_default()
}

/// Remembers the conditions of a filter that was applied.
pub fn remember(filter: &Filter) {
    let kept = with(recent(), filter.conditions());
    // Keys are texts and numbers finite, so that nothing can fail.
    storage::write(KEY, serde_json::to_string(&kept).ok().as_deref());
}

fn parse(kept: &str) -> Vec<DraftCondition> {
    let values: Vec<Value> = serde_json::from_str(kept).unwrap_or_default();
    values.into_iter().filter(|value| read_condition(value).is_ok()).map(DraftCondition).collect()
}

fn with<'a>(mut kept: Vec<DraftCondition>, conditions: impl Iterator<Item = &'a Condition>) -> Vec<DraftCondition> {
    for condition in conditions.map(DraftCondition::from) {
        kept.retain(|known| *known != condition);
        kept.insert(0, condition);
    }
    kept.truncate(KEPT);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn filter(names: &[&str]) -> Filter {
        let leaf = |name: &&str| json!({"property": {"name": {"is": {"value": name}}}});
        let leaves: Vec<_> = names.iter().map(leaf).collect();
        Filter::read(&json!({"version": 1, "root": {"all": leaves}})).unwrap()
    }

    #[test]
    fn the_latest_come_first_and_once() {
        let first = with(Vec::new(), filter(&["a", "b"]).conditions());
        let then = with(first, filter(&["c", "a", "d", "e", "f"]).conditions());
        let names: Vec<_> = then.iter().map(|kept| kept.0["property"]["name"]["is"]["value"].clone()).collect();
        assert_eq!(names, ["f", "e", "d", "a", "c"]);
        let text = serde_json::to_string(&then).unwrap();
        assert_eq!(parse(&text), then);
    }

    #[test]
    fn what_cannot_be_read_is_left_out() {
        assert_eq!(parse("{"), []);
        assert_eq!(parse(r#"[{"shoe_size": {"is": 40}}, null]"#), []);
    }
}

//! Reading values anew for another kind.

use super::store;
use crate::{
    changes::MOST_NAMED,
    db::{Result, Transaction, Value},
    ingest::{Columns, converted, read_value, typed},
};
use shared::api::catalogue::AttributeKind;

/// Values that are read and written at once.
const AT_ONCE: i64 = 8_192;
/// Values that are shown of those that are left.
const SAMPLES: usize = 5;
/// Characters that are shown of one.
const SHOWN: usize = 80;

/// What came of values.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tally {
    kind: AttributeKind,
    pub converted: u64,
    pub left: u64,
    /// Values that are left, each once.
    pub samples: Vec<String>,
}

impl Tally {
    pub fn new(kind: AttributeKind) -> Self {
        Self { kind, converted: 0, left: 0, samples: Vec::new() }
    }

    /// The typed value of what was sent.
    pub fn convert(&mut self, raw: &str) -> Columns {
        // What was kept can be read.
        let value = read_value(raw).ok().flatten();
        let columns = value.map_or(Columns::Empty, |value| converted(self.kind, &value.content));
        if columns == Columns::Empty {
            self.left += 1;
            let sample: String = raw.chars().take(SHOWN).collect();
            if self.samples.len() < SAMPLES && !self.samples.contains(&sample) {
                self.samples.push(sample);
            }
        } else {
            self.converted += 1;
        }
        columns
    }
}

/// Reads and writes the values of all users; tells who they are, or one more than a change names.
pub(super) async fn all(
    transaction: &mut Transaction,
    attribute_id: i64,
    kind: AttributeKind,
) -> Result<(Tally, Vec<i64>)> {
    let (mut tally, mut user_ids, mut after) = (Tally::new(kind), Vec::new(), i64::MIN);
    store::delete_items(transaction, attribute_id).await?;
    loop {
        let values = store::values_after(transaction, attribute_id, after, AT_ONCE).await?;
        let Some((last, _)) = values.last() else { return Ok((tally, user_ids)) };
        after = *last;
        let (mut rows, mut items) = (Vec::with_capacity(values.len()), Vec::new());
        for (user_id, raw) in values {
            if user_ids.len() <= MOST_NAMED {
                user_ids.push(user_id);
            }
            let columns = tally.convert(&raw);
            rows.push(row(user_id, attribute_id, &columns));
            if let Columns::Items(list) = columns {
                items.extend(list.into_iter().enumerate().map(|(position, item)| {
                    vec![user_id.into(), attribute_id.into(), (position as i64).into(), item.into()]
                }));
            }
        }
        store::retype(transaction, rows).await?;
        store::add_items(transaction, items).await?;
    }
}

fn row(user_id: i64, attribute_id: i64, columns: &Columns) -> Vec<Value> {
    let mut row = vec![user_id.into(), attribute_id.into()];
    row.extend(typed(columns));
    // What an insert would need, and an update leaves as it is.
    row.extend(["".into(), 0_i64.into()]);
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_shown_once_and_not_at_length() {
        let mut tally = Tally::new(AttributeKind::Number);
        assert_eq!(tally.convert("\"7\""), Columns::Number(7.0));
        for raw in ["\"many\"", "\"many\"", "true", "not JSON"] {
            assert_eq!(tally.convert(raw), Columns::Empty);
        }
        let long = format!("\"{}\"", "x".repeat(700));
        tally.convert(&long);
        assert_eq!((tally.converted, tally.left), (1, 5));
        assert_eq!(tally.samples[..3], ["\"many\"", "true", "not JSON"]);
        assert_eq!(tally.samples[3].chars().count(), SHOWN);
    }
}

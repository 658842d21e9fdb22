//! Custom attributes. Indexes hold texts of up to 500 characters; the few that are longer have an index of their own,
//! so that both together are found without reading other attributes.

use super::{
    column::{self, TextColumns},
    gather::{self, Source},
    positive::Positive,
    scope::Scope,
};
use crate::{
    db::{Result, Transaction},
    filter::{
        fragment::Fragment,
        leaf::ValueProbe,
        probe::{Comparison, Range, SetProbe, TimeProbe},
    },
};

/// Characters of the longest text in the indexes by value.
const INDEXED: usize = 500;

const TEXT: TextColumns = TextColumns { plain: "text_value", folded: "text_folded" };

pub(super) async fn attribute(
    snapshot: &mut Transaction,
    attribute_id: i64,
    probe: ValueProbe,
    scope: Scope<'_>,
) -> Result<Positive> {
    let values = |present: &'static str| {
        Fragment::new("select user_id from user_attributes where attribute_id = ").value(attribute_id).text(present)
    };
    Ok(match probe {
        ValueProbe::Text(probe) => {
            let comparison = gather::comparison(snapshot, Source::Attribute(attribute_id), probe, scope).await?;
            text(attribute_id, &comparison, scope)
        }
        ValueProbe::Number(probe) => {
            scope.members(values(" and number_value is not null and ").then(column::number("number_value", probe)))
        }
        ValueProbe::Boolean(probe) => {
            scope.members(values(" and boolean_value is not null and ").then(column::boolean("boolean_value", probe)))
        }
        ValueProbe::Time(probe) => scope.members(time(values(" and time_value is not null"), probe)),
        ValueProbe::List(probe) => list(attribute_id, probe, scope),
    })
}

/// The part of a union that reads the index of short texts, or that of long ones.
fn part(attribute_id: i64, length: &'static str, comparison: &Comparison, scope: Scope<'_>) -> Fragment {
    let select = Fragment::new("select user_id from user_attributes where attribute_id = ").value(attribute_id);
    let select = select.text(length).then(column::text(TEXT, comparison));
    scope.narrowed(select, "user_id")
}

const SHORT: &str = " and length(text_value) <= 500 and ";
const LONG: &str = " and length(text_value) > 500 and ";

fn text(attribute_id: i64, comparison: &Comparison, scope: Scope<'_>) -> Positive {
    let (short, long) = match comparison {
        // Folding may change the length, so that only plain operands tell where to look.
        Comparison::OneOf { values, folded: false } => {
            let (short, long): (Vec<_>, Vec<_>) =
                values.iter().cloned().partition(|value| value.chars().count() <= INDEXED);
            let values =
                |values: Vec<String>| (!values.is_empty()).then_some(Comparison::OneOf { values, folded: false });
            (values(short), values(long))
        }
        Comparison::OneOf { folded: true, .. }
        | Comparison::HasValue
        | Comparison::Contains { .. }
        | Comparison::StartsWith { .. }
        | Comparison::EndsWith { .. } => (Some(comparison.clone()), Some(comparison.clone())),
    };
    let short = short.map(|short| part(attribute_id, SHORT, &short, scope));
    let long = long.map(|long| part(attribute_id, LONG, &long, scope));
    match (short, long) {
        (Some(short), Some(long)) => Positive::Members(short.text(" union all ").then(long)),
        (Some(one), None) | (None, Some(one)) => Positive::Members(one),
        // No pattern matched any value.
        (None, None) => Positive::Found(Vec::new()),
    }
}

fn time(select: Fragment, probe: TimeProbe) -> Fragment {
    match probe {
        TimeProbe::HasValue => select,
        TimeProbe::In { instants, dates: None } => column::and_in_range(select, "time_value", instants),
        TimeProbe::In { instants, dates: Some(dates) } => {
            // A date is stored as its start in UTC; its JSON has ten characters and two quotes, which no instant has.
            let either =
                |raw: &'static str, range: Range| column::and_in_range(Fragment::new(raw), "time_value", range);
            let widest = Range {
                first: instants.first.zip(dates.first).map(|(one, other)| one.min(other)),
                last: instants.last.zip(dates.last).map(|(one, other)| one.max(other)),
            };
            column::and_in_range(select, "time_value", widest)
                .text(" and (")
                .then(either("(length(raw) = 12", dates))
                .text(") or ")
                .then(either("(length(raw) <> 12", instants))
                .text("))")
        }
    }
}

fn list(attribute_id: i64, probe: SetProbe<String>, scope: Scope<'_>) -> Positive {
    match probe {
        SetProbe::HasItem => {
            let part = |length: &'static str| {
                let select = Fragment::new("select user_id from user_attribute_items where attribute_id = ");
                scope.narrowed(select.value(attribute_id).text(length), "user_id")
            };
            let (short, long) = (part(" and length(item) <= 500"), part(" and length(item) > 500"));
            Positive::Members(short.text(" union all ").then(long))
        }
        SetProbe::Any(items) => Positive::Members(holders(attribute_id, items, scope)),
        SetProbe::All(items) => Positive::Members(all(attribute_id, items, scope)),
        SetProbe::Exactly(items) => {
            let count = i64::try_from(items.len()).unwrap_or(i64::MAX);
            let select = Fragment::new("select user_id from user_attribute_items where attribute_id = ");
            let select = select.value(attribute_id).text(" and user_id in (");
            let select = select.then(all(attribute_id, items, scope)).text(")");
            Positive::Members(select.text(" group by user_id having count(distinct item) = ").value(count))
        }
    }
}

/// Users with at least one of the items, once an item.
fn holders(attribute_id: i64, items: Vec<String>, scope: Scope<'_>) -> Fragment {
    let all_short = items.iter().all(|item| item.chars().count() <= INDEXED);
    let select = Fragment::new("select user_id from user_attribute_items where attribute_id = ").value(attribute_id);
    let select = if all_short { select.text(" and length(item) <= 500") } else { select };
    scope.narrowed(select.text(" and item = any(").value(items).text(")"), "user_id")
}

fn all(attribute_id: i64, items: Vec<String>, scope: Scope<'_>) -> Fragment {
    let count = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let holders = holders(attribute_id, items, scope);
    holders.text(" group by user_id having count(distinct item) >= ").value(count)
}

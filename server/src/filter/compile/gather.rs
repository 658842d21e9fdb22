//! What SQL cannot test, found out row by row in the same transaction: patterns, and properties of events.

use super::{alike, column, positive::Positive, scope::Scope};
use crate::{
    db::{Result, Transaction},
    filter::{
        calendar::Calendar,
        evaluate::passes,
        fragment::Fragment,
        leaf::{Events, NativeText, PropertyLeaf, ValueProbe},
        probe::{Comparison, TextProbe},
    },
};
use std::collections::HashMap;

/// Where texts are.
#[derive(Clone, Copy, Debug)]
pub(super) enum Source {
    Native(NativeText),
    Attribute(i64),
    Answers(i64),
}

impl Source {
    /// Every text there, each once.
    fn texts(self, scope: Scope<'_>) -> Fragment {
        let narrowed = |select| scope.narrowed(select, "user_id");
        match self {
            Self::Native(property) => narrowed(Fragment::new(match property {
                NativeText::Name => "select distinct name from users where name <> ''",
                NativeText::Email => "select distinct email from users where email <> ''",
                NativeText::UserId => "select distinct external_id from users where external_id <> ''",
                NativeText::Language => "select distinct language from users where language <> ''",
            })),
            Self::Attribute(attribute_id) => {
                let part = |length: &'static str| {
                    let select = Fragment::new("select text_value from user_attributes where attribute_id = ");
                    narrowed(select.value(attribute_id).text(length).text(" and text_value <> ''"))
                };
                // `union` leaves repeated ones out.
                part(" and length(text_value) <= 500").text(" union ").then(part(" and length(text_value) > 500"))
            }
            Self::Answers(question_key) => narrowed(
                Fragment::new("select distinct text_value from answers where question_key = ")
                    .value(question_key)
                    .text(" and text_value <> ''"),
            ),
        }
    }
}

/// The test as a comparison: a pattern becomes the texts that it matches.
pub(super) async fn comparison(
    snapshot: &mut Transaction,
    source: Source,
    probe: TextProbe,
    scope: Scope<'_>,
) -> Result<Comparison> {
    let pattern = match probe {
        TextProbe::Compares(comparison) => return Ok(comparison),
        TextProbe::Matches(pattern) => pattern,
    };
    let mut values = Vec::new();
    let statement = source.texts(scope).into_sql();
    snapshot
        .for_each(statement, |(text,): (String,)| {
            if pattern.0.is_match(&text) {
                values.push(text);
            }
        })
        .await?;
    values.sort_unstable();
    Ok(Comparison::OneOf { values, folded: false })
}

/// Events that may pass the tests of their properties, with those.
pub(super) fn events(events: &Events, scope: Scope<'_>) -> Fragment {
    let select = Fragment::new("select user_id, properties from events where event_name_id = ");
    let select = column::and_in_range(select.value(events.event_name_id), "at", events.window);
    let mut select = scope.narrowed(select, "user_id");
    for leaf in &events.properties {
        for word in words_of(leaf) {
            select = select.text(" and strpos(properties, ").value(word).text(") > 0");
        }
    }
    select
}

/// All users with enough events that pass every test of their properties, rising. `digests` are those of the properties
/// that pass, where they were found.
///
/// # Errors
/// When the database fails, or takes too long.
pub(crate) async fn users_with_enough(
    snapshot: &mut Transaction,
    wanted: &Events,
    digests: Option<Vec<i64>>,
    calendar: &Calendar,
) -> Result<Vec<i64>> {
    let Some(digests) = digests else {
        return users_with_events(snapshot, events(wanted, Scope::Everyone), wanted, calendar).await;
    };
    let mut user_ids = Vec::new();
    if let Positive::Members(select) = alike::users(wanted, &digests) {
        snapshot.for_each(select.into_sql(), |(user_id,): (i64,)| user_ids.push(user_id)).await?;
    }
    user_ids.sort_unstable();
    user_ids.dedup();
    Ok(user_ids)
}

/// Whether a user has enough events that pass every test of their properties.
///
/// # Errors
/// When the database fails, or takes too long.
pub(crate) async fn has_enough(
    snapshot: &mut Transaction,
    wanted: &Events,
    user_id: i64,
    calendar: &Calendar,
) -> Result<bool> {
    let select = events(wanted, Scope::One(user_id));
    Ok(!users_with_events(snapshot, select, wanted, calendar).await?.is_empty())
}

/// Users with enough events, of those that a statement selects, that pass every test of their properties.
pub(super) async fn users_with_events(
    snapshot: &mut Transaction,
    select: Fragment,
    events: &Events,
    calendar: &Calendar,
) -> Result<Vec<i64>> {
    let mut counts: HashMap<i64, u32> = HashMap::new();
    snapshot
        .for_each(select.into_sql(), |(user_id, properties): (i64, Option<String>)| {
            if passes(properties.as_deref(), &events.properties, calendar) {
                let count = counts.entry(user_id).or_default();
                *count = count.saturating_add(1);
            }
        })
        .await?;
    let enough = |count: u32| count >= events.at_least && events.at_most.is_none_or(|most| count <= most);
    let mut user_ids: Vec<_> = counts.into_iter().filter(|(_, count)| enough(*count)).map(|(id, _)| id).collect();
    user_ids.sort_unstable();
    Ok(user_ids)
}

/// JSON that stands in the properties of every event that passes, so that the database can leave out most others.
/// Properties are stored as our own writer writes them, which is how the words are written here.
fn words_of(leaf: &PropertyLeaf) -> Vec<String> {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    if leaf.negated {
        return Vec::new();
    }
    let mut words = vec![quoted(&leaf.key)];
    if let ValueProbe::Text(TextProbe::Compares(Comparison::OneOf { values, folded: false })) = &leaf.probe
        && let [value] = values.as_slice()
    {
        words.push(quoted(value));
    }
    words
}

//! Values of a field: out of those that a pass kept where these are all, else searched for, within a limit of time.

use super::{
    counts::{CommonValues, Counted, Counts, number_rows},
    event_properties::ValueUsers,
    rank::{Found, holds},
    store::values::{self, TextColumn},
};
use crate::db::{Database, Error, Result, Transaction};
use shared::filter::Property;
use std::time::{Duration, Instant};

/// What values are asked of. Ids are the database's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Property(Property),
    Texts(i64),
    Items(i64),
    Numbers(i64),
    Booleans(i64),
    EventProperty { event_name_id: i64, key: String },
    AnsweredNumbers(i64),
    AnsweredTexts(i64),
    Options { question_key: i64, options: Vec<String> },
}

/// How long statements may take together.
const BUDGET: Duration = Duration::from_millis(120);
/// When an answer no longer waits: a database that waits for its disk does not look at the clock.
const PATIENCE: Duration = Duration::from_millis(180);
/// Most rows that a search by a beginning reads, and values that a search in all finds.
const MOST: i64 = 500;
/// Events whose properties are looked at.
const EVENTS: i64 = 2_000;
/// Values of an answer: with so many that begin with the text, none of the others is shown.
const ENOUGH: usize = 50;

impl Target {
    fn counted(&self) -> Option<Counted> {
        match self {
            Self::Property(property) => Some(Counted::Property(*property)),
            Self::Texts(id) | Self::Items(id) | Self::Numbers(id) | Self::Booleans(id) => Some(Counted::Attribute(*id)),
            Self::AnsweredNumbers(key) | Self::AnsweredTexts(key) | Self::Options { question_key: key, .. } => {
                Some(Counted::Question(*key))
            }
            Self::EventProperty { .. } => None,
        }
    }
}

/// Finds values that hold a folded text; among them may be others.
pub(super) async fn search(database: &Database, counts: &Counts, target: &Target, part: &str) -> Result<Found> {
    let kept = target.counted().and_then(|counted| counts.values.get(&counted));
    let mut found = Found::default();
    if let Some(kept) = kept {
        kept.values.iter().for_each(|value| found.add(value.value.clone(), value.users));
        found.more = !kept.is_all;
    }
    let is_answered = kept.is_some_and(|kept| kept.is_all || part.is_empty());
    if !is_answered {
        let mut search = Search { database, held: None, end: Instant::now() + BUDGET, part, found };
        let outcome = tokio::time::timeout(PATIENCE, search.run(target)).await;
        found = search.found;
        match outcome {
            Ok(Ok(is_all)) => found.more = !is_all,
            Ok(Err(Error::TooSlow)) | Err(_) => found.more = true,
            Ok(Err(error)) => return Err(error),
        }
    }
    if let Target::Options { options, .. } = target {
        // Chosen by nobody whose latest answer it is.
        let users = (!found.more).then_some(0);
        options.iter().for_each(|option| found.add(option.clone(), users));
    }
    Ok(found)
}

struct Search<'a> {
    database: &'a Database,
    held: Option<Transaction>,
    end: Instant,
    part: &'a str,
    found: Found,
}

impl Search<'_> {
    /// A state to read, for as long as there is time.
    async fn snapshot(&mut self) -> Result<&mut Transaction> {
        let left = self.end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(Error::TooSlow);
        }
        // Postgres limits each statement, so that each gets what is left.
        self.held = None;
        Ok(self.held.insert(self.database.snapshot_for(left.max(Duration::from_millis(1))).await?))
    }

    /// Tells whether what was found is all.
    async fn run(&mut self, target: &Target) -> Result<bool> {
        let most = i64::try_from(CommonValues::MOST + 1).unwrap_or(i64::MAX);
        match target {
            Target::Property(property) => self.natives(*property).await,
            Target::Texts(id) => self.texts(TextColumn::Texts, *id).await,
            Target::Items(id) => self.texts(TextColumn::Items, *id).await,
            Target::Numbers(id) => self.numbers(*id, most).await,
            Target::Booleans(id) => {
                let rows = values::booleans(self.snapshot().await?, *id).await?;
                Ok(self.add_all(rows.into_iter().map(|(word, users)| (word.to_string(), users)).collect()))
            }
            Target::EventProperty { event_name_id, key } => self.event_property(*event_name_id, key).await,
            Target::AnsweredNumbers(key) => {
                let rows = values::answered_numbers(self.snapshot().await?, *key, most).await?;
                Ok(self.add_all(number_rows(rows)))
            }
            Target::AnsweredTexts(key) => {
                let (part, found) = (self.part.to_owned(), &mut Vec::new());
                let take = |(text,): (String,)| found.push(text);
                let outcome = values::answered_texts_with(self.snapshot().await?, *key, &part, MOST, take).await;
                self.add_uncounted(found, outcome)
            }
            Target::Options { question_key, .. } => {
                let rows = values::chosen_options(self.snapshot().await?, *question_key, most).await?;
                Ok(self.add_all(rows))
            }
        }
    }

    /// Adds counted values; whether they are all.
    fn add_all(&mut self, rows: Vec<(String, i64)>) -> bool {
        let common = CommonValues::new(rows);
        common.values.into_iter().for_each(|value| self.found.add(value.value, value.users));
        common.is_all
    }

    /// Adds a value a row, without numbers: rows of the same value may be among those that were not read.
    fn add_uncounted(&mut self, rows: &mut Vec<String>, outcome: Result<()>) -> Result<bool> {
        let is_all = rows.len() < MOST as usize;
        rows.drain(..).for_each(|value| self.found.add(value, None));
        outcome.map(|()| is_all)
    }

    async fn numbers(&mut self, attribute_id: i64, most: i64) -> Result<bool> {
        if self.found.len() == 0 {
            let rows = values::common_numbers(self.snapshot().await?, attribute_id, most).await?;
            if self.add_all(number_rows(rows)) {
                return Ok(true);
            }
        }
        // Beyond the most common ones only the very number is found.
        if let Ok(number) = self.part.parse::<f64>()
            && number.is_finite()
        {
            let users = values::with_number(self.snapshot().await?, attribute_id, number).await?;
            if users > 0 {
                self.found.add((number + 0.0).to_string(), Some(users));
            }
        }
        Ok(false)
    }

    async fn texts(&mut self, column: TextColumn, attribute_id: i64) -> Result<bool> {
        let spellings = spellings(self.part);
        let mut starts = 0;
        for start in distinct(&spellings).into_iter().filter(|start| !start.is_empty()) {
            let end = after(start);
            let mut rows = Vec::new();
            let outcome = values::texts_between(
                self.snapshot().await?,
                column,
                attribute_id,
                (start, &end),
                MOST,
                |row: (String, i64)| rows.push(row),
            );
            let outcome = outcome.await;
            starts += rows.len();
            rows.into_iter().for_each(|(value, users)| self.found.add(value, Some(users.unsigned_abs())));
            outcome?;
        }
        if starts >= ENOUGH {
            return Ok(false);
        }
        let mut rows = Vec::new();
        let parts = spellings.each_ref().map(String::as_str);
        let take = |row: (String, i64)| rows.push(row);
        let outcome = values::texts_with(self.snapshot().await?, column, attribute_id, parts, MOST, take).await;
        // What has a case may be written in other ways still.
        let is_all = distinct(&spellings).len() == 1 && rows.len() < MOST as usize;
        rows.into_iter().for_each(|(value, users)| self.found.add(value, Some(users.unsigned_abs())));
        outcome.map(|()| is_all)
    }

    async fn natives(&mut self, property: Property) -> Result<bool> {
        let before = self.found.len();
        if !self.part.is_empty() {
            match property {
                Property::Name | Property::Email => self.natives_by_start(property).await?,
                Property::UserId => self.external_ids_by_start().await?,
                Property::Language
                | Property::LastActivity
                | Property::FirstSeen
                | Property::Created
                | Property::Sessions
                | Property::Tags
                | Property::Identified => {}
            }
            if self.found.len() - before >= ENOUGH {
                return Ok(false);
            }
        }
        let (part, mut rows) = (self.part.to_owned(), Vec::new());
        let take = |(value,): (String,)| rows.push(value);
        let outcome = values::natives_with(self.snapshot().await?, property, &part, MOST, take).await;
        self.add_uncounted(&mut rows, outcome)
    }

    async fn natives_by_start(&mut self, property: Property) -> Result<()> {
        let part = self.part.to_owned();
        // An index holds the first 200 characters.
        let start: String = part.chars().take(200).collect();
        let rows = values::natives_between(self.snapshot().await?, property, (&start, &after(&start)), MOST).await?;
        // Further users may have the last value too.
        let last = rows.last().map(|(_, folded)| folded.clone()).filter(|_| rows.len() == MOST as usize);
        let mut users = std::collections::HashMap::<String, Option<u64>>::new();
        for (value, folded) in rows {
            let known = (last.as_ref() != Some(&folded)).then_some(1);
            users.entry(value).and_modify(|sum| *sum = sum.zip(known).map(|(a, b)| a + b)).or_insert(known);
        }
        users.into_iter().for_each(|(value, users)| self.found.add(value, users));
        Ok(())
    }

    async fn external_ids_by_start(&mut self) -> Result<()> {
        let spellings = spellings(self.part);
        for start in distinct(&spellings) {
            let start = format!("user:{start}");
            let found = values::external_ids_between(self.snapshot().await?, (&start, &after(&start)), MOST).await?;
            // No two users have one id.
            found.into_iter().for_each(|value| self.found.add(value, Some(1)));
        }
        Ok(())
    }

    async fn event_property(&mut self, event_name_id: i64, key: &str) -> Result<bool> {
        let (mut users, mut events) = (ValueUsers::default(), 0);
        let take = |(user_id, properties): (i64, String)| {
            users.add(user_id, &properties, key);
            events += 1;
        };
        // As our own writer writes the key.
        let written = serde_json::Value::from(key).to_string();
        let outcome = values::event_properties(self.snapshot().await?, event_name_id, &written, EVENTS, take).await;
        let is_all = outcome.is_ok() && events < EVENTS;
        for (value, users) in users.counts().filter(|(value, _)| holds(value, self.part)) {
            self.found.add(value, is_all.then_some(users));
        }
        outcome.map(|()| is_all)
    }
}

/// How a folded text may be written: as it is, all in capitals, with a capital in front. No index holds folded values
/// of attributes.
fn spellings(part: &str) -> [String; 3] {
    let mut characters = part.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    [part.to_owned(), part.to_uppercase(), format!("{first}{}", characters.as_str())]
}

fn distinct(spellings: &[String; 3]) -> Vec<&str> {
    let mut distinct: Vec<&str> = Vec::new();
    for spelling in spellings {
        if !distinct.contains(&spelling.as_str()) {
            distinct.push(spelling);
        }
    }
    distinct
}

/// What comes after all texts with a beginning, but for those that go on with the last character there is, which no
/// language has.
fn after(start: &str) -> String {
    format!("{start}\u{10ffff}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_spelt_in_the_usual_ways() {
        assert_eq!(spellings("åsa b"), ["åsa b", "ÅSA B", "Åsa b"]);
        assert_eq!(distinct(&spellings("42")), ["42"]);
        assert_eq!(distinct(&spellings("")), [""]);
    }

    #[test]
    fn what_comes_after_a_beginning() {
        assert!("pro" < after("pro").as_str() && "proz\u{ffff}" < after("pro").as_str() && *"prp" > *after("pro"));
    }
}

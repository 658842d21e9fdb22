//! One pass over everything that is counted.
//!
//! Each number is of a state of its own, no older than the change that the pass is named by: a state that is held for
//! long keeps the databases from tidying up. What takes too long keeps the number of the pass before.

use super::{
    counts::{CommonValues, Counted, Counts, Sources, number_rows},
    event_properties,
    store::{
        counts::{self, HappenedRow, NativeRow},
        definitions::{self, AttributeRow},
        values::{self, TextColumn},
    },
};
use crate::{
    changes::{self, Seen},
    db::{Database, Error, Result, Transaction},
};
use shared::{
    api::catalogue::AttributeKind,
    filter::{Property, QuestionKind},
};
use std::time::{Duration, Instant};

/// How long one statement may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long one state is held; it is a time of work, after which as much rest follows.
const STRETCH: Duration = Duration::from_millis(250);
/// Users up to whose number names, addresses and ids are counted: beyond it nearly each is one user's own.
const FEW_USERS: u64 = 20_000;

/// One more than are kept.
fn most() -> i64 {
    i64::try_from(CommonValues::MOST + 1).unwrap_or(i64::MAX)
}

/// Counts everything anew.
pub(super) async fn count(database: &Database, earlier: Seen, before: &Counts) -> Result<Counts> {
    let start = Instant::now();
    let mut pass = Pass { database, before, held: None, counts: Counts::default() };
    let seen = changes::seen_in(pass.snapshot().await?, earlier).await?;
    pass.counts.sequence = Some(seen.sequence);
    pass.natives(seen.total).await?;
    pass.tags().await?;
    for attribute in definitions::attributes(pass.snapshot().await?).await? {
        pass.attribute(&attribute).await?;
    }
    pass.sources().await?;
    pass.events().await?;
    pass.experiences().await?;
    pass.questions().await?;
    pass.counts.took = start.elapsed();
    Ok(pass.counts)
}

struct Pass<'a> {
    database: &'a Database,
    before: &'a Counts,
    /// The state that is being read, and since when.
    held: Option<(Transaction, Instant)>,
    counts: Counts,
}

impl Pass<'_> {
    /// The state to read: the one at hand, or after a rest a new one.
    async fn snapshot(&mut self) -> Result<&mut Transaction> {
        if let Some((held, since)) = self.held.take_if(|(_, since)| since.elapsed() > STRETCH) {
            drop(held);
            tokio::time::sleep(since.elapsed().min(PATIENCE)).await;
        }
        let held = match self.held.take() {
            Some(held) => held,
            None => (self.database.snapshot_for(PATIENCE).await?, Instant::now()),
        };
        Ok(&mut self.held.insert(held).0)
    }

    /// What was found; `None` for what took too long.
    fn in_time<T>(&mut self, found: Result<T>) -> Result<Option<T>> {
        match found {
            Ok(found) => Ok(Some(found)),
            Err(Error::TooSlow) => {
                self.held = None;
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    fn keep_users(&mut self, counted: Counted, found: Result<u64>) -> Result<()> {
        let found = self.in_time(found)?.or_else(|| self.before.users(counted));
        self.counts.users.extend(found.map(|users| (counted, users)));
        Ok(())
    }

    fn keep_happened(&mut self, counted: Counted, found: Result<HappenedRow>) -> Result<()> {
        if let Some(row) = self.in_time(found)? {
            self.counts.keep_happened(counted, row);
        } else {
            self.counts.users.extend(self.before.users(counted).map(|users| (counted, users)));
            self.counts.happened.insert(counted, self.before.happened(counted));
        }
        Ok(())
    }

    /// Keeps values, and gives the number of their users where that is their sum.
    fn keep_values(&mut self, counted: Counted, found: Result<Vec<(String, i64)>>) -> Result<Option<u64>> {
        let found = self.in_time(found)?.map(CommonValues::new);
        let Some(found) = found.or_else(|| self.before.values.get(&counted).cloned()) else { return Ok(None) };
        let users = found.users();
        self.counts.values.insert(counted, found);
        Ok(users)
    }

    /// Keeps the numbers of the pass before for what took too long.
    fn keep_before(&mut self, property: Property) {
        let users = self.before.users(Counted::Property(property));
        self.counts.users.extend(users.map(|users| (Counted::Property(property), users)));
        let samples = self.before.samples.get(&property).cloned();
        self.counts.samples.extend(samples.map(|samples| (property, samples)));
    }

    async fn natives(&mut self, everyone: u64) -> Result<()> {
        let found = counts::natives(self.snapshot().await?).await;
        match self.in_time(found)? {
            Some(row) => self.keep_natives(&row),
            None => Property::ALL.iter().for_each(|property| self.keep_before(*property)),
        }
        let found = values::common_sessions(self.snapshot().await?, 3).await;
        if let Some(rows) = self.in_time(found)? {
            self.counts.keep_samples(Property::Sessions, rows.into_iter().map(|(sessions, _)| sessions.to_string()));
        }
        let found = values::common_natives(self.snapshot().await?, Property::Language, most()).await;
        self.keep_values(Counted::Property(Property::Language), found)?;
        if everyone <= FEW_USERS {
            for property in [Property::Name, Property::Email, Property::UserId] {
                let found = values::common_natives(self.snapshot().await?, property, most()).await;
                self.keep_values(Counted::Property(property), found)?;
            }
        }
        Ok(())
    }

    fn keep_natives(&mut self, row: &NativeRow) {
        let users = |property: Property| match property {
            Property::Name => Some(row.name),
            Property::Email => Some(row.email),
            Property::UserId => Some(row.user_id),
            Property::Language => Some(row.language),
            Property::LastActivity => Some(row.last_activity),
            Property::FirstSeen => Some(row.first_seen),
            Property::Created | Property::Sessions | Property::Identified => Some(row.everyone),
            // Not with the user.
            Property::Tags => None,
        };
        let counted = Property::ALL.iter().filter_map(|property| Some((*property, users(*property)?)));
        let counted = counted.map(|(property, users)| (Counted::Property(property), users.unsigned_abs()));
        self.counts.users.extend(counted);
        let mut identified = vec![("true", row.user_id), ("false", row.everyone - row.user_id)];
        identified.retain(|(_, users)| *users > 0);
        identified.sort_by_key(|(_, users)| std::cmp::Reverse(*users));
        self.counts.keep_samples(Property::Identified, identified.into_iter().map(|(word, _)| word.to_owned()));
    }

    async fn tags(&mut self) -> Result<()> {
        let found = counts::tagged(self.snapshot().await?).await;
        self.keep_users(Counted::Property(Property::Tags), found)?;
        let names = definitions::tags(self.snapshot().await?).await?;
        let found = counts::tags(self.snapshot().await?).await;
        let Some(used) = self.in_time(found)? else {
            let before =
                names.iter().filter_map(|(id, ..)| Some((Counted::Tag(*id), self.before.users(Counted::Tag(*id))?)));
            self.counts.users.extend(before);
            return Ok(());
        };
        let used: std::collections::HashMap<i64, i64> = used.into_iter().collect();
        let mut tags: Vec<_> =
            names.into_iter().map(|(id, name, _)| (used.get(&id).copied().unwrap_or(0), name, id)).collect();
        self.counts.users.extend(tags.iter().map(|(users, _, id)| (Counted::Tag(*id), users.unsigned_abs())));
        tags.retain(|(users, ..)| *users > 0);
        tags.sort_by(|(a_users, a, _), (b_users, b, _)| b_users.cmp(a_users).then(a.cmp(b)));
        self.counts.keep_samples(Property::Tags, tags.into_iter().map(|(_, name, _)| name));
        Ok(())
    }

    async fn attribute(&mut self, attribute: &AttributeRow) -> Result<()> {
        let (id, counted) = (attribute.attribute_id, Counted::Attribute(attribute.attribute_id));
        let Some(kind) = AttributeKind::from_word(&attribute.kind) else { return Ok(()) };
        let users = match kind {
            AttributeKind::Text => {
                let found = values::common_texts(self.snapshot().await?, TextColumn::Texts, id, most()).await;
                self.keep_values(counted, found)?;
                counts::texts(self.snapshot().await?, id).await
            }
            AttributeKind::Number => {
                let found = values::common_numbers(self.snapshot().await?, id, most()).await;
                match self.keep_values(counted, found.map(number_rows))? {
                    Some(users) => Ok(users),
                    None => counts::numbers(self.snapshot().await?, id).await,
                }
            }
            AttributeKind::Boolean => {
                let found = values::booleans(self.snapshot().await?, id).await;
                let words = |rows: Vec<(bool, i64)>| rows.into_iter().map(|(word, users)| (word.to_string(), users));
                let users = self.keep_values(counted, found.map(|rows| words(rows).collect()))?;
                users.ok_or(Error::TooSlow)
            }
            AttributeKind::Time => counts::times(self.snapshot().await?, id).await,
            AttributeKind::List => {
                let found = values::common_texts(self.snapshot().await?, TextColumn::Items, id, most()).await;
                self.keep_values(counted, found)?;
                counts::lists(self.snapshot().await?, id).await
            }
        };
        self.keep_users(counted, users)
    }

    async fn sources(&mut self) -> Result<()> {
        let found = counts::sources(self.snapshot().await?).await;
        let found = self.in_time(found)?.map(Sources::by_attribute);
        self.counts.sources = found.or_else(|| self.before.sources.clone());
        Ok(())
    }

    async fn events(&mut self) -> Result<()> {
        for (id, _) in definitions::events(self.snapshot().await?).await? {
            let found = counts::event(self.snapshot().await?, id).await;
            self.keep_happened(Counted::Event(id), found)?;
            let found = values::recent_properties(self.snapshot().await?, id).await;
            let fields = self.in_time(found)?.map(|events| event_properties::fields(events.into_iter()));
            let fields = fields.or_else(|| self.before.event_properties.get(&id).cloned());
            self.counts.event_properties.extend(fields.map(|fields| (id, fields)));
        }
        Ok(())
    }

    async fn experiences(&mut self) -> Result<()> {
        for experience in definitions::experiences(self.snapshot().await?).await? {
            let found = counts::experience(self.snapshot().await?, experience.experience_key).await;
            self.keep_happened(Counted::Experience(experience.experience_key), found)?;
        }
        Ok(())
    }

    async fn questions(&mut self) -> Result<()> {
        for question in definitions::questions(self.snapshot().await?).await? {
            let key = question.question_key;
            let Some(kind) = QuestionKind::from_word(&question.kind) else { continue };
            let snapshot = self.snapshot().await?;
            let found = match kind {
                QuestionKind::Nps | QuestionKind::Rating | QuestionKind::Number => {
                    values::answered_numbers(snapshot, key, most()).await.map(number_rows)
                }
                QuestionKind::SingleChoice | QuestionKind::MultipleChoice => {
                    values::chosen_options(snapshot, key, most()).await
                }
                QuestionKind::Text => values::answered_texts(snapshot, key, most()).await,
            };
            self.keep_values(Counted::Question(key), found)?;
        }
        Ok(())
    }
}

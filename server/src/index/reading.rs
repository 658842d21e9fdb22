//! One state of the database for one answer, and whoever evaluates filters at it: the index where it stands at that
//! very state, SQL everywhere else.
//!
//! Invariants: everything that a reading says is of one state, whoever says it; the state is no older than the
//! request, so that whoever wrote sees what was written.

use super::{
    held::{Guard, Held, Index, Standing},
    members::Members,
    tree::{Evaluation, Gathered, GatheredIds, gather},
};
use crate::{
    changes::{self, Changes, Seen},
    db::{Database, Error, Result, Transaction},
    filter::{Compiled, ResolvedFilter, Scope, Totals, totals_together},
};
use std::time::Duration;

/// How often a later state is tried where the index is beyond the one that was read.
const TRIES: usize = 4;

/// How long an answer waits for the index to come to the state that it is about. A busy machine may need so long to
/// follow, and asking SQL in its place would keep it still busier.
const WAIT: Duration = Duration::from_millis(250);
/// The same of an answer about one user.
const WAIT_FOR_ONE: Duration = Duration::from_millis(5);

/// Who evaluated a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evaluator {
    /// The index.
    Index,
    /// The database.
    Sql,
}

impl Evaluator {
    /// The header of answers that says who evaluated.
    pub const HEADER: &'static str = "x-rollcall-evaluator";

    /// The header that says it.
    #[must_use]
    pub fn told(self) -> [(&'static str, &'static str); 1] {
        [(Self::HEADER, self.word())]
    }

    /// The word for it in answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Index => "index",
            Self::Sql => "sql",
        }
    }
}

/// Which numbers are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// How many users match.
    Total,
    /// Also of each node.
    Each,
    /// Also without each node.
    Without,
}

/// One state of the database, for one answer.
pub struct Reading {
    /// The state.
    pub snapshot: Transaction,
    /// Which it is.
    pub seen: Seen,
    index: Index,
    /// The index at this state. While it is kept here the index cannot move on.
    held: Option<Guard>,
}

/// The numbers of a filter.
pub struct Counted {
    /// The numbers; of nodes only where they were asked for.
    pub totals: Totals,
    /// Who counted.
    pub by: Evaluator,
    /// Who they are, where the index counted.
    pub members: Option<Members>,
    filter: Filter,
}

/// A filter that was counted.
enum Filter {
    Resolved(ResolvedFilter),
    Compiled(Box<Compiled>),
}

impl Index {
    /// Reads the state of now, together with the index where that can be had.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read(&self, database: &Database, changes: &Changes, time: Option<Duration>) -> Result<Reading> {
        self.read_within(database, changes, time, WAIT).await
    }

    /// The same for what is about one user, which SQL answers soon as well: nobody waits long for the index.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read_for_one(&self, database: &Database, changes: &Changes) -> Result<Reading> {
        self.read_within(database, changes, None, WAIT_FOR_ONE).await
    }

    async fn read_within(
        &self,
        database: &Database,
        changes: &Changes,
        time: Option<Duration>,
        wait: Duration,
    ) -> Result<Reading> {
        let mut tries = 0;
        loop {
            tries += 1;
            let mut reading = self.read_sql(database, changes, time).await?;
            reading.held = match self.at(reading.seen.sequence, wait).await {
                Standing::Here(guard) => Some(guard),
                Standing::Beyond if tries < TRIES => continue,
                Standing::Beyond | Standing::Away => None,
            };
            return Ok(reading);
        }
    }

    /// The same for what only the database is asked: nobody waits for the index.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read_sql(&self, database: &Database, changes: &Changes, time: Option<Duration>) -> Result<Reading> {
        // Taken before the snapshot begins, so that the snapshot is no older.
        let earlier = changes.seen();
        let mut snapshot = match time {
            Some(time) => database.snapshot_for(time).await?,
            None => database.snapshot().await?,
        };
        let seen = changes::seen_in(&mut snapshot, earlier).await?;
        Ok(Reading { snapshot, seen, index: self.clone(), held: None })
    }
}

impl Reading {
    pub(super) fn held(&self) -> Option<&Held> {
        self.held.as_ref().and_then(|guard| guard.as_ref())
    }

    /// Who would be asked now.
    #[must_use]
    pub fn evaluator(&self) -> Evaluator {
        if self.held.is_some() { Evaluator::Index } else { Evaluator::Sql }
    }

    /// Lets the index move on; from now on only the database is asked.
    pub fn release(&mut self) {
        self.held = None;
    }

    /// Counts the users of a filter that was resolved in this reading.
    ///
    /// # Errors
    /// When the database fails, or takes too long.
    pub async fn count(&mut self, filter: ResolvedFilter, asked: Asked) -> Result<Counted> {
        if let Some(gathered) = self.gathered(&filter).await?
            && let Some(held) = self.held()
        {
            let evaluation = Evaluation::new(&held.audience, &filter, &gathered);
            let (totals, matching) = match asked {
                Asked::Total => {
                    let matching = evaluation.matching();
                    (Totals { total: matching.count(), nodes: Vec::new() }, matching)
                }
                Asked::Each => evaluation.totals(false),
                Asked::Without => evaluation.totals(true),
            };
            let (by, members) = (Evaluator::Index, Some(Members(matching)));
            return Ok(Counted { totals, by, members, filter: Filter::Resolved(filter) });
        }
        self.release();
        let everyone = self.seen.total;
        let compiled = Compiled::new(&mut self.snapshot, filter, Scope::Everyone).await?;
        let totals = match asked {
            Asked::Total => Totals { total: compiled.total(&mut self.snapshot, everyone).await?, nodes: Vec::new() },
            Asked::Each => compiled.totals(&mut self.snapshot, everyone, false).await?,
            Asked::Without => compiled.totals(&mut self.snapshot, everyone, true).await?,
        };
        let filter = Filter::Compiled(Box::new(compiled));
        Ok(Counted { totals, by: Evaluator::Sql, members: None, filter })
    }

    /// Counts the users of many filters that were resolved in this reading; `None` of those that were not counted in
    /// time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_all(&mut self, filters: Vec<ResolvedFilter>) -> Result<Vec<Option<u64>>> {
        let mut totals = Vec::with_capacity(filters.len());
        let mut rest = filters.into_iter();
        while self.held.is_some()
            && let Some(filter) = rest.next()
        {
            match self.count(filter, Asked::Total).await {
                Ok(counted) => totals.push(Some(counted.totals.total)),
                // Nothing more can be asked in this snapshot.
                Err(Error::TooSlow) => {
                    totals.push(None);
                    totals.extend(rest.map(|_| None));
                    return Ok(totals);
                }
                Err(error) => return Err(error),
            }
        }
        totals.extend(totals_together(&mut self.snapshot, rest.collect(), self.seen.total).await?);
        Ok(totals)
    }

    /// What the index cannot test, found out; `None` where it is of no use, or moved on in the meantime.
    pub(super) async fn gathered(&mut self, filter: &ResolvedFilter) -> Result<Option<Gathered>> {
        let Some(held) = self.held() else { return Ok(None) };
        let unknown = held.audience.unknown(filter);
        let mut ids = GatheredIds::new();
        if !unknown.is_empty() {
            // This may take a while, in which the index is to go on.
            self.release();
            ids = gather(&mut self.snapshot, filter, &unknown).await?;
            match self.index.at(self.seen.sequence, WAIT).await {
                Standing::Here(guard) => self.held = Some(guard),
                Standing::Beyond | Standing::Away => return Ok(None),
            }
        }
        Ok(self.held().and_then(|held| held.audience.gathered(filter, &ids)))
    }
}

impl Counted {
    /// The filter as SQL. The index is let go, for what SQL is needed for may take a while.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn into_compiled(self, reading: &mut Reading) -> Result<Compiled> {
        reading.release();
        match self.filter {
            Filter::Compiled(compiled) => Ok(*compiled),
            Filter::Resolved(filter) => Compiled::new(&mut reading.snapshot, filter, Scope::Everyone).await,
        }
    }
}

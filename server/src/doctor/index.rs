//! The index against the database: both answer the same random filters about the same state.

use super::{
    filters::Maker,
    finding::{Finding, number, size},
    sample::Sample,
    store,
};
use crate::{
    bench::{TAG, thirteen},
    cli::CommandError,
    db::{Database, Transaction},
    filter::{Compiled, Error, ResolvedFilter, Scope, Totals, resolve},
    index::{Audience, Memory, Part, PartOf},
};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde_json::Value;
use shared::{filter::Filter, time::Instant};
use std::{
    collections::BTreeSet,
    time::{Duration, Instant as Moment},
};

/// How long the state may be held.
const TIME: Duration = Duration::from_secs(6 * 3_600);
/// Conditions of filters, in turn.
const SIZES: [usize; 6] = [1, 1, 2, 4, 8, 12];
/// Differences that are told one by one.
const MOST_TOLD: usize = 20;

/// What is compared.
#[derive(Clone, Copy, Debug)]
pub struct IndexCheck {
    /// How many random filters.
    pub filters: usize,
    /// What makes them the same again.
    pub seed: u64,
    /// Most bytes of the index.
    pub most: usize,
    /// Whether filters are told that differ: they hold values of users.
    pub show: bool,
}

/// What comparing came to.
#[derive(Debug)]
pub struct Compared {
    /// The sentences.
    pub findings: Vec<Finding>,
    /// What each part of the index takes: a line each.
    pub memory: Vec<String>,
    /// How many filters were compared.
    pub filters: usize,
}

/// Loads the index from one state of the database, and compares.
///
/// # Errors
/// When the database fails, or the index does not fit.
pub async fn compare(database: &Database, check: IndexCheck, now: Instant) -> Result<Compared, CommandError> {
    let began = Moment::now();
    let mut snapshot = database.snapshot_for(TIME).await?;
    let Some(audience) = Audience::load(&mut snapshot, check.most).await? else {
        let most = size(check.most as u64);
        let told = format!("The index needs more than {most}: filters are evaluated by SQL.");
        return Ok(Compared { findings: vec![Finding::wrong(told)], memory: Vec::new(), filters: 0 });
    };
    let took = began.elapsed();
    let mut random = ChaCha8Rng::seed_from_u64(check.seed);
    let sample = Sample::read(&mut snapshot, &mut random).await?;
    let memory = audience.memory();
    let loaded = format!(
        "The index of {} and {} was loaded in {:.1} s and takes {}: {:.0} bytes a user, {:.1} bytes an event.",
        number(memory.users, "user"),
        number(memory.events, "event"),
        took.as_secs_f64(),
        size(memory.bytes() as u64),
        memory.bytes_per_user(),
        memory.bytes_per_event(),
    );
    let mut findings = vec![Finding::fine(loaded)];
    let users = store::users(&mut snapshot).await?.unsigned_abs();
    if users != memory.users {
        findings.push(Finding::wrong(format!("The database has {}.", number(users, "user"))));
    }
    let documents = documents(&mut snapshot, &sample, random, check.filters, now).await?;
    let mut comparing = Comparing { snapshot, audience: &audience, users, now, compared: 0, differ: Vec::new() };
    for (name, document) in documents {
        comparing.compare(&name, &document, check.show).await?;
    }
    findings.extend(comparing.findings(check.seed));
    Ok(Compared { findings, memory: told(&memory, &sample), filters: comparing.compared })
}

/// The thirteen filters of the benchmark, and random ones; each with a name.
async fn documents(
    snapshot: &mut Transaction,
    sample: &Sample,
    random: ChaCha8Rng,
    count: usize,
    now: Instant,
) -> Result<Vec<(String, Value)>, CommandError> {
    let tag = store::tag_named(snapshot, TAG).await?.map(|tag| tag.to_string()).unwrap_or_default();
    let document = |root: Value| serde_json::json!({"version": 1, "root": root});
    let of_bench =
        thirteen(&tag).into_iter().map(|(name, root)| (format!("\"{name}\" of the benchmark"), document(root)));
    let mut documents: Vec<_> = of_bench.collect();
    let mut maker = Maker { sample, random, now };
    documents.extend((0..count).map(|place| (format!("number {place}"), maker.filter(SIZES[place % SIZES.len()]))));
    Ok(documents)
}

/// Filters that are compared, at one state.
struct Comparing<'a> {
    snapshot: Transaction,
    audience: &'a Audience,
    users: u64,
    now: Instant,
    compared: usize,
    differ: Vec<String>,
}

impl Comparing<'_> {
    /// Compares one filter. What the workspace has not got cannot be asked about.
    async fn compare(&mut self, name: &str, document: &Value, show: bool) -> Result<(), CommandError> {
        let Ok(filter) = Filter::read(document) else { return Ok(()) };
        let resolved = match resolve(&mut self.snapshot, &filter, self.now).await {
            Ok(resolved) => resolved,
            Err(Error::Invalid(_)) => return Ok(()),
            Err(Error::Database(error)) => return Err(error.into()),
        };
        let (by_sql, ids_by_sql) = self.by_sql(resolved.clone()).await?;
        let (by_index, ids_by_index) = self.audience.evaluate(&mut self.snapshot, &resolved, false).await?;
        self.compared += 1;
        let members = [ids_by_sql.first(), ids_by_sql.get(ids_by_sql.len() / 2), ids_by_sql.last()];
        let mut is_other = false;
        for user_id in members.into_iter().flatten() {
            is_other |= !self.audience.matches(&mut self.snapshot, &resolved, *user_id).await?;
        }
        let difference = difference(&by_sql, &by_index)
            .or_else(|| ids(&ids_by_sql, &ids_by_index))
            .or_else(|| is_other.then(|| "a user of it, looked at alone, is not in it".to_owned()))
            .map(|difference| format!("Filter {name}: {difference}."));
        if let Some(difference) = difference {
            let shown = if show { format!(" {document}") } else { String::new() };
            self.differ.push(format!("{difference}{shown}"));
        }
        Ok(())
    }

    async fn by_sql(&mut self, filter: ResolvedFilter) -> Result<(Totals, Vec<i64>), CommandError> {
        let compiled = Compiled::new(&mut self.snapshot, filter, Scope::Everyone).await?;
        let totals = compiled.totals(&mut self.snapshot, self.users, false).await?;
        Ok((totals, store::matching(&mut self.snapshot, &compiled).await?))
    }

    fn findings(&self, seed: u64) -> Vec<Finding> {
        let told = number(self.compared as u64, "filter");
        if self.differ.is_empty() {
            return vec![Finding::fine(format!("The index and SQL say the same of {told}: users and every number."))];
        }
        let differ = self.differ.len();
        let first = format!("The index says something else than SQL of {differ} of {told}, made from the seed {seed}.");
        let each = self.differ.iter().take(MOST_TOLD).map(|difference| Finding::wrong(difference.clone()));
        [Finding::wrong(first)].into_iter().chain(each).collect()
    }
}

/// The first number that differs.
fn difference(by_sql: &Totals, by_index: &Totals) -> Option<String> {
    if by_sql.total != by_index.total {
        return Some(format!("SQL counts {}, the index {}", by_sql.total, by_index.total));
    }
    if by_sql.nodes.len() != by_index.nodes.len() {
        return Some("not the same nodes are counted".to_owned());
    }
    let mut nodes = by_sql.nodes.iter().zip(&by_index.nodes);
    let (one, other) = nodes.find(|(one, other)| one != other)?;
    Some(format!("at {} SQL counts {}, the index {}", one.pointer, one.total, other.total))
}

/// How many users differ where the numbers are the same.
fn ids(by_sql: &[i64], by_index: &[i64]) -> Option<String> {
    let sets = [by_sql, by_index].map(|ids| ids.iter().copied().collect::<BTreeSet<_>>());
    let differ = sets[0].symmetric_difference(&sets[1]).count();
    (differ > 0).then(|| format!("the numbers are the same, but {differ} users are not"))
}

/// The parts, largest first.
fn told(memory: &Memory, sample: &Sample) -> Vec<String> {
    let mut parts = memory.parts.clone();
    parts.sort_by_key(|part| (std::cmp::Reverse(part.bytes), part.of, part.shape));
    parts.iter().map(|part| line(part, sample)).collect()
}

fn line(part: &Part, sample: &Sample) -> String {
    let unknown = "?";
    let name = match part.of {
        PartOf::Users | PartOf::Tags | PartOf::Imports | PartOf::Kept => String::new(),
        PartOf::Property(name) => format!(" {name}"),
        PartOf::Attribute(id) => format!(" {}", sample.attribute(id).unwrap_or(unknown)),
        PartOf::Event(id) => format!(" {}", sample.event(id).unwrap_or(unknown)),
        PartOf::Interactions(key, action) => format!(" {}: {action}", sample.experience(key).unwrap_or(unknown)),
        PartOf::Question(key) => format!(" {}", sample.question(key).unwrap_or(unknown)),
    };
    format!("{:>12}  {}{name} ({})", size(part.bytes as u64), part.of.kind(), part.shape.word())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::NodeTotal;

    #[test]
    fn what_differs_is_told() {
        let totals = |total, node| Totals {
            total,
            nodes: vec![NodeTotal { pointer: "/root/all/0".into(), total: node, without: None }],
        };
        assert_eq!(difference(&totals(1, 2), &totals(1, 2)), None);
        assert_eq!(difference(&totals(1, 2), &totals(3, 2)).as_deref(), Some("SQL counts 1, the index 3"));
        let told = difference(&totals(1, 2), &totals(1, 5));
        assert_eq!(told.as_deref(), Some("at /root/all/0 SQL counts 2, the index 5"));
        let none = Totals { total: 1, nodes: Vec::new() };
        assert!(difference(&none, &totals(1, 2)).is_some());
        assert_eq!(ids(&[1, 2], &[1, 2]), None);
        assert!(ids(&[1, 2], &[1, 3]).is_some_and(|told| told.contains("2 users")));
    }
}

//! Restoring a backup: the whole file is looked at first, and then goes into the database in one transaction.

use super::{
    error::{Error, Result},
    format::{Beginning, Head, Kind, LEFT_OUT},
    read::{self, Piece, Reader},
    store,
    tombstones::Tombstones,
};
use crate::{
    access::{AuditEntry, record_audit},
    db::{ColumnKind, Database, DatabaseUrl, Options, Table, Transaction, Value},
    ids::IdSource,
    ingest::has_events_of_nobody,
};
use shared::time::Instant;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};
use tokio::sync::mpsc;

/// Values and bytes of texts that go into the database at once.
const VALUES: usize = 60_000;
const BYTES: usize = 4 << 20;

/// What was restored.
#[derive(Clone, Debug, PartialEq)]
pub struct Restored {
    /// The head of the backup.
    pub head: Head,
    /// Rows that the file had, by table.
    pub tables: BTreeMap<String, u64>,
    /// Users of the backup that were left out, because the workspace that it replaced had deleted them.
    pub left_out: u64,
}

/// Puts a backup into the database of this address, which nobody else may have open. An empty workspace is filled;
/// another is replaced only when `replace` says so. `told` hears of each step.
///
/// # Errors
/// When the file is not whole, the workspace not empty, or the database fails; then the workspace is as it was.
pub async fn restore_into(
    url: &DatabaseUrl,
    path: &Path,
    replace: bool,
    ids: &IdSource,
    now: Instant,
    told: impl Fn(&str),
) -> Result<Restored> {
    told("Checking the file");
    let file = path.to_owned();
    let (head, tables) =
        tokio::task::spawn_blocking(move || read::check(&file)).await.map_err(|_| Error::Stopped)??;
    let database = Database::open_alone(url, Options::default()).await?;
    let restored = Restoring { path, replace, now, told: &told }.run(&database, ids, &head).await;
    let left_out = match restored {
        Ok(left_out) => left_out,
        Err(error) => {
            database.close().await;
            return Err(error);
        }
    };
    told("Analysing");
    if let Err(error) = database.analyze().await {
        // Everything is there; queries are planned less well until the database counts by itself.
        tracing::warn!(%error, "the restored tables could not be analysed");
    }
    database.close_loaded(url).await?;
    Ok(Restored { head, tables, left_out })
}

struct Restoring<'a> {
    path: &'a Path,
    replace: bool,
    now: Instant,
    told: &'a dyn Fn(&str),
}

impl Restoring<'_> {
    async fn run(&self, database: &Database, ids: &IdSource, head: &Head) -> Result<u64> {
        let mut transaction = database.write().await?;
        let mut tables = transaction.tables().await?;
        let filled = store::filled(&mut transaction, &tables).await?;
        if !filled.is_empty() && !self.replace {
            return Err(Error::NotEmpty(filled.join(", ")));
        }
        let tombstones = Tombstones::read(&mut transaction).await?;
        let sequence = store::latest_sequence(&mut transaction).await?;
        if head.schema < Database::latest_step() {
            transaction.go_back(head.schema).await?;
            tables = transaction.tables().await?;
        } else if !filled.is_empty() {
            transaction.empty(&tables).await?;
        }
        let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
        let rebuild = transaction.drop_indexes(&names).await?;
        self.load(&mut transaction, &tables).await?;
        (self.told)("Building indexes");
        for one in rebuild {
            transaction.rebuild(one).await?;
        }
        transaction.catch_up(head.schema).await?;
        let tables = transaction.tables().await?;
        let left_out = tombstones.keep(&mut transaction, &tables, self.now).await?;
        transaction.check_references().await?;
        if has_events_of_nobody(&mut transaction).await? {
            return Err(Error::Damaged("an event leads to a user who is not there".into()));
        }
        if !filled.is_empty() {
            store::go_on_behind(&mut transaction, sequence, self.now).await?;
        }
        let detail = serde_json::json!({ "made": head.made, "left_out": left_out });
        let entry = AuditEntry { account_id: None, action: "workspace_restored", detail };
        record_audit(&mut transaction, ids, entry, self.now).await?;
        (self.told)("Committing");
        transaction.commit().await?;
        Ok(left_out)
    }

    /// Fills every table from the file.
    async fn load(&self, transaction: &mut Transaction, tables: &[Table]) -> Result<()> {
        let reader = Reader::open(self.path)?;
        // One thread reads ahead, another stores.
        let (sender, mut loads) = mpsc::channel(2);
        let reading = tokio::task::spawn_blocking(move || feed(reader, &sender));
        let mut missing: BTreeSet<&str> = tables.iter().map(|table| table.name.as_str()).collect();
        for name in LEFT_OUT {
            missing.remove(name);
        }
        let mut target = None;
        let mut is_whole = false;
        while let Some(load) = loads.recv().await {
            match load? {
                Load::Table(beginning) => {
                    (self.told)(&format!("Loading {}", beginning.table));
                    missing.remove(beginning.table.as_str());
                    target = Some(Target::find(tables, &beginning)?);
                }
                Load::Rows(values) => {
                    let target = target.as_ref().ok_or_else(|| Error::Damaged("rows of no table".into()))?;
                    let values = target.fit(values)?;
                    store::load(transaction, target.table, &target.columns, values).await?;
                }
                Load::Whole => is_whole = true,
            }
        }
        reading.await.map_err(|_| Error::Stopped)?;
        match missing.first() {
            _ if !is_whole => Err(Error::Stopped),
            Some(table) => Err(Error::Damaged(format!("it lacks the table {table}"))),
            None => Ok(()),
        }
    }
}

/// What the reading thread hands over.
enum Load {
    Table(Beginning),
    Rows(Vec<Value>),
    Whole,
}

/// Sends piece after piece, until the end or until nobody takes them any more.
fn feed(mut reader: Reader, sender: &mpsc::Sender<Result<Load>>) {
    let (mut values, mut bytes) = (Vec::new(), 0);
    loop {
        let piece = reader.next();
        let is_full = values.len() >= VALUES || bytes >= BYTES;
        if !values.is_empty() && (is_full || !matches!(piece, Ok(Some(Piece::Row(_))))) {
            bytes = 0;
            if sender.blocking_send(Ok(Load::Rows(std::mem::take(&mut values)))).is_err() {
                return;
            }
        }
        let load = match piece {
            Ok(Some(Piece::Row(row))) => {
                bytes += row.iter().map(text_bytes).sum::<usize>();
                values.extend(row);
                continue;
            }
            Ok(Some(Piece::End)) => continue,
            Ok(Some(Piece::Table(beginning))) => Ok(Load::Table(beginning)),
            Ok(None) => Ok(Load::Whole),
            Err(error) => Err(error),
        };
        let is_last = !matches!(load, Ok(Load::Table(_)));
        if sender.blocking_send(load).is_err() || is_last {
            return;
        }
    }
}

fn text_bytes(value: &Value) -> usize {
    match value {
        Value::Text(Some(text)) => text.len(),
        Value::Text(None)
        | Value::Integer(_)
        | Value::Real(_)
        | Value::Boolean(_)
        | Value::Integers(_)
        | Value::Texts(_) => 0,
    }
}

/// The table that rows go into, with the columns of the file in their order.
struct Target<'a> {
    table: &'a str,
    columns: String,
    kinds: Vec<ColumnKind>,
}

impl<'a> Target<'a> {
    fn find(tables: &'a [Table], beginning: &Beginning) -> Result<Self> {
        let other = || Error::Damaged(format!("its table {} is not one of its schema", beginning.table));
        let table = tables.iter().find(|table| table.name == beginning.table).ok_or_else(other)?;
        let find = |(name, kind): &(String, Kind)| {
            table.columns.iter().find(|(column, own)| column == name && Kind::of(*own) == *kind)
        };
        let columns: Vec<&(String, ColumnKind)> = beginning.columns.iter().filter_map(find).collect();
        let names: BTreeSet<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
        if names.len() != table.columns.len() || beginning.columns.len() != table.columns.len() {
            return Err(other());
        }
        let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
        let kinds = columns.iter().map(|(_, kind)| *kind).collect();
        Ok(Self { table: &table.name, columns: names.join(", "), kinds })
    }

    /// The values as this database has them.
    fn fit(&self, mut values: Vec<Value>) -> Result<Vec<Value>> {
        if !self.kinds.contains(&ColumnKind::Boolean) {
            return Ok(values);
        }
        for row in values.chunks_mut(self.kinds.len()) {
            for (value, kind) in row.iter_mut().zip(&self.kinds) {
                if *kind == ColumnKind::Boolean {
                    let wrong = || Error::Damaged(format!("{} has what is neither true nor false", self.table));
                    let Value::Integer(flag) = *value else { return Err(wrong()) };
                    *value = match flag {
                        None => Value::Boolean(None),
                        Some(0) => false.into(),
                        Some(1) => true.into(),
                        Some(_) => return Err(wrong()),
                    };
                }
            }
        }
        Ok(values)
    }
}

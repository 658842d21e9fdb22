//! The tables of the schema as the database itself tells them, for whoever copies all of them.
//!
//! Invariant: a table that a migration makes is here without anybody naming it.

use super::{Database, Dialect, Error, Result, Sql, Transaction, execute::Inner, migrate, sql};

/// A table with its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in the order of the schema.
    pub columns: Vec<(String, ColumnKind)>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// 64-bit whole numbers; on SQLite also true and false.
    Integer,
    /// 64-bit floats.
    Real,
    /// Text.
    Text,
    /// True and false, on Postgres.
    Boolean,
}

impl ColumnKind {
    fn read(word: &str) -> Result<Self> {
        match word {
            "bigint" | "integer" => Ok(Self::Integer),
            "double precision" | "real" => Ok(Self::Real),
            "text" => Ok(Self::Text),
            "boolean" => Ok(Self::Boolean),
            other => Err(Error::Defect(sqlx::Error::Protocol(format!("a column of kind {other}")))),
        }
    }
}

/// Table, column and kind, without what the databases and the migrations keep for themselves.
const SQLITE: &str = "select m.name, c.name, lower(c.type) from sqlite_master m, pragma_table_info(m.name) c \
    where m.type = 'table' and m.name not like 'sqlite%' and m.name <> '_sqlx_migrations' order by m.name, c.cid";

const POSTGRES: &str = "select c.relname::text, a.attname::text, format_type(a.atttypid, null) \
    from pg_class c join pg_attribute a on a.attrelid = c.oid \
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 \
    and not a.attisdropped and c.relname <> '_sqlx_migrations' order by c.relname::text collate \"C\", a.attnum";

impl Transaction {
    /// Every table of the schema, by name.
    ///
    /// # Errors
    /// When the database does not answer, or a column is of a kind that no migration uses.
    pub async fn tables(&mut self) -> Result<Vec<Table>> {
        let text = match self.dialect() {
            Dialect::Sqlite => SQLITE,
            Dialect::Postgres => POSTGRES,
        };
        let mut tables: Vec<Table> = Vec::new();
        for (table, column, word) in self.all::<(String, String, String)>(sql(text)).await? {
            let column = (column, ColumnKind::read(&word)?);
            match tables.last_mut().filter(|last| last.name == table) {
                Some(last) => last.columns.push(column),
                None => tables.push(Table { name: table, columns: vec![column] }),
            }
        }
        Ok(tables)
    }

    /// Empties these tables, which nothing else may refer to.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn empty(&mut self, tables: &[Table]) -> Result<()> {
        let names = tables.iter().map(|table| table.name.as_str());
        match self.dialect() {
            Dialect::Sqlite => {
                for name in names {
                    self.execute(Sql::built(format!("delete from {name}"))).await?;
                }
            }
            Dialect::Postgres => {
                let names = names.collect::<Vec<_>>().join(", ");
                self.execute(Sql::built(format!("truncate {names}"))).await?;
            }
        }
        Ok(())
    }

    /// Puts the schema of an earlier step, without rows, in the place of the present one. [`Transaction::catch_up`]
    /// leads back to it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn go_back(&mut self, step: i64) -> Result<()> {
        let names: Vec<_> = self.tables().await?.into_iter().map(|table| table.name).collect();
        match self.dialect() {
            Dialect::Sqlite => {
                for name in names {
                    self.execute(Sql::built(format!("drop table {name}"))).await?;
                }
            }
            Dialect::Postgres => {
                self.execute(Sql::built(format!("drop table {}", names.join(", ")))).await?;
            }
        }
        self.run_steps(1..=step).await
    }

    /// Takes the steps behind this one, with the rows that are there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn catch_up(&mut self, step: i64) -> Result<()> {
        self.run_steps(step + 1..=migrate::LATEST).await
    }

    async fn run_steps(&mut self, steps: std::ops::RangeInclusive<i64>) -> Result<()> {
        for text in migrate::texts(self.dialect(), steps) {
            match &mut self.inner {
                Inner::Sqlite(transaction) => sqlx::raw_sql(text).execute(&mut **transaction).await.map(drop)?,
                Inner::Postgres(transaction) => sqlx::raw_sql(text).execute(&mut **transaction).await.map(drop)?,
            }
        }
        Ok(())
    }

    /// Looks whether every row that names another leads to one, where the database has not looked already.
    ///
    /// # Errors
    /// When one does not, or the database fails.
    pub async fn check_references(&mut self) -> Result<()> {
        match self.dialect() {
            // Making the constraints anew looked at each row.
            Dialect::Postgres => Ok(()),
            Dialect::Sqlite => {
                let text = "select \"table\" from pragma_foreign_key_check limit 1";
                match self.optional::<(String,)>(sql(text)).await? {
                    None => Ok(()),
                    Some((table,)) => {
                        let why = format!("a row of {table} leads to a row that is not there");
                        Err(Error::Defect(sqlx::Error::Protocol(why)))
                    }
                }
            }
        }
    }
}

impl Database {
    /// The number of the latest step of the schema that this program knows.
    #[must_use]
    pub fn latest_step() -> i64 {
        migrate::LATEST
    }
}

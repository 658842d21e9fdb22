//! `rollcall import FILE`.

use super::{
    plan::{Kinds, Plan},
    read::survey,
    runner::{Imports, LEASE},
    start::{begin_run, record},
    store::{self, imports::Stored},
    suggest,
    upload::{self, file_name},
};
use crate::{
    cli::CommandResult,
    clock::Clock,
    config::StorageOptions,
    db::{Database, Options},
    ids::IdSource,
};
use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use shared::{
    api::imports::{Column, IdentifyBy, IdentityKind, Import, ImportStatus, Mapping},
    ids::ImportId,
    time::Instant,
};
use std::{io::IsTerminal, path::PathBuf, sync::Arc};

/// `rollcall import`: options.
#[derive(Args, Clone, Debug)]
pub struct ImportOptions {
    /// The file of CSV.
    pub file: PathBuf,
    /// What says which user a row is about.
    #[arg(long)]
    pub identify_by: By,
    /// The column that it stands in; that of the same name when absent.
    #[arg(long)]
    pub column: Option<String>,
}

/// What says which user a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// The product's id of the user.
    #[value(name = "user_id")]
    UserId,
    /// The e-mail address.
    #[value(name = "email")]
    Email,
}

/// Imports a file and waits for the end. Rows that cannot be taken are counted, and are no failure.
///
/// # Errors
/// What the operator is to be told.
pub async fn import(storage: &StorageOptions, options: &ImportOptions) -> CommandResult {
    storage.make_data_folder()?;
    let database = Database::open(&storage.database_url()?, Options::default()).await?;
    let clock = Clock::System;
    let ids = Arc::new(IdSource::new(clock.clone()));
    let imports = Imports::at(&storage.data, u64::MAX);
    let runner = imports.runner(database.clone(), clock.clone(), Arc::clone(&ids), None);
    let import = taken(&database, &ids, &imports, &runner.worker, options, clock.now()).await?;
    let import_id = import.import_id;
    let bar = tokio::spawn(show(imports.clone(), import.rows));
    let worked = runner.work(import).await;
    bar.abort();
    worked.map_err(|error| format!("the import stopped: {error:?}; a running server goes on with it"))?;
    let ended = store::imports::one(&mut database.snapshot().await?, import_id).await?;
    database.close().await;
    let ended = ended.ok_or("the import is gone")?.told(false);
    match ended.status {
        ImportStatus::Done => {}
        ImportStatus::Draft
        | ImportStatus::Checking
        | ImportStatus::Running
        | ImportStatus::Cancelled
        | ImportStatus::Failed
        | ImportStatus::Reverted => {
            let why = ended.problem.unwrap_or_else(|| format!("its status is {}", ended.status.word()));
            return Err(format!("the import did not come to its end: {why}").into());
        }
    }
    println!("{}", counts(&ended));
    if ended.rejected > 0 {
        println!("The rejected rows and why: /api/imports/{import_id}/rejects.csv");
    }
    Ok(())
}

fn counts(import: &Import) -> String {
    format!(
        "{} rows: {} created, {} updated, {} unchanged, {} skipped, {} rejected",
        import.rows, import.created, import.updated, import.unchanged, import.skipped, import.rejected
    )
}

/// Copies the file, looks at it, and notes an import that this process works on.
async fn taken(
    database: &Database,
    ids: &IdSource,
    imports: &Imports,
    worker: &str,
    options: &ImportOptions,
    now: Instant,
) -> Result<Stored, crate::cli::CommandError> {
    let import_id = ImportId(ids.next());
    let (kept, mut file) = imports.files().make(import_id)?;
    let mut source =
        std::fs::File::open(&options.file).map_err(|error| format!("{}: {error}", options.file.display()))?;
    std::io::copy(&mut source, &mut file).map_err(|error| format!("the file could not be copied: {error}"))?;
    file.sync_all()?;
    let found = survey(kept.path())?;
    let mut transaction = database.write().await?;
    let kinds = store::values::kinds(&mut transaction).await?;
    let identify_by = identify_by(&found.columns, options)?;
    let mapping = mapping(&found.columns, &identify_by, &kinds);
    let plan = Plan { format: found.format, identify_by: Some(identify_by), mapping, options: Default::default() };
    let problem = plan.course(&found.columns, &kinds).err().and_then(|problems| problems.into_iter().next());
    if let Some(problem) = problem {
        return Err(format!("{}: {}", problem.pointer, problem.detail).into());
    }
    let name = file_name(options.file.to_str());
    let mut import = upload::new(import_id, name, found, plan, None, now);
    begin_run(&mut import, now);
    import.worker = Some(worker.to_owned());
    import.leased_until = Instant(now.0 + LEASE * 8);
    store::imports::insert(&mut transaction, &import).await?;
    store::imports::update(&mut transaction, &import).await?;
    record(&mut transaction, ids, &import, "import_started", None, now).await?;
    transaction.commit().await?;
    kept.keep();
    Ok(import)
}

fn identify_by(columns: &[Column], options: &ImportOptions) -> Result<IdentifyBy, String> {
    let (identity, word) = match options.identify_by {
        By::UserId => (IdentityKind::UserId, "user_id"),
        By::Email => (IdentityKind::Email, "email"),
    };
    let wanted = options.column.as_deref().unwrap_or(word);
    if let Some(column) = columns.iter().find(|column| column.name == wanted) {
        return Ok(IdentifyBy { column: column.name.clone(), identity });
    }
    let alike = suggest::identify_by(columns).filter(|by| options.column.is_none() && by.identity == identity);
    alike.ok_or_else(|| format!("the file has no column {wanted}; name one with --column"))
}

/// Each column goes to the property or attribute of exactly its name; else to a new attribute.
fn mapping(columns: &[Column], identify_by: &IdentifyBy, kinds: &Kinds) -> Vec<Mapping> {
    let others = columns.iter().filter(|column| column.name != identify_by.column);
    let one = |column: &Column| {
        let to = suggest::exact_or_new(&column.name, kinds);
        let is_taken = identify_by.identity == IdentityKind::Email && to.as_deref() == Some("property:email");
        Mapping { column: column.name.clone(), to: to.filter(|_| !is_taken), kind: None, suggested: false }
    };
    others.map(one).collect()
}

/// A bar on a terminal, a line at each tenth elsewhere.
async fn show(imports: Imports, rows: u64) {
    let mut told = imports.follow();
    let style = ProgressStyle::with_template("{bar:40} {human_pos} of {human_len} rows, {eta} left");
    let bar = std::io::stderr()
        .is_terminal()
        .then(|| ProgressBar::new(rows).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())));
    let mut tenth = 0;
    while told.changed().await.is_ok() {
        let done = told.borrow_and_update().front().map_or(0, |import| import.done);
        match &bar {
            Some(bar) => bar.set_position(done),
            None if done * 10 / rows.max(1) > tenth => {
                tenth = done * 10 / rows.max(1);
                eprintln!("{done} of {rows} rows");
            }
            None => {}
        }
    }
}

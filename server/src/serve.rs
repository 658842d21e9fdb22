//! `rollcall serve`: opens the database, listens, and stops gracefully.

use crate::{
    access::Guard,
    accounts,
    backup::{Backups, Schedule},
    catalogue::Keeper,
    changes::Changes,
    cli::CommandResult,
    clock::Clock,
    config::{ServeOptions, StorageOptions},
    db::{Database, Options},
    generate,
    ids::IdSource,
    imports::Imports,
    index::{Index, Keep},
    ingest::Ingest,
    jobs::Jobs,
    metrics::{Listening, Requests},
    openid::Provider,
    segments::{self, SegmentNumbers},
    state::State,
    web,
};
use std::{net::SocketAddr, path::Path, sync::Arc, time::Duration};
use tokio::net::TcpListener;

/// How long requests that are under way may take once the server is told to stop.
const DRAIN: Duration = Duration::from_secs(8);

/// Runs the server until it is told to stop.
///
/// # Errors
/// When the data folder, the database or the address cannot be had.
pub async fn serve(storage: &StorageOptions, options: &ServeOptions) -> CommandResult {
    allow_many_connections();
    storage.make_data_folder()?;
    let database = Database::open(&storage.database_url()?, Options::default()).await?;
    let clock = Clock::System;
    if options.demo {
        generate::demo(&database, &clock).await?;
    }
    accounts::first_start(&database, &clock, options).await?;
    let listener = TcpListener::bind(options.listen).await?;
    let address = listener.local_addr()?;
    let public_url = public_url(options, address);
    let state = build_state(database.clone(), clock.clone(), options, &public_url, &storage.data).await?;
    // Answers for as long as this runs.
    let metrics = match options.metrics_listen {
        Some(address) => Some(Listening::start(address, state.clone()).await?),
        None => None,
    };
    let link = accounts::set_up_link(&database, &clock, &public_url).await?;
    println!("Rollcall listens on {public_url}");
    if let Some(metrics) = &metrics {
        println!("Metrics are at http://{}/metrics", metrics.address);
    }
    if let Some(link) = link {
        println!("Set it up here, once: {link}");
    }
    let backups = Schedule::of(options).map(|schedule| Backups::start(database.clone(), clock, schedule));
    let (ingest, changes, index) = (state.ingest.clone(), state.changes.clone(), state.index.clone());
    let (jobs, imports) = (state.jobs.clone(), state.imports.clone());
    let (stopping_jobs, stopping_imports) = (jobs.clone(), imports.clone());
    let stopping_backups = backups.as_ref().map(Backups::stopper);
    let service = web::router(state).into_make_service_with_connect_info::<SocketAddr>();
    let (stopping, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        told_to_stop().await;
        changes.stop();
        stopping_jobs.stop();
        stopping_imports.stop();
        if let Some(stop) = stopping_backups {
            stop();
        }
        // The receiver is gone only when the server has ended already.
        let _ = stopping.send(());
    });
    tokio::select! {
        ended = server.into_future() => ended?,
        () = async { let _ = stopped.await; tokio::time::sleep(DRAIN).await } => {
            tracing::warn!("some requests did not end in time");
        }
    }
    drop(metrics);
    jobs.stopped().await;
    imports.stopped().await;
    if let Some(backups) = backups {
        backups.stopped().await;
    }
    ingest.stop().await;
    index.stop().await;
    database.close().await;
    Ok(())
}

/// The state of a server on an open database, with its files in the folder `data`.
///
/// # Errors
/// When the database cannot be read.
pub async fn build_state(
    database: Database,
    clock: Clock,
    options: &ServeOptions,
    public_url: &str,
    data: &Path,
) -> Result<State, Box<dyn std::error::Error + Send + Sync>> {
    let ids = Arc::new(IdSource::new(clock.clone()));
    let changes = Changes::follow(database.clone()).await?;
    let keep = Keep::in_folder(data);
    let index = if options.no_index {
        // Nobody would look after the file.
        keep.remove()?;
        Index::empty()
    } else {
        Index::start(database.clone(), &changes, options.index_memory.saturating_mul(1 << 20), Some(keep))
    };
    let catalogue = Keeper::start(database.clone(), changes.subscribe());
    let ingest = Ingest::start(database.clone(), clock.clone(), Arc::clone(&ids), changes.clone(), options.ingest_rate);
    let jobs = Jobs::start(database.clone(), clock.clone(), Arc::clone(&ids), changes.clone(), index.clone());
    let (own, theirs) = (Arc::clone(&ids), changes.clone());
    let imports = Imports::start(database.clone(), clock.clone(), own, theirs, data, options.import_max);
    segments::keep_sizes(database.clone(), clock.clone(), changes.clone(), index.clone());
    let segment_numbers = SegmentNumbers::default();
    let guard = Arc::new(Guard::new(options, public_url)?);
    let openid = Provider::of(options)?.map(Arc::new);
    let public_url = public_url.into();
    Ok(State {
        database,
        clock,
        ids,
        changes,
        index,
        catalogue,
        ingest,
        jobs,
        imports,
        requests: Requests::default(),
        segment_numbers,
        guard,
        openid,
        public_url,
    })
}

fn public_url(options: &ServeOptions, address: SocketAddr) -> String {
    match &options.public_url {
        Some(url) => url.trim_end_matches('/').to_owned(),
        None if address.ip().is_unspecified() => format!("http://localhost:{}", address.port()),
        None => format!("http://{address}"),
    }
}

/// Each open page holds a connection, and each connection a file: as many as the system grants whoever asks.
fn allow_many_connections() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let limit = getrlimit(Resource::Nofile);
        let asked = Rlimit { current: limit.maximum, ..limit };
        if let Err(error) = setrlimit(Resource::Nofile, asked) {
            tracing::warn!(%error, files = limit.current, "no more files can be open than usual");
        }
    }
}

async fn told_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    // Without a handler for signals the server runs until it is killed.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

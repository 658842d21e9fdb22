//! The workspace: its database, its clock, what is under way, and who gets in.

use super::{
    disk,
    finding::{Finding, number, size, span},
    store::{self, Unfinished},
};
use crate::{
    config::StorageOptions,
    db::{Database, DatabaseUrl, Result, Schema, Transaction},
    ingest::has_events_of_nobody,
};
use shared::time::Instant;
use std::time::Duration;

/// How long reading the whole of an embedded database may take.
const READING: Duration = Duration::from_secs(6 * 3_600);
/// How far clocks may be apart.
const APART: i64 = 5_000;
/// After so long without a lease nobody works on what is not over.
const LEFT: i64 = 5 * 60_000;
const DAY: i64 = 24 * 60 * 60_000;

/// Looks at everything. Of a database that is damaged, or whose schema is not as it should be, the rest is left out.
///
/// # Errors
/// When the database stops answering.
pub async fn examine(
    database: &Database,
    storage: &StorageOptions,
    url: &DatabaseUrl,
    now: Instant,
) -> Result<Vec<Finding>> {
    let bytes = database.bytes().await?;
    let mut findings = vec![Finding::fine(format!(
        "The database is {} {}, {}, and takes {}.",
        database.dialect().name(),
        database.version().await?,
        place(url),
        size(bytes)
    ))];
    let schema = database.schema().await?;
    findings.push(of_schema(schema));
    let faults = database.faults(READING).await?;
    findings.extend(faults.as_deref().map(of_faults));
    findings.extend(disk::examine(storage, url, bytes));
    if faults.is_some_and(|faults| !faults.is_empty()) {
        return Ok(findings);
    }
    match schema {
        Schema::Current(_) => {}
        Schema::Missing | Schema::Behind(_) | Schema::Ahead | Schema::Different(_) => return Ok(findings),
    }
    let time = database.time().await?;
    let mut snapshot = database.snapshot_for(Duration::from_secs(120)).await?;
    findings.push(clock(&mut snapshot, time, now).await?);
    findings.push(contents(&mut snapshot).await?);
    if has_events_of_nobody(&mut snapshot).await? {
        findings.push(Finding::wrong("There are events whose users are not there: restore a backup."));
    }
    findings.extend(under_way(&mut snapshot, now).await?);
    findings.extend(doors(&mut snapshot).await?);
    findings.extend(rejected(&mut snapshot, now).await?);
    Ok(findings)
}

/// Where a database is, without the name and the password that an address may hold.
fn place(url: &DatabaseUrl) -> String {
    match url {
        DatabaseUrl::Sqlite(path) => format!("in {}", path.display()),
        DatabaseUrl::Postgres(address) => {
            let after = address.split_once("://").map_or("", |(_, rest)| rest);
            let after = after.rsplit_once('@').map_or(after, |(_, rest)| rest);
            format!("at {}", after.split('?').next().unwrap_or_default())
        }
    }
}

fn of_schema(schema: Schema) -> Finding {
    match schema {
        Schema::Current(steps) => {
            Finding::fine(format!("Its schema is up to date, after {}.", number(steps as u64, "step")))
        }
        Schema::Missing => Finding::wrong("It has no schema yet: `rollcall serve` makes it."),
        Schema::Behind(missing) => Finding::wrong(format!(
            "Its schema is {} behind this version: `rollcall serve` of this version brings it up to date.",
            number(missing as u64, "step")
        )),
        Schema::Ahead => Finding::wrong("Its schema is of a later version of Rollcall: run that version."),
        Schema::Different(step) => Finding::wrong(format!(
            "Step {step} of its schema did not end, or was not this version's: restore a backup."
        )),
    }
}

fn of_faults(faults: &[String]) -> Finding {
    if faults.is_empty() {
        return Finding::fine("Every page of the database was read and is as it should be.");
    }
    Finding::wrong(format!("The database is damaged: restore a backup. SQLite says: {}.", faults.join("; ")))
}

async fn clock(snapshot: &mut Transaction, database: Option<i64>, now: Instant) -> Result<Finding> {
    let apart = database.map_or(0, |time| time - now.0);
    if apart.abs() > APART {
        let told = span(apart);
        return Ok(Finding::wrong(format!(
            "The clocks of this machine and of the database are {told} apart: set them."
        )));
    }
    Ok(match store::latest_change(snapshot).await? {
        Some((_, at)) if at - now.0 > APART => {
            let ahead = span(at - now.0);
            Finding::wrong(format!("The clock is behind: the latest change is {ahead} later than now, {now}."))
        }
        Some((sequence, at)) => {
            let ago = span(now.0 - at);
            Finding::fine(format!("The clock says {now}; the latest change, number {sequence}, was {ago} ago."))
        }
        None => Finding::fine(format!("The clock says {now}; nothing has changed yet.")),
    })
}

async fn contents(snapshot: &mut Transaction) -> Result<Finding> {
    let users = store::users(snapshot).await?;
    Ok(Finding::fine(format!("There are {}.", number(users.unsigned_abs(), "user"))))
}

async fn under_way(snapshot: &mut Transaction, now: Instant) -> Result<Vec<Finding>> {
    let jobs = store::unfinished_jobs(snapshot).await?;
    let imports = store::unfinished_imports(snapshot).await?;
    let mut findings = Vec::new();
    for (unfinished, one) in [(jobs, "job"), (imports, "import")] {
        findings.push(of_unfinished(&unfinished, one, now));
    }
    let (jobs, imports) = store::failed(snapshot, now.0 - 7 * DAY).await?;
    for (failed, one) in [(jobs, "job"), (imports, "import")] {
        if failed > 0 {
            let told = number(failed.unsigned_abs(), one);
            findings.push(Finding::note(format!("{told} failed within the last 7 days; the page tells why.")));
        }
    }
    Ok(findings)
}

fn of_unfinished(unfinished: &Unfinished, one: &str, now: Instant) -> Finding {
    let Unfinished { count, oldest, leased_until } = unfinished;
    let Some(oldest) = oldest.filter(|_| *count > 0) else {
        return Finding::fine(format!("No {one} is under way."));
    };
    let (are, since) = (if *count == 1 { "is" } else { "are" }, span(now.0 - oldest));
    let told = format!("{} {are} under way, the oldest for {since}", number(count.unsigned_abs(), one));
    if leased_until.is_none_or(|until| until < now.0 - LEFT) && now.0 - oldest > LEFT {
        return Finding::note(format!("{told}, and nobody works on it: a running server goes on with it."));
    }
    Finding::fine(format!("{told}."))
}

async fn doors(snapshot: &mut Transaction) -> Result<Vec<Finding>> {
    let doors = store::doors(snapshot).await?;
    let [owners, write, secret, unused] =
        [doors.owners, doors.write_keys, doors.secret_keys, doors.unused].map(i64::unsigned_abs);
    let mut findings = vec![if owners == 0 {
        Finding::note("Nobody owns the workspace yet: `rollcall admin link` prints the link to set it up.")
    } else {
        Finding::fine(format!("The workspace has {}.", number(owners, "owner")))
    }];
    let told = format!("{} and {} are valid", number(write, "write key"), number(secret, "secret key"));
    findings.push(if write == 0 {
        Finding::note(format!(
            "{told}: without a write key no product can send, `rollcall key create write` makes one."
        ))
    } else if unused > 0 {
        Finding::fine(format!("{told}; {unused} of them never used."))
    } else {
        Finding::fine(format!("{told}."))
    });
    Ok(findings)
}

async fn rejected(snapshot: &mut Transaction, now: Instant) -> Result<Option<Finding>> {
    let rejects = store::rejects(snapshot, now.0 - DAY).await?.unsigned_abs();
    let told = || format!("{} could not be stored within the last day.", number(rejects, "message"));
    Ok((rejects > 0).then(|| Finding::note(told())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::Weight;

    #[test]
    fn an_address_is_told_without_its_secrets() {
        let url = |text: &str| place(&text.parse().unwrap());
        assert_eq!(url("postgres://rollcall:pass@db.example.com:5432/app?sslmode=x"), "at db.example.com:5432/app");
        assert_eq!(url("postgres://db.example.com/app"), "at db.example.com/app");
        assert_eq!(url("sqlite:data/rollcall.db"), "in data/rollcall.db");
    }

    #[test]
    fn what_nobody_works_on_is_told() {
        let now = Instant(10 * DAY);
        let told = |count, oldest: i64, leased_until| {
            of_unfinished(&Unfinished { count, oldest: Some(oldest).filter(|_| count > 0), leased_until }, "job", now)
        };
        assert_eq!(told(0, 0, None), Finding::fine("No job is under way."));
        assert_eq!(told(1, now.0 - 1_000, Some(0)).text, "1 job is under way, the oldest for 1 second.");
        assert_eq!(told(2, now.0 - DAY, Some(now.0 + 1)).weight, Weight::Fine);
        assert_eq!(told(2, now.0 - DAY, Some(now.0 - DAY)).weight, Weight::Note);
    }

    #[test]
    fn every_schema_has_its_sentence() {
        let weights = [Schema::Current(5), Schema::Missing, Schema::Behind(1), Schema::Ahead, Schema::Different(3)];
        let wrong = weights.map(|schema| of_schema(schema).weight == Weight::Wrong);
        assert_eq!(wrong, [false, true, true, true, true]);
    }
}

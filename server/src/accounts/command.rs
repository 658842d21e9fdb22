//! `rollcall key` and `rollcall admin`.

use super::{email, keys, link};
use crate::{
    cli::CommandResult,
    clock::Clock,
    config::StorageOptions,
    db::{Database, Options},
    ids::IdSource,
};
use clap::Subcommand;
use shared::{api::keys::KeyKind, ids::KeyId};

/// `rollcall key ...`
#[derive(Subcommand, Debug)]
pub enum KeyCommand {
    /// Makes a key and prints it, and nothing else. It is valid at once.
    Create {
        /// `write` to send users and events, `secret` for the API.
        kind: KeyKind,
        /// What it is to be called.
        #[arg(long, default_value = "Command line")]
        name: String,
    },
    /// Lists every key, without the keys themselves.
    List,
    /// Revokes a key, at once and for good.
    Revoke {
        /// The key's id, as `key list` tells it.
        key_id: KeyId,
    },
}

/// `rollcall admin ...`
#[derive(Subcommand, Debug)]
pub enum AdminCommand {
    /// Prints a link that signs in once, within 15 minutes; in a workspace without an owner, the link to set it up.
    Link {
        /// Whom it signs in; the first owner when absent.
        #[arg(long)]
        email: Option<String>,
        /// The address under which browsers reach the server.
        #[arg(long, env = "ROLLCALL_PUBLIC_URL", default_value = "http://127.0.0.1:3000")]
        public_url: String,
    },
}

/// Runs `rollcall key`.
///
/// # Errors
/// What the operator is to be told.
pub async fn run_key(storage: &StorageOptions, command: &KeyCommand) -> CommandResult {
    let database = open(storage).await?;
    let clock = Clock::System;
    let (ids, now) = (IdSource::new(clock.clone()), clock.now());
    match command {
        KeyCommand::Create { kind, name } => {
            let name = email::name(name).ok_or("a name has 1 to 80 characters")?;
            let mut transaction = database.write().await?;
            let key = keys::create_key(&mut transaction, &ids, *kind, name, now, rand::random()).await?;
            keys::record_created(&mut transaction, &ids, None, &key.entry, now).await?;
            transaction.commit().await?;
            println!("{}", key.key);
        }
        KeyCommand::List => print!("{}", table(&keys::all(&mut database.snapshot().await?).await?)),
        KeyCommand::Revoke { key_id } => {
            let mut transaction = database.write().await?;
            if !keys::revoke(&mut transaction, &ids, None, *key_id, now).await? {
                return Err(format!("there is no key {key_id}").into());
            }
            transaction.commit().await?;
        }
    }
    database.close().await;
    Ok(())
}

/// Runs `rollcall admin`.
///
/// # Errors
/// What the operator is to be told.
pub async fn run_admin(storage: &StorageOptions, command: &AdminCommand) -> CommandResult {
    let database = open(storage).await?;
    let clock = Clock::System;
    match command {
        AdminCommand::Link { email, public_url } => {
            let public_url = public_url.trim_end_matches('/');
            let set_up = match email {
                Some(_) => None,
                None => link::set_up_link(&database, &clock, public_url).await?,
            };
            match set_up {
                Some(link) => println!("{link}"),
                None => println!("{}", link::sign_in_link(&database, &clock, public_url, email.as_deref()).await?),
            }
        }
    }
    database.close().await;
    Ok(())
}

async fn open(storage: &StorageOptions) -> Result<Database, Box<dyn std::error::Error + Send + Sync>> {
    if storage.database.is_none() {
        storage.make_data_folder()?;
    }
    Ok(Database::open(&storage.database_url()?, Options::default()).await?)
}

fn table(keys: &[keys::ListedKey]) -> String {
    let mut lines =
        vec![["KEY_ID", "KIND", "BEGINS WITH", "CREATED", "LAST USED", "REVOKED", "NAME"].map(String::from)];
    for keys::ListedKey { entry, revoked } in keys {
        let told = |at: Option<shared::time::Instant>| at.map_or_else(|| "-".into(), |at| at.to_string());
        lines.push([
            entry.key_id.to_string(),
            entry.kind.to_string(),
            entry.prefix.clone(),
            entry.created.to_string(),
            told(entry.last_used),
            told(*revoked),
            entry.name.clone(),
        ]);
    }
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; 7] = std::array::from_fn(width);
    let cells = |line: &[String; 7]| {
        let padded: Vec<_> = line.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        format!("{}\n", padded.join("  ").trim_end())
    };
    lines.iter().map(cells).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::{api::keys::Key, time::Instant};

    #[test]
    fn keys_stand_in_columns() {
        let entry = Key {
            key_id: KeyId(7),
            kind: KeyKind::Write,
            name: "Große Seite".into(),
            prefix: "rc_write_123".into(),
            created: Instant(0),
            last_used: None,
        };
        let printed = table(&[keys::ListedKey { entry, revoked: Some(Instant(1)) }]);
        assert_eq!(
            printed,
            "KEY_ID  KIND   BEGINS WITH   CREATED                   LAST USED  REVOKED                   NAME\n\
             7       write  rc_write_123  1970-01-01T00:00:00.000Z  -          1970-01-01T00:00:00.001Z  Große Seite\n"
        );
    }
}

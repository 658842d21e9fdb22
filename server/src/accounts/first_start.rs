//! What a server makes when it starts on a workspace that lacks it.

use super::{email::Email, keys, owner, password, password_rules, store};
use crate::{cli::CommandResult, clock::Clock, config::ServeOptions, db::Database, ids::IdSource};
use shared::api::keys::KeyKind;
use std::path::Path;

/// Makes the first write key, and the owner that the operator's options name. Makes nothing that was there before.
///
/// # Errors
/// What the operator is to be told.
pub async fn first_start(database: &Database, clock: &Clock, options: &ServeOptions) -> CommandResult {
    let (ids, now) = (IdSource::new(clock.clone()), clock.now());
    let mut transaction = database.write().await?;
    // A write key that was revoked was meant to go; no other comes in its place by itself.
    if !store::keys::had_write_key(&mut transaction).await? {
        keys::create_key(&mut transaction, &ids, KeyKind::Write, "Default", now, rand::random()).await?;
    }
    if let (Some(email), Some(file)) = (&options.admin_email, &options.admin_password_file)
        && !store::accounts::has_owner(&mut transaction).await?
    {
        let email = Email::read(email).ok_or("--admin-email is not an e-mail address")?;
        let password = read_password(file)?;
        password_rules::check(&password, &email).map_err(|why| format!("{}: {why}", file.display()))?;
        let password_hash = password::hash_now(&password, rand::random())?;
        owner::create_first(&mut transaction, &ids, email.local(), &email, &password_hash, now).await?;
    }
    transaction.commit().await?;
    Ok(())
}

fn read_password(file: &Path) -> Result<String, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

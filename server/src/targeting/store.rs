//! Whose an identity is.

use crate::db::{Result, Transaction, sql};

/// The user that an identity key leads to.
pub(super) async fn user_of(snapshot: &mut Transaction, identity_key: String) -> Result<Option<i64>> {
    let statement = sql("select user_id from identities where identity_key = $1").bind(identity_key);
    Ok(snapshot.optional::<(i64,)>(statement).await?.map(|(user_id,)| user_id))
}

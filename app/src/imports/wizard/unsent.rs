//! What was chosen and is not with the server yet, kept for this tab: whoever leaves or reloads the page at that very
//! moment finds it there.

use crate::{
    api::{self, Failure},
    ui::storage,
};
use serde::{Deserialize, Serialize};
use shared::{
    api::imports::{Import, ImportChanges, ImportStatus},
    ids::ImportId,
};

const KEY: &str = "rollcall.import";

#[derive(Serialize, Deserialize)]
struct Unsent {
    import_id: ImportId,
    changes: ImportChanges,
}

/// Keeps what is about to be sent.
pub fn note(import_id: ImportId, changes: &ImportChanges) {
    let text = serde_json::to_string(&Unsent { import_id, changes: changes.clone() });
    storage::write_for_tab(KEY, text.ok().as_deref());
}

/// The server has it, or refuses it.
pub fn forget() {
    storage::write_for_tab(KEY, None);
}

/// The import, with what the page was left too soon to send.
pub async fn import(import_id: ImportId) -> Result<Import, Failure> {
    let import = api::import(import_id).await?;
    let unsent = storage::read_for_tab(KEY).and_then(|text| serde_json::from_str::<Unsent>(&text).ok());
    let Some(unsent) = unsent.filter(|unsent| unsent.import_id == import_id) else { return Ok(import) };
    if import.status != ImportStatus::Draft {
        forget();
        return Ok(import);
    }
    match api::change_import(import_id, &unsent.changes).await {
        // Kept on, for the next try to open it.
        Err(failure) if failure.is_passing() => Err(failure),
        answer => {
            forget();
            // Where the server refuses it, the draft stands as the server has it.
            Ok(answer.unwrap_or(import))
        }
    }
}

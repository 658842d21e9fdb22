//! What can be done with an import, from its row and from its page.

use super::words::{counted, status};
use crate::{
    address::codec,
    api::{self, ImportAct},
    segments::SegmentsStore,
    sign_in::SessionContext,
    ui::{Announcer, Toasts, format},
};
use leptos::{prelude::*, task::spawn_local};
use serde_json::{Value, json};
use shared::{
    api::{
        filter::FilterDocument,
        imports::{Import, ImportStatus, Reverted},
        segments::NewSegment,
        session::Role,
    },
    filter::Filter,
    ids::ImportId,
};

/// What is asked about before it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Whether it is to be taken back.
    Revert,
    /// Whether the draft is to be removed.
    Discard,
}

/// Does things with imports.
#[derive(Clone, Copy)]
pub struct Acts {
    /// Hears of an import that is another than before.
    pub learned: Callback<Import>,
    /// Hears of a draft that is gone.
    pub removed: Callback<ImportId>,
    /// What is asked about.
    pub asked: RwSignal<Option<(Ask, Import)>>,
    /// Whether the account may do anything of it.
    pub may_edit: bool,
    toasts: Toasts,
    announcer: Announcer,
    segments: SegmentsStore,
    /// Those whose revert was begun here.
    reverting: StoredValue<Vec<ImportId>>,
}

impl Acts {
    /// Nothing is done yet.
    pub fn new(learned: Callback<Import>, removed: Callback<ImportId>) -> Self {
        Self {
            learned,
            removed,
            asked: RwSignal::new(None),
            may_edit: expect_context::<SessionContext>().role() != Some(Role::Viewer),
            toasts: expect_context(),
            announcer: expect_context(),
            segments: expect_context(),
            reverting: StoredValue::default(),
        }
    }

    /// Does it at once, and says so.
    pub fn act(self, import: &Import, act: ImportAct) {
        let (id, name) = (import.import_id, import.name.clone());
        spawn_local(async move {
            match api::act_on_import(id, act).await {
                Ok(import) => {
                    self.announcer.status(format!("{name}: {}", status(&import).word));
                    self.learned.run(import);
                }
                Err(failure) => self.toasts.fail(format!("{name}: {}", failure.reason())),
            }
        });
    }

    /// What was asked about is done; the reason where it is not.
    pub async fn confirmed(self, ask: Ask, import: Import) -> Result<(), String> {
        let (id, name) = (import.import_id, import.name);
        match ask {
            Ask::Revert => {
                let import = api::act_on_import(id, ImportAct::Revert).await.map_err(|failure| failure.reason())?;
                self.reverting.try_update_value(|reverting| reverting.push(id));
                self.announcer.status(format!("{name} is being reverted."));
                self.learned.run(import);
            }
            Ask::Discard => {
                api::delete_import(id).await.map_err(|failure| failure.reason())?;
                self.announcer.status(format!("The draft {name} is discarded."));
                self.removed.run(id);
            }
        }
        Ok(())
    }

    /// An import is further: a revert that was begun here and is over is told.
    pub fn hear(self, import: &Import) {
        let id = import.import_id;
        if import.status.is_under_way() || !self.reverting.with_value(|reverting| reverting.contains(&id)) {
            return;
        }
        self.reverting.update_value(|reverting| reverting.retain(|other| *other != id));
        if let (ImportStatus::Reverted, Some(reverted)) = (import.status, import.revert) {
            self.toasts.tell(format!("{} is reverted. {}", import.name, reverted_words(&reverted, format::count)));
        }
    }

    /// Makes a segment of its users, with its name or a free one like it.
    pub fn create_segment(self, import: &Import) {
        let filter = filter_of(import.import_id);
        let (name, toasts) = (self.segments.free_name(&import.name), self.toasts);
        spawn_local(async move {
            let Some(filter) = filter else { return };
            let new = NewSegment {
                name,
                description: String::new(),
                icon: None,
                color: None,
                filter: FilterDocument::new(&filter),
                view: None,
            };
            match api::create_segment(&new).await {
                Ok(made) => self.segments.made(toasts, made),
                Err(failure) => toasts.fail(format!("“{}” could not be made. {}", new.name, failure.reason())),
            }
        });
    }
}

/// The filter of everyone whom an import added or changed.
fn document(id: ImportId) -> Value {
    json!({"version": 1, "root": {"all": [{"import": {"id": id}}]}})
}

fn filter_of(id: ImportId) -> Option<Filter> {
    Filter::read(&document(id)).ok()
}

/// Where its users are shown.
pub fn users_address(id: ImportId) -> String {
    filter_of(id).map_or_else(|| "/users".into(), |filter| format!("/users?f={}", codec::write(&filter)))
}

/// Whether it has users to show.
pub fn has_users(import: &Import) -> bool {
    let may = match import.status {
        ImportStatus::Draft | ImportStatus::Checking | ImportStatus::Reverted => false,
        ImportStatus::Running | ImportStatus::Done | ImportStatus::Cancelled | ImportStatus::Failed => true,
    };
    may && import.created + import.updated > 0
}

/// What a revert came to.
pub fn reverted_words(reverted: &Reverted, count: fn(u64) -> String) -> String {
    let users = |number| counted(number, "user", "users", count);
    let Reverted { removed, kept, restored } = *reverted;
    let mut words = format!("{} removed, {} changed back.", users(removed), users(restored));
    if kept > 0 {
        let because = if kept == 1 {
            "stays, because something came of it since."
        } else {
            "stay, because something came of them since."
        };
        words = format!("{words} {} that it had added {because}", users(kept));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::super::list::tests::draft;
    use super::*;

    #[test]
    fn an_import_is_a_filter_of_users() {
        let address = users_address(ImportId(7));
        let filter = codec::read(address.strip_prefix("/users?f=").unwrap()).unwrap();
        assert_eq!(filter.to_value(), document(ImportId(7)));
    }

    #[test]
    fn a_revert_is_told_in_words() {
        let words = |removed, kept, restored| {
            reverted_words(&Reverted { removed, kept, restored }, |number| number.to_string())
        };
        assert_eq!(words(1, 0, 2), "1 user removed, 2 users changed back.");
        assert!(words(5, 1, 0).ends_with("1 user that it had added stays, because something came of it since."));
        assert!(words(5, 2, 0).ends_with("2 users that it had added stay, because something came of them since."));
    }

    #[test]
    fn what_has_changed_nobody_has_no_users() {
        let done = Import { status: ImportStatus::Done, created: 1, ..draft(1, &[]) };
        assert!(has_users(&done));
        assert!(!has_users(&Import { created: 0, ..done.clone() }));
        assert!(!has_users(&Import { status: ImportStatus::Reverted, ..done }));
    }
}

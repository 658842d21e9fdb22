//! An import that is being made or watched: as the server has it, as it is chosen here, and what is on its way between.

use super::{saving::Saving, sheet::Sheet, steps::Step};
use crate::{
    address::{Navigator, Query},
    api::{self, Failure},
    live::Live,
    ui::Announcer,
};
use leptos::{prelude::*, task::spawn_local};
use shared::api::{catalogue::AttributeField, imports::Import};

/// The state of the page of an import.
#[derive(Clone, Copy)]
pub struct Wizard {
    /// As the server has it.
    pub import: RwSignal<Import>,
    /// As it is chosen.
    pub sheet: RwSignal<Sheet>,
    /// What the server said against the latest choice or act.
    pub failure: RwSignal<Option<Failure>>,
    /// The step that is shown.
    pub step: Memo<Step>,
    /// Attributes that are there.
    pub attributes: RwSignal<Vec<AttributeField>>,
    /// Whether something was asked of the server that it has not answered.
    pub busy: RwSignal<bool>,
    pub(super) saving: StoredValue<Saving>,
    pub(super) navigator: Navigator,
    /// Says things to screen readers.
    pub announcer: Announcer,
}

impl Wizard {
    /// Of an import; follows it for as long as the component that calls it.
    pub fn new(import: Import) -> Self {
        let navigator: Navigator = expect_context();
        let address = navigator.address();
        let sheet = Sheet::of(&import);
        let import = RwSignal::new(import);
        let step = Memo::new(move |_| {
            let word = address.with(|address| Query::parse(&address.query).get("step").map(str::to_owned));
            import.with(|import| Step::of(word.as_deref(), import))
        });
        let this = Self {
            import,
            sheet: RwSignal::new(sheet),
            failure: RwSignal::new(None),
            step,
            attributes: RwSignal::new(Vec::new()),
            busy: RwSignal::new(false),
            saving: StoredValue::default(),
            navigator,
            announcer: expect_context(),
        };
        this.follow(expect_context());
        spawn_local(async move {
            // Without an answer every attribute seems new; the server knows better.
            if let Ok(known) = api::catalogue().await {
                this.attributes.try_set(known.attributes);
            }
        });
        this
    }

    /// The stream tells how far it is. What begins or ends is asked for, for what is heard can be a moment old.
    fn follow(self, live: Live) {
        Effect::new(move |was: Option<u64>| {
            let missed = live.missed.get();
            if was.is_some_and(|was| was != missed) {
                self.ask();
            }
            missed
        });
        Effect::new(move || {
            let Some(heard) = live.import.get() else { return };
            let known = self.import.get_untracked();
            if heard.import_id != known.import_id {
                return;
            }
            if (heard.status, heard.reverting) != (known.status, known.reverting) {
                self.ask();
            } else if heard.status.is_under_way() && heard.done >= known.done {
                self.learn(heard);
            }
        });
    }

    /// Asks how it is.
    pub(super) fn ask(self) {
        let id = self.import.with_untracked(|import| import.import_id);
        spawn_local(async move {
            // It is asked for again.
            if let Ok(import) = api::import(id).await {
                self.learn(import);
            }
        });
    }

    /// The server has it so; samples come only where they were asked for.
    pub fn learn(self, mut import: Import) {
        self.import.try_update(|known| {
            for (column, known) in import.columns.iter_mut().zip(&known.columns) {
                if column.samples.is_empty() && column.name == known.name {
                    column.samples.clone_from(&known.samples);
                }
            }
            *known = import;
        });
    }

    /// What the server says of a place of what was chosen.
    pub fn problem_at(self, pointer: &str) -> Option<String> {
        self.failure.with(|failure| failure.as_ref().and_then(|failure| failure.at(pointer)))
    }
}

//! An import that is being made or watched: as the server has it, as it is chosen here, and what is on its way between.

use super::{sheet::Sheet, steps::Step};
use crate::{
    address::{Navigator, Query, Write},
    api::{self, Failure, ImportAct},
    live::Live,
    ui::Announcer,
};
use leptos::{prelude::*, task::spawn_local};
use shared::api::{
    catalogue::AttributeField,
    imports::{Import, ImportChanges},
};

/// What is done once everything that was chosen is kept.
#[derive(Clone, Copy)]
enum Then {
    Go(Step),
    Act(ImportAct),
}

/// What is on its way to the server.
#[derive(Default)]
struct Saving {
    is_busy: bool,
    /// Of the changes that wait the last ones count.
    waiting: Option<ImportChanges>,
    /// Whether the latest choice could not be kept.
    has_failed: bool,
    then: Option<Then>,
}

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
    saving: StoredValue<Saving>,
    navigator: Navigator,
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

    fn ask(self) {
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

    /// Chooses something, and has the server keep it, unless it contradicts itself.
    pub fn choose(self, change: impl FnOnce(&mut Sheet)) {
        self.sheet.update(change);
        if self.sheet.with_untracked(|sheet| sheet.first_conflict().is_none()) {
            self.save(self.sheet.with_untracked(Sheet::changes));
        }
    }

    /// Has the server keep changes, one request at a time.
    pub fn save(self, changes: ImportChanges) {
        self.failure.set(None);
        self.saving.update_value(|saving| saving.waiting = Some(changes));
        self.send();
    }

    fn send(self) {
        let next = self.saving.try_update_value(|saving| {
            let next = if saving.is_busy { None } else { saving.waiting.take() };
            saving.is_busy |= next.is_some();
            next
        });
        let Some(changes) = next.flatten() else { return self.go_on() };
        let id = self.import.with_untracked(|import| import.import_id);
        spawn_local(async move {
            let answer = api::change_import(id, &changes).await;
            self.saving.try_update_value(|saving| (saving.is_busy, saving.has_failed) = (false, answer.is_err()));
            match answer {
                Ok(import) => {
                    // Another look at the file makes new guesses.
                    if changes.format.is_some() {
                        self.sheet.try_set(Sheet::of(&import));
                    }
                    self.learn(import);
                }
                Err(failure) => self.fail(failure),
            }
            self.send();
        });
    }

    fn fail(self, failure: Failure) {
        self.announcer.alert(failure.reason());
        self.failure.try_set(Some(failure));
    }

    /// Goes to a step once everything that was chosen is kept; stays where something is wrong.
    pub fn go(self, step: Step) {
        self.after_saving(Then::Go(step));
    }

    /// Checks, runs, stops or takes back, once everything that was chosen is kept.
    pub fn act(self, act: ImportAct) {
        self.after_saving(Then::Act(act));
    }

    fn after_saving(self, then: Then) {
        self.saving.update_value(|saving| saving.then = Some(then));
        if self.saving.with_value(|saving| saving.has_failed) {
            // What could not be kept is tried once more.
            self.choose(|_| ());
        } else {
            self.go_on();
        }
    }

    fn go_on(self) {
        let then = self.saving.try_update_value(|saving| if saving.is_busy { None } else { saving.then.take() });
        let has_failed = self.saving.try_with_value(|saving| saving.has_failed) != Some(false);
        match then.flatten().filter(|_| !has_failed) {
            Some(Then::Go(step)) => {
                let id = self.import.with_untracked(|import| import.import_id);
                self.navigator.go(&step.address(id), Write::Push);
            }
            Some(Then::Act(act)) => self.begin(act),
            None => {}
        }
    }

    fn begin(self, act: ImportAct) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        let id = self.import.with_untracked(|import| import.import_id);
        spawn_local(async move {
            let answer = api::act_on_import(id, act).await;
            self.busy.try_set(false);
            match answer {
                Ok(import) => self.learn(import),
                Err(failure) => {
                    self.fail(failure);
                    self.ask();
                }
            }
        });
    }

    /// What the server says of a place of what was chosen.
    pub fn problem_at(self, pointer: &str) -> Option<String> {
        self.failure.with(|failure| failure.as_ref().and_then(|failure| failure.at(pointer)))
    }
}

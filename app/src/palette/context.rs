//! What the palette knows, and what choosing does.

use super::commands::{Command, Entry, entries, fitting, is_meant, users};
use crate::{
    address::{Navigator, Write},
    api::{self, Abort},
    filter::{Field, fields_of},
    sign_in::SessionContext,
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use shared::{
    api::{
        catalogue::Catalogue,
        users::{SearchRequest, TotalBy, UserRow},
    },
    ids::UserId,
};
use std::time::Duration;

/// Users are searched after this pause, from this many letters on.
const PAUSE: Duration = Duration::from_millis(120);
const LETTERS: usize = 2;
/// Users that are offered.
const USERS: u32 = 6;

/// What the page that is shown can do besides going elsewhere.
#[derive(Clone, Copy)]
pub struct PageActs {
    /// Adds a condition about a field.
    pub add_field: Callback<Field>,
    /// Opens a profile over what is shown.
    pub open_user: Callback<UserId>,
    /// Shows the keys.
    pub shortcuts: Callback<()>,
}

/// The palette; shared through the context.
#[derive(Clone, Copy)]
pub struct Palette {
    /// Whether it is open.
    pub open: RwSignal<bool>,
    /// What is searched for.
    pub text: RwSignal<String>,
    /// What fits.
    pub shown: Memo<Vec<Entry>>,
    /// Whether users are being searched.
    pub searching: RwSignal<bool>,
    acts: RwSignal<Option<PageActs>>,
    catalogue: RwSignal<Catalogue>,
    found: RwSignal<Vec<UserRow>>,
    abort: StoredValue<Option<Abort>, LocalStorage>,
    timer: StoredValue<Option<TimeoutHandle>>,
    navigator: Navigator,
}

impl Palette {
    /// Provides itself to all components below.
    pub fn provide() -> Self {
        let (text, acts) = (RwSignal::new(String::new()), RwSignal::new(None::<PageActs>));
        let (catalogue, found) = (RwSignal::new(Catalogue::default()), RwSignal::new(Vec::new()));
        let may_edit = expect_context::<SessionContext>().may_edit();
        let all = Memo::new(move |_| {
            let has_list = acts.with(Option::is_some);
            catalogue.with(|known| {
                let fields = if has_list { fields_of(known) } else { Vec::new() };
                entries(fields, &known.segments, has_list, may_edit)
            })
        });
        let shown = Memo::new(move |_| {
            // Whoever types a name means a person.
            let mut shown = found.with(|found| users(found));
            shown.extend(all.with(|all| text.with(|text| fitting(all, text))));
            shown
        });
        let this = Self {
            open: RwSignal::new(false),
            text,
            shown,
            searching: RwSignal::new(false),
            acts,
            catalogue,
            found,
            abort: StoredValue::new_local(None),
            timer: StoredValue::new(None),
            navigator: expect_context(),
        };
        provide_context(this);
        this
    }

    /// The page that calls it can do these things, for as long as it is shown.
    pub fn with_page(self, acts: PageActs) {
        self.acts.set(Some(acts));
        on_cleanup(move || _ = self.acts.try_set(None));
    }

    /// Opens it with nothing left of the time before.
    pub fn show(self) {
        self.typed(String::new());
        self.open.set(true);
        spawn_local(async move {
            // Without an answer there are fewer commands.
            if let Ok(catalogue) = api::catalogue().await {
                self.catalogue.try_set(catalogue);
            }
        });
    }

    /// Something else is searched for.
    pub fn typed(self, text: String) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        if let Some(before) = self.abort.try_update_value(Option::take).flatten() {
            before.abort();
        }
        let searched = text.trim().to_owned();
        self.text.set(text);
        let is_enough = searched.chars().count() >= LETTERS;
        self.searching.set(is_enough);
        if is_enough {
            // What was found for the text before is not chosen in the place of what is meant now.
            self.found.update(|found| found.retain(|user| is_meant(user, &searched)));
            let search = move || self.search(searched);
            self.timer.set_value(set_timeout_with_handle(search, PAUSE).ok());
        } else {
            self.found.set(Vec::new());
        }
    }

    fn search(self, text: String) {
        let abort = Abort::new();
        self.abort.set_value(Some(abort.clone()));
        spawn_local(async move {
            let request = SearchRequest {
                text: Some(text.clone()),
                limit: Some(USERS),
                total: TotalBy::Later,
                ..SearchRequest::default()
            };
            let answer = api::search(&request, Some(&abort)).await;
            if self.text.try_with_untracked(|now| now.trim() == text) != Some(true) {
                return;
            }
            self.searching.set(false);
            // Without an answer the rest is still there.
            self.found.set(answer.map(|answer| answer.users).unwrap_or_default());
        });
    }

    /// Does what an entry says.
    pub fn run(self, index: usize) {
        let Some(entry) = self.shown.with_untracked(|shown| shown.get(index).cloned()) else { return };
        self.open.set(false);
        let acts = self.acts.get_untracked();
        let go = move |to: &str| self.navigator.go(to, Write::Push);
        // The dialog first gives the focus back to where it was.
        request_animation_frame(move || match (entry.command, acts) {
            (Command::Go(to), _) => go(to),
            (Command::Segment(segment), _) => go(&format!("/users?seg={segment}")),
            (Command::User(user_id), Some(acts)) => acts.open_user.run(user_id),
            (Command::User(user_id), None) => go(&format!("/users?user={user_id}")),
            (Command::Field(field), Some(acts)) => acts.add_field.run(field),
            (Command::Shortcuts, Some(acts)) => acts.shortcuts.run(()),
            // They are offered only where there is a list.
            (Command::Field(_) | Command::Shortcuts, None) => {}
        });
    }
}

//! What the forms of this folder have in common: a card, one button, errors at their fields.

use super::SessionContext;
use crate::{
    api::Failure,
    ui::{Announcer, focus::focus_soon},
};
use leptos::{prelude::*, task::spawn_local};
use shared::api::session::Session;

/// The places of the requests that have a field, which shows what is wrong with them.
const FIELDS: [&str; 3] = ["/name", "/email", "/password"];

/// A form that is sent and whose answer begins a session.
#[derive(Clone, Copy)]
pub struct Sending {
    busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    session: SessionContext,
    announcer: Announcer,
}

impl Sending {
    /// A form that was not sent yet.
    pub fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            session: expect_context(),
            announcer: expect_context(),
        }
    }

    /// Sends, once at a time.
    pub fn send(self, answer: impl Future<Output = Result<Session, Failure>> + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        spawn_local(async move {
            let answer = answer.await;
            self.busy.try_set(false);
            match answer {
                Ok(session) => {
                    self.session.begin(session);
                    focus_soon("title");
                }
                Err(failure) => {
                    self.announcer.alert(failure.reason());
                    self.failure.try_set(Some(failure));
                }
            }
        });
    }

    /// What is wrong with one field.
    pub fn error_at(self, pointer: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.failure.with(|failure| failure.as_ref().and_then(|failure| failure.at(pointer))))
    }

    /// Whether it is on its way.
    pub fn is_busy(self) -> bool {
        self.busy.get()
    }

    /// Why it failed.
    pub fn failure(self) -> Option<Failure> {
        self.failure.get()
    }
}

/// The page of a form: the name of the product, a heading, the form.
#[component]
pub fn Card(title: &'static str, children: Children) -> impl IntoView {
    view! {
        <main id="main" class="gate">
            <div class="gate-card">
                <p class="gate-brand"><span class="logo" aria-hidden="true">"R"</span>"Rollcall"</p>
                <h1 id="title" tabindex="-1">{title}</h1>
                {children()}
            </div>
        </main>
    }
}

/// Why it failed, and the one button.
#[component]
pub fn Submit(sending: Sending, label: &'static str) -> impl IntoView {
    view! {
        {move || {
            let failure = sending.failure().filter(|failure| !failure.is_only_at(&FIELDS));
            failure.map(|failure| view! { <p class="form-error">{failure.reason()}</p> })
        }}
        <button
            type="submit"
            class="button button-primary button-wide"
            aria-disabled=move || sending.is_busy().then_some("true")
        >
            {move || sending.is_busy().then(|| view! { <span class="spinner" aria-hidden="true"></span> })}
            {label}
        </button>
    }
}

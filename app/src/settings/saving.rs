//! A form that is sent, once at a time, with what is wrong at its fields.

use crate::{api::Failure, ui::Announcer};
use leptos::{prelude::*, task::spawn_local};

/// How the sending of a form goes.
#[derive(Clone, Copy)]
pub struct Saving {
    busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    /// Says what came of it.
    pub announcer: Announcer,
}

impl Saving {
    /// Nothing was sent yet.
    pub fn new() -> Self {
        Self { busy: RwSignal::new(false), failure: RwSignal::new(None), announcer: expect_context() }
    }

    /// Sends; `done` hears the answer.
    pub fn send<T: 'static>(
        self,
        request: impl Future<Output = Result<T, Failure>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        spawn_local(async move {
            let answer = request.await;
            self.busy.try_set(false);
            match answer {
                Ok(answer) => done(answer),
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

    /// The button that sends, and what is wrong that no field shows.
    pub fn button(self, label: &'static str, fields: &'static [&'static str]) -> AnyView {
        self.button_of("button button-primary", label, fields)
    }

    /// The button that sends what cannot be undone.
    pub fn danger(self, label: &'static str) -> AnyView {
        self.button_of("button button-danger", label, &[])
    }

    fn button_of(self, class: &'static str, label: &'static str, fields: &'static [&'static str]) -> AnyView {
        let failure = move || {
            let failure = self.failure.get().filter(|failure| !failure.is_only_at(fields));
            failure.map(|failure| view! { <p class="form-error">{failure.reason()}</p> })
        };
        view! {
            {failure}
            <button type="submit" class=class aria-disabled=move || self.busy.get().then_some("true")>
                {move || self.busy.get().then(|| view! { <span class="spinner" aria-hidden="true"></span> })}
                {label}
            </button>
        }
        .into_any()
    }
}

/// A form in a card.
pub fn form(submit: Callback<()>, content: AnyView) -> AnyView {
    let submitted = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        submit.run(());
    };
    view! { <form class="form settings-form" on:submit=submitted>{content}</form> }.into_any()
}

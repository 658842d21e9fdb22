//! What is asked before something ends for good.

use crate::{
    api::Failure,
    ui::{Alert, AlertDialog, focus::focus_soon},
};
use leptos::{prelude::*, task::spawn_local};
use std::pin::Pin;

/// What does it.
type Deed = Pin<Box<dyn Future<Output = Result<(), Failure>>>>;

/// A question.
#[derive(Clone)]
pub struct Question {
    /// What is asked.
    pub title: String,
    /// The words of the button.
    pub label: &'static str,
    /// What there is to know before.
    pub text: &'static str,
    /// Does it.
    pub deed: Callback<(), Deed>,
    /// It is done: hears it, and says where the focus goes.
    pub done: Callback<(), &'static str>,
}

/// Asks questions, one at a time.
#[derive(Clone, Copy)]
pub struct Confirm {
    question: RwSignal<Option<Question>>,
    alert: Alert,
}

impl Confirm {
    /// Nothing is asked yet.
    pub fn new() -> Self {
        let question = RwSignal::new(None::<Question>);
        let (open, busy, error) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None));
        let told = move |of: fn(&Question) -> String| {
            Signal::derive(move || question.with(|question| question.as_ref().map(of).unwrap_or_default()))
        };
        let confirm = Callback::new(move |()| {
            let Some(asked) = question.get_untracked() else { return };
            spawn_local(async move {
                let answer = asked.deed.run(()).await;
                busy.try_set(false);
                match answer {
                    Ok(()) => {
                        open.try_set(false);
                        focus_soon(asked.done.run(()));
                    }
                    Err(failure) => _ = error.try_set(Some(failure.reason())),
                }
            });
        });
        let alert = Alert {
            open,
            title: told(|question| question.title.clone()),
            label: told(|question| question.label.into()),
            is_danger: true,
            is_locked: Signal::stored(false),
            busy,
            error,
            confirm,
        };
        Self { question, alert }
    }

    /// Asks.
    pub fn ask(self, question: Question) {
        self.question.set(Some(question));
        self.alert.ask();
    }

    /// The dialog, with an id of its own on the page.
    pub fn dialog(self, id: &'static str) -> AnyView {
        let text = move || self.question.with(|question| question.as_ref().map(|question| question.text));
        view! { <AlertDialog id=id alert=self.alert><p>{text}</p></AlertDialog> }.into_any()
    }
}

//! What is done to attributes, and where the focus goes afterwards.

use crate::{
    api::{self, Failure},
    settings::part::Answer,
    sign_in::SessionContext,
    ui::{Toasts, focus::focus_soon},
};
use leptos::{prelude::*, task::spawn_local};
use shared::api::attributes::{Attribute, AttributeChange};

/// The id of the field that searches.
pub const SEARCH: &str = "attributes-search";

/// What is asked in the dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Rename,
    Kind,
    Delete,
}

/// What every row can do.
#[derive(Clone, Copy)]
pub struct Acts {
    /// The attribute that the dialog is about.
    pub doing: RwSignal<Option<(Attribute, Form)>>,
    /// Whether the dialog is open.
    pub open: RwSignal<bool>,
    /// The list.
    answer: Answer<Vec<Attribute>>,
    toasts: Toasts,
    session: SessionContext,
}

impl Acts {
    /// Nothing is asked yet.
    pub fn new(answer: Answer<Vec<Attribute>>) -> Self {
        Self {
            doing: RwSignal::new(None),
            open: RwSignal::new(false),
            answer,
            toasts: expect_context(),
            session: expect_context(),
        }
    }

    /// Whether the account may change anything.
    pub fn may_edit(self) -> bool {
        self.session.may_edit()
    }

    /// Whether the account may delete what all users have.
    pub fn is_owner(self) -> bool {
        self.session.is_owner()
    }

    /// Opens the dialog.
    pub fn ask(self, attribute: &Attribute, form: Form) {
        self.doing.set(Some((attribute.clone(), form)));
        self.open.set(true);
    }

    /// It is done: the dialog closes, and says what it did.
    pub fn done(self, text: String, focus: &str) {
        self.open.try_set(false);
        self.toasts.tell(text);
        let focus = focus.to_owned();
        spawn_local(async move { self.reload(focus).await });
    }

    /// Asks for the list anew. Its rows are others then: what has the focus is found again.
    async fn reload(self, focus: String) {
        let answered = api::attributes().await;
        self.answer.try_set(Some(answered));
        focus_soon(focus);
    }

    /// Hides an attribute, or shows it again.
    pub fn hide(self, attribute: &Attribute, hidden: bool) {
        let attribute = attribute.clone();
        spawn_local(async move {
            let change = AttributeChange { hidden: Some(hidden), name: None };
            match api::change_attribute(&attribute.key, &change).await {
                Ok(_) => {
                    self.changed(&attribute, hidden);
                    self.reload(SEARCH.into()).await;
                }
                Err(failure) => self.failed(&attribute, &failure),
            }
        });
    }

    fn changed(self, attribute: &Attribute, hidden: bool) {
        let words = if hidden { "is hidden now" } else { "is offered again" };
        let back = attribute.clone();
        self.toasts.done(format!("{} {words}", attribute.name), move || self.hide(&back, !hidden));
    }

    fn failed(self, attribute: &Attribute, failure: &Failure) {
        self.toasts.fail(format!("{} could not be changed. {}", attribute.name, failure.reason()));
    }
}

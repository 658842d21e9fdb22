//! A place in a condition: what stands there, and how it is changed. Every change is in the draft at once.

use super::{
    change::{put, read, take},
    kind::{key_of, operand_of, operator_of},
    words::words,
};
use crate::filter::Builder;
use leptos::prelude::*;
use serde_json::Value;
use shared::filter::edit::{DraftCondition, NodeId};

/// Where in the condition something is wrong; shared through the context with its controls.
#[derive(Clone, Copy)]
pub struct WrongAt(pub Memo<Option<String>>);

/// A place in a condition of the builder.
#[derive(Clone, Copy)]
pub struct Slot {
    builder: Builder,
    id: NodeId,
    form: Memo<Value>,
    path: StoredValue<String>,
}

impl Slot {
    /// The condition itself.
    pub fn of(builder: Builder, id: NodeId, condition: Memo<Option<DraftCondition>>) -> Self {
        let form = Memo::new(move |_| condition.get().unwrap_or_default().0);
        Self { builder, id, form, path: StoredValue::new(String::new()) }
    }

    /// A place inside of this one.
    pub fn at(self, path: &str) -> Self {
        Self { path: StoredValue::new(self.path.with_value(|before| format!("{before}{path}"))), ..self }
    }

    /// What stands at a place inside of it; null where nothing does.
    pub fn get(self, path: &str) -> Value {
        self.path.with_value(|before| self.form.with(|form| read(form, &format!("{before}{path}"))))
    }

    /// The same, once.
    pub fn get_untracked(self, path: &str) -> Value {
        self.path.with_value(|before| self.form.with_untracked(|form| read(form, &format!("{before}{path}"))))
    }

    /// Puts a value there.
    pub fn set(self, path: &str, value: Value) {
        self.change("value", |place| put(place, path, value));
    }

    /// Changes what stands there. Changes of one part that follow quickly are one step for Undo.
    pub fn change(self, part: &'static str, change: impl FnOnce(&mut Value)) {
        let mut form = self.form.get_untracked();
        let mut place = self.get_untracked("");
        change(&mut place);
        self.path.with_value(|path| put(&mut form, path, place));
        if self.form.with_untracked(|now| *now != form) {
            self.replace(DraftCondition(form), part);
        }
    }

    /// Takes away what stands there.
    pub fn clear(self, part: &'static str) {
        let mut form = self.form.get_untracked();
        self.path.with_value(|path| take(&mut form, path));
        if self.form.with_untracked(|now| *now != form) {
            self.replace(DraftCondition(form), part);
        }
    }

    /// Puts another condition in the place of the whole.
    pub fn replace(self, condition: DraftCondition, part: &'static str) {
        let (names, catalogue) = (self.builder.names, self.builder.catalogue);
        let said = names.with_untracked(|names| catalogue.with_untracked(|known| words(&condition, names, known)));
        self.builder.change(self.id, condition, part, format!("changed to {said}"));
    }

    /// Whether what is wrong is here: at the place itself, inside of it at a path, or at none of the ends of a range.
    pub fn is_wrong(self, path: &'static str) -> Signal<bool> {
        let (wrong, here) = (use_context::<WrongAt>(), self.path.get_value());
        let is_here = move |at: &String| {
            at.starts_with(&here) && (at.ends_with(path) || !["/from", "/to"].iter().any(|end| at.ends_with(end)))
        };
        Signal::derive(move || wrong.is_some_and(|wrong| wrong.0.with(|at| at.as_ref().is_some_and(&is_here))))
    }

    /// The builder that it is a place of.
    pub fn builder(self) -> Builder {
        self.builder
    }

    /// What the operator of the test here is given.
    pub fn operand(self) -> Operand {
        Operand(self)
    }
}

/// What the operator of a test is given, whichever operator that is.
#[derive(Clone, Copy)]
pub struct Operand(Slot);

impl Operand {
    /// What stands at a place inside of it.
    pub fn get(self, path: &str) -> Value {
        read(operand_of(&self.0.get("")), path)
    }

    /// The same, once.
    pub fn get_untracked(self, path: &str) -> Value {
        read(operand_of(&self.0.get_untracked("")), path)
    }

    /// Puts a value there.
    pub fn set(self, path: &str, value: Value) {
        let test = self.0.get_untracked("");
        if let Some(word) = operator_of(&test) {
            self.0.set(&format!("/{word}{path}"), value);
        }
    }

    /// Takes an entry out.
    pub fn take(self, path: &str) {
        let test = self.0.get_untracked("");
        if let Some(word) = operator_of(&test) {
            self.0.change("value", |test| take(test, &format!("/{word}{path}")));
        }
    }

    /// Whether what is wrong is here; see [`Slot::is_wrong`].
    pub fn is_wrong(self, path: &'static str) -> Signal<bool> {
        self.0.is_wrong(path)
    }

    /// The operator's key in its menu.
    pub fn operator(self) -> String {
        key_of(&self.0.get(""))
    }
}

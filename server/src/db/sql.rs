//! A statement: static text and the values that it binds. A user's data never becomes text of a statement.

use super::{Dialect, Value};
use std::borrow::Cow;

/// A statement with its values.
#[derive(Clone, Debug, PartialEq)]
pub struct Sql {
    pub(super) text: Cow<'static, str>,
    pub(super) values: Vec<Value>,
}

/// A statement whose text is fixed, in the form that Postgres reads; values are bound in the order of `$1`, `$2`.
///
/// What SQLite says otherwise is translated: `= any($n)`, `unnest($n) as value`, `strpos`, `for update`, `chr`.
#[must_use]
pub fn sql(text: &'static str) -> Sql {
    Sql { text: Cow::Borrowed(text), values: Vec::new() }
}

impl Sql {
    /// A statement put together from fixed pieces, never from a user's data.
    #[must_use]
    pub fn built(text: String) -> Self {
        Self { text: Cow::Owned(text), values: Vec::new() }
    }

    /// The text as a database reads it.
    #[must_use]
    pub fn text_for(&self, dialect: Dialect) -> String {
        dialect.translate(self.text.clone()).into_owned()
    }

    /// Binds the next value.
    #[must_use]
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }
}

//! Values that a statement binds. Absent ones keep their type, which Postgres needs to know.

/// One bound value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A 64-bit whole number.
    Integer(Option<i64>),
    /// A 64-bit float.
    Real(Option<f64>),
    /// Text; never with a NUL, which Postgres cannot store.
    Text(Option<String>),
    /// True or false.
    Boolean(Option<bool>),
    /// Whole numbers for `= any($n)`.
    Integers(Vec<i64>),
    /// Texts for `= any($n)`.
    Texts(Vec<String>),
}

macro_rules! value_from {
    ($($from:ty => $variant:ident),*) => {
        $(impl From<$from> for Value {
            fn from(value: $from) -> Self {
                Self::$variant(Some(value.into()))
            }
        }
        impl From<Option<$from>> for Value {
            fn from(value: Option<$from>) -> Self {
                Self::$variant(value.map(Into::into))
            }
        })*
    };
}

value_from!(i64 => Integer, f64 => Real, String => Text, &str => Text, bool => Boolean);

impl From<Vec<i64>> for Value {
    fn from(values: Vec<i64>) -> Self {
        Self::Integers(values)
    }
}

impl From<Vec<String>> for Value {
    fn from(values: Vec<String>) -> Self {
        Self::Texts(values)
    }
}

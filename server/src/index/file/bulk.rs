//! Long columns of plain values: their bytes one after the other, lowest first, which costs hardly more than copying.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Visitor};
use std::{borrow::Cow, fmt};

/// A value of a fixed number of bytes.
pub(super) trait Fixed: Copy {
    fn put(self, to: &mut Vec<u8>);
    fn all(bytes: &[u8]) -> Option<Vec<Self>>;
}

macro_rules! fixed {
    ($($type:ty),*) => {$(
        impl Fixed for $type {
            fn put(self, to: &mut Vec<u8>) {
                to.extend_from_slice(&self.to_le_bytes());
            }

            fn all(bytes: &[u8]) -> Option<Vec<Self>> {
                let (values, rest) = bytes.as_chunks::<{ size_of::<$type>() }>();
                rest.is_empty().then(|| values.iter().map(|value| <$type>::from_le_bytes(*value)).collect())
            }
        }
    )*};
}

fixed!(u8, u32, u64, i64, f64);

/// The bytes of a column. What is read borrows them.
#[derive(Debug, PartialEq)]
pub(super) struct Bulk<'a>(Cow<'a, [u8]>);

impl Bulk<'static> {
    pub fn of<T: Fixed>(values: impl Iterator<Item = T>) -> Self {
        let mut bytes = Vec::with_capacity(values.size_hint().0 * size_of::<T>());
        values.for_each(|value| value.put(&mut bytes));
        Self(bytes.into())
    }

    pub fn of_text(text: String) -> Self {
        Self(text.into_bytes().into())
    }
}

impl Bulk<'_> {
    /// The values; `None` where the bytes are not a whole number of them.
    pub fn values<T: Fixed>(&self) -> Option<Vec<T>> {
        T::all(&self.0)
    }

    /// As many values as there are users.
    pub fn column<T: Fixed>(&self, users: usize) -> Option<Vec<T>> {
        self.values().filter(|values| values.len() == users)
    }

    pub fn text(&self) -> Option<String> {
        String::from_utf8(self.0.to_vec()).ok()
    }
}

impl Serialize for Bulk<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(&self.0)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Bulk<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Borrowed;

        impl<'de> Visitor<'de> for Borrowed {
            type Value = &'de [u8];

            fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
                to.write_str("bytes")
            }

            fn visit_borrowed_bytes<E>(self, bytes: &'de [u8]) -> Result<Self::Value, E> {
                Ok(bytes)
            }
        }

        from.deserialize_bytes(Borrowed).map(|bytes| Self(bytes.into()))
    }
}

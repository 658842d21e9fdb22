//! Places in an order: the sort key of a user and the user. Opaque to clients: base64url of JSON.

use super::order::{KeyKind, Order};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use shared::{api::users::Sort, page::Cursor};

/// A sort key's value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Key {
    Integer(i64),
    Real(f64),
    Text(String),
    Boolean(bool),
}

impl Key {
    fn is_of(&self, kind: KeyKind) -> bool {
        match self {
            Self::Integer(_) => kind == KeyKind::Integer,
            Self::Real(_) => kind == KeyKind::Real,
            Self::Text(_) => kind == KeyKind::Text,
            Self::Boolean(_) => kind == KeyKind::Boolean,
        }
    }
}

/// A user's place: `key` is `None` among those without a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    pub key: Option<Key>,
    pub user_id: i64,
}

#[derive(Serialize, Deserialize)]
struct Written {
    sort: Sort,
    key: Option<Key>,
    user: i64,
}

impl Place {
    pub(super) fn to_cursor(&self, sort: &Sort) -> Cursor {
        let written = Written { sort: sort.clone(), key: self.key.clone(), user: self.user_id };
        // Plain data always has a JSON.
        Cursor(URL_SAFE_NO_PAD.encode(serde_json::to_vec(&written).unwrap_or_default()))
    }

    /// The place that a cursor names; `None` when it is not one of ours, or of another order.
    pub(super) fn from_cursor(cursor: &Cursor, sort: &Sort, order: &Order) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(&cursor.0).ok()?;
        let written: Written = serde_json::from_slice(&bytes).ok()?;
        let key_fits = match &written.key {
            Some(key) => key.is_of(order.kind),
            None => order.absent.is_some(),
        };
        let fits = &written.sort == sort && key_fits;
        fits.then_some(Self { key: written.key, user_id: written.user })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::api::users::SortBy;

    #[test]
    fn cursors_belong_to_their_order() {
        let sort = Sort { by: SortBy::Name, descending: false };
        let order = Order::native(&sort.by, false).unwrap();
        let place = Place { key: Some(Key::Text("zoë".into())), user_id: i64::MAX };
        let cursor = place.to_cursor(&sort);
        assert_eq!(Place::from_cursor(&cursor, &sort, &order), Some(place));
        let other = Sort { by: SortBy::Email, descending: false };
        assert_eq!(Place::from_cursor(&cursor, &other, &order), None);
        let wrong_kind = Place { key: Some(Key::Integer(1)), user_id: 1 }.to_cursor(&sort);
        assert_eq!(Place::from_cursor(&wrong_kind, &sort, &order), None);
        for text in ["", "!!", "bm90IGpzb24"] {
            assert_eq!(Place::from_cursor(&Cursor(text.into()), &sort, &order), None, "{text}");
        }
    }
}

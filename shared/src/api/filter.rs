//! A filter on the wire: a document that is read by hand, so that all of its problems can be told with their places.

use crate::{filter::Filter, problem::ProblemAt};
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};

/// A filter's document, `{"version": 1, "root": ...}`, as it was sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FilterDocument(Box<RawValue>);

impl FilterDocument {
    /// The document of a filter.
    #[must_use]
    pub fn new(filter: &Filter) -> Self {
        // Keys are texts and numbers finite, so that nothing can fail.
        Self(to_raw_value(filter).unwrap_or_default())
    }

    /// Reads the filter.
    ///
    /// # Errors
    /// Every problem; pointers start at `pointer`, where the document stands in its request.
    pub fn read(&self, pointer: &str) -> Result<Filter, Vec<ProblemAt>> {
        let below = |problem: ProblemAt| ProblemAt { pointer: format!("{pointer}{}", problem.pointer), ..problem };
        Filter::parse(self.0.get().as_bytes()).map_err(|problems| problems.into_iter().map(below).collect())
    }
}

/// The body of `POST /api/filters`, which keeps a filter that is too long for an address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StoredFilter {
    /// The filter.
    pub filter: FilterDocument,
}

/// The answer of `POST /api/filters`. `GET /api/filters/{filter_id}` answers with the [`StoredFilter`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoredFilterId {
    /// Its id: the same for filters that are written alike.
    pub filter_id: String,
}

/// The body of `POST /api/filters/sql`, which shows a filter's statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SqlRequest {
    /// The filter.
    pub filter: FilterDocument,
}

/// The answer of `POST /api/filters/sql`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SqlAnswer {
    /// The database whose dialect it is: `SQLite` or `Postgres`.
    pub dialect: String,
    /// The statement that counts the users that match, broken into lines.
    pub sql: String,
    /// The values of `$1`, `$2` and so on. Of a longer list only the first 500 are told.
    pub values: Vec<serde_json::Value>,
}

impl PartialEq for FilterDocument {
    fn eq(&self, other: &Self) -> bool {
        self.0.get() == other.0.get()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for FilterDocument {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, Type};
        let (version, root) = (ObjectBuilder::new().schema_type(Type::Integer), ObjectBuilder::new());
        ObjectBuilder::new()
            .schema_type(Type::Object)
            .property("version", version)
            .property("root", root.schema_type(Type::Object))
            .required("version")
            .required("root")
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for FilterDocument {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_start_at_the_request() {
        let document: FilterDocument =
            serde_json::from_str(r#"{"version": 1, "root": {"all": [{"some": 1}]}}"#).unwrap();
        assert_eq!(document.read("/filter").unwrap_err()[0].pointer, "/filter/root/all/0");
        let lone: FilterDocument =
            serde_json::from_str(r#"{"version": 1, "root": {"property": {"name": {"is": {"value": "\ud800"}}}}}"#)
                .unwrap();
        assert_eq!(lone.read("/filter").unwrap_err()[0].pointer, "/filter/root");
        assert_eq!(FilterDocument::new(&Filter::everyone()).read(""), Ok(Filter::everyone()));
    }
}

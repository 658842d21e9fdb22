//! A search request that was looked at: every value within its limits.

use super::{cursor::Place, filtering, order::Order, store};
use crate::{
    db::Transaction,
    error::{ApiError, ApiResult},
};
use shared::{
    api::users::{SearchRequest, Sort, SortBy, TotalBy},
    filter::Filter,
    page::{Cursor, NUMBERED_ROWS},
    problem::ProblemAt,
    text::fold,
};

const MOST_ROWS: u32 = 200;
const USUAL_ROWS: u32 = 25;
const MOST_ATTRIBUTES: usize = 20;
const LONGEST_TEXT: usize = 1_024;

/// Which page is meant.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Which {
    /// The numbered page, from 1.
    Numbered(u32),
    After(Cursor),
    Before(Cursor),
}

/// A request within its limits.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Query {
    /// Folded; `None` for everyone.
    pub text: Option<String>,
    /// `None` for everyone.
    pub filter: Option<Filter>,
    pub sort: Sort,
    pub limit: u32,
    pub which: Which,
    pub attributes: Vec<String>,
    pub total: TotalBy,
}

/// Text to search for, folded; `None` for blank text. What is wrong with it, in a sentence.
pub(super) fn looked_at(text: Option<String>) -> Result<Option<String>, String> {
    match text {
        Some(text) if text.chars().count() > LONGEST_TEXT => {
            Err(format!("Text to search for has at most {LONGEST_TEXT} characters."))
        }
        text => Ok(text.map(|text| fold(text.trim())).filter(|text| !text.is_empty())),
    }
}

impl Query {
    /// Looks at every value; tells all that is wrong at once.
    pub(super) fn from_request(request: SearchRequest) -> ApiResult<Self> {
        let mut errors = Vec::new();
        let mut wrong = |pointer: &str, detail: String| {
            errors.push(ProblemAt { pointer: pointer.into(), detail });
        };
        let limit = request.limit.unwrap_or(USUAL_ROWS);
        if !(1..=MOST_ROWS).contains(&limit) {
            wrong("/limit", format!("A page holds 1 to {MOST_ROWS} users."));
        }
        let text = looked_at(request.text).unwrap_or_else(|detail| {
            wrong("/text", detail);
            None
        });
        if request.attributes.len() > MOST_ATTRIBUTES {
            wrong("/attributes", format!("A row carries at most {MOST_ATTRIBUTES} attributes."));
        }
        let which = match (request.after, request.before, request.page) {
            (None, None, page) => {
                let page = page.unwrap_or(1);
                if page == 0 || u64::from(page) * u64::from(limit) > NUMBERED_ROWS {
                    wrong("/page", format!("Numbered pages begin at 1 and reach {NUMBERED_ROWS} users deep."));
                }
                Which::Numbered(page)
            }
            (Some(cursor), None, None) => Which::After(cursor),
            (None, Some(cursor), None) => Which::Before(cursor),
            _ => {
                wrong("", "Say one of after, before and page.".into());
                Which::Numbered(1)
            }
        };
        let filter = request.filter.map(|document| document.read(filtering::POINTER)).transpose();
        let filter = filter.unwrap_or_else(|problems| {
            errors.extend(problems);
            None
        });
        if !errors.is_empty() {
            return Err(ApiError::Invalid(errors));
        }
        let sort = request.sort.unwrap_or_default();
        Ok(Self { text, filter, sort, limit, which, attributes: request.attributes, total: request.total })
    }

    /// Whether the index may be quicker at it. Everyone in the order of a native property stands in the database's own
    /// indexes.
    pub(super) fn is_for_index(&self) -> bool {
        self.filter.is_some() || self.text.is_some() || matches!(self.sort.by, SortBy::Attribute(_))
    }

    /// The order of the request's sort, which for an attribute the database knows.
    pub(super) async fn order(&self, snapshot: &mut Transaction) -> ApiResult<Order> {
        let descending = self.sort.descending;
        match &self.sort.by {
            SortBy::Attribute(key) => {
                let attribute = store::attributes_by_key(snapshot, std::slice::from_ref(key)).await?.pop();
                let attribute =
                    attribute.ok_or_else(|| ApiError::invalid("/sort/by", "No user has an attribute of this key."))?;
                Order::attribute(attribute.attribute_id, attribute.kind()?, descending)
                    .ok_or_else(|| ApiError::invalid("/sort/by", "A list has no order to sort by."))
            }
            native @ (SortBy::LastActivity
            | SortBy::FirstSeen
            | SortBy::Created
            | SortBy::Name
            | SortBy::Email
            | SortBy::Sessions
            | SortBy::UserId) => Order::native(native, descending).ok_or(ApiError::Defect),
        }
    }

    /// The place that a cursor of this request names.
    pub(super) fn place(&self, cursor: &Cursor, order: &Order, pointer: &str) -> ApiResult<Place> {
        Place::from_cursor(cursor, &self.sort, order)
            .ok_or_else(|| ApiError::invalid(pointer, "This place is not of this order. Start from the first page."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointers(request: SearchRequest) -> Vec<String> {
        match Query::from_request(request) {
            Err(ApiError::Invalid(errors)) => errors.into_iter().map(|at| at.pointer).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let request = SearchRequest {
            limit: Some(201),
            page: Some(0),
            text: Some("x".repeat(1_025)),
            attributes: vec![String::new(); 21],
            ..Default::default()
        };
        assert_eq!(pointers(request), ["/limit", "/text", "/attributes", "/page"]);
        let both = SearchRequest { page: Some(1), after: Some(Cursor("x".into())), ..Default::default() };
        assert_eq!(pointers(both), [""]);
        assert_eq!(pointers(SearchRequest { page: Some(401), ..Default::default() }), ["/page"]);
    }

    #[test]
    fn blank_text_is_no_text() {
        let query = Query::from_request(SearchRequest { text: Some("  ".into()), ..Default::default() }).unwrap();
        assert_eq!(query.text, None);
        let query = Query::from_request(SearchRequest { text: Some(" ÅSA ".into()), ..Default::default() }).unwrap();
        assert_eq!(query.text.as_deref(), Some("åsa"));
    }
}

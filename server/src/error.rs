//! Errors as clients see them: problem+json, with the inside story logged once and never sent.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use shared::problem::{Problem, ProblemAt};

/// The result of a handler.
pub type ApiResult<T> = Result<T, ApiError>;

/// What a client is told. The request id is filled in on the way out (`web::problem_request_id`).
#[derive(Debug)]
pub enum ApiError {
    /// 400: the request cannot be read.
    BadRequest(String),
    /// 401: nobody is signed in, or the key is unknown.
    SignedOut(String),
    /// 403: signed in, but not allowed.
    Forbidden(String),
    /// 404: there is no such thing.
    NotFound(String),
    /// 405: there is something at this address, and it is not called like this.
    Method,
    /// 308: it moved for good.
    Moved(String),
    /// 409: it is not as the client thinks.
    Conflict(String),
    /// 409: there are more or fewer of them than the client thinks.
    OtherTotal {
        /// How many there are.
        total: u64,
    },
    /// 413: too large.
    TooLarge(String),
    /// 415: not JSON.
    NotJson(String),
    /// 422: it can be read, and is wrong at these places.
    Invalid(Vec<ProblemAt>),
    /// 429: too often; try again after so many seconds.
    TooMany {
        /// Seconds to wait.
        after: u64,
    },
    /// 503: our own trouble; try again.
    Unavailable(String),
    /// 500: a defect; the story is in the log.
    Defect,
}

/// The member `total` of a problem, added on the way out.
#[derive(Clone, Copy, Debug)]
pub struct Total(pub u64);

impl ApiError {
    /// 422 for one place.
    #[must_use]
    pub fn invalid(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::Invalid(vec![ProblemAt { pointer: pointer.into(), detail: detail.into() }])
    }

    /// What is wrong with a filter that stands at `pointer` in the request.
    #[must_use]
    pub fn of_filter(error: crate::filter::Error, pointer: &str) -> Self {
        let below = |problem: ProblemAt| ProblemAt { pointer: format!("{pointer}{}", problem.pointer), ..problem };
        match error {
            crate::filter::Error::Invalid(problems) => Self::Invalid(problems.into_iter().map(below).collect()),
            crate::filter::Error::Database(error) => error.into(),
        }
    }

    fn parts(self) -> (StatusCode, String, Vec<ProblemAt>) {
        match self {
            Self::BadRequest(detail) => (StatusCode::BAD_REQUEST, detail, Vec::new()),
            Self::SignedOut(detail) => (StatusCode::UNAUTHORIZED, detail, Vec::new()),
            Self::Forbidden(detail) => (StatusCode::FORBIDDEN, detail, Vec::new()),
            Self::NotFound(detail) => (StatusCode::NOT_FOUND, detail, Vec::new()),
            Self::Method => (
                StatusCode::METHOD_NOT_ALLOWED,
                "This address does not take this method. The header Allow names those that it takes.".into(),
                Vec::new(),
            ),
            Self::Moved(_) => (StatusCode::PERMANENT_REDIRECT, "It has moved.".into(), Vec::new()),
            Self::Conflict(detail) => (StatusCode::CONFLICT, detail, Vec::new()),
            Self::OtherTotal { total } => {
                (StatusCode::CONFLICT, format!("The number of users has changed: it is {total} now."), Vec::new())
            }
            Self::TooLarge(detail) => (StatusCode::PAYLOAD_TOO_LARGE, detail, Vec::new()),
            Self::NotJson(detail) => (StatusCode::UNSUPPORTED_MEDIA_TYPE, detail, Vec::new()),
            Self::Invalid(errors) => (StatusCode::UNPROCESSABLE_ENTITY, "The request has wrong values.".into(), errors),
            Self::TooMany { .. } => {
                (StatusCode::TOO_MANY_REQUESTS, "Too many tries; wait a little.".into(), Vec::new())
            }
            Self::Unavailable(detail) => (StatusCode::SERVICE_UNAVAILABLE, detail, Vec::new()),
            Self::Defect => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "Rollcall failed to answer. Its log has the request id.".into(),
                Vec::new(),
            ),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (location, after) = match &self {
            Self::Moved(location) => (HeaderValue::try_from(location.as_str()).ok(), None),
            Self::TooMany { after } => (None, Some(HeaderValue::from(*after))),
            Self::Unavailable(_) => (None, Some(HeaderValue::from(1))),
            Self::BadRequest(_)
            | Self::SignedOut(_)
            | Self::Forbidden(_)
            | Self::NotFound(_)
            | Self::Method
            | Self::Conflict(_)
            | Self::OtherTotal { .. }
            | Self::TooLarge(_)
            | Self::NotJson(_)
            | Self::Invalid(_)
            | Self::Defect => (None, None),
        };
        let total = if let Self::OtherTotal { total } = &self { Some(Total(*total)) } else { None };
        let (status, detail, errors) = self.parts();
        let title = status.canonical_reason().unwrap_or("Error").to_owned();
        let problem = Problem {
            kind: "about:blank".into(),
            title,
            status: status.as_u16(),
            detail,
            errors,
            request_id: String::new(),
        };
        let mut response = (status, Json(&problem)).into_response();
        response.extensions_mut().insert(std::sync::Arc::new(problem));
        total.map(|total| response.extensions_mut().insert(total));
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.extend(location.map(|location| (header::LOCATION, location)));
        headers.extend(after.map(|after| (header::RETRY_AFTER, after)));
        response
    }
}

impl From<crate::db::Error> for ApiError {
    fn from(error: crate::db::Error) -> Self {
        use crate::db::Error;
        match error {
            Error::TooSlow => Self::Unavailable("The query took too long and was stopped. Try a narrower one.".into()),
            Error::Conflict(inner) => {
                tracing::warn!(error = %inner, "writers met");
                Self::Conflict("Another change came between. Try again.".into())
            }
            Error::Unavailable(inner) => {
                tracing::error!(error = %inner, "database unavailable");
                Self::Unavailable("The database does not answer. Try again in a moment.".into())
            }
            Error::Defect(inner) => {
                tracing::error!(error = %inner, "database refused a statement");
                Self::Defect
            }
            Error::InUse => Self::Unavailable("The database is in use. Try again later.".into()),
            Error::Address(detail) => {
                tracing::error!(detail, "database address");
                Self::Defect
            }
            Error::Migration(inner) => {
                tracing::error!(error = %inner, "migration");
                Self::Defect
            }
        }
    }
}

//! Reading requests: JSON bodies and queries whose faults are answered with a pointer to the place.

use crate::error::ApiError;
use axum::{
    body::to_bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{header, request::Parts},
};
use serde::de::DeserializeOwned;

/// Largest JSON body of `/api`, in bytes.
const LARGEST_BODY: usize = 1 << 20;

/// A body of JSON, and of JSON only: a form of another site cannot send one.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _state: &S) -> Result<Self, ApiError> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
        if kind.split(';').next().map(str::trim) != Some("application/json") {
            return Err(ApiError::NotJson("Send JSON, with the header Content-Type: application/json.".into()));
        }
        let bytes = to_bytes(request.into_body(), LARGEST_BODY)
            .await
            .map_err(|_| ApiError::TooLarge(format!("A request holds at most {LARGEST_BODY} bytes.")))?;
        read(&bytes).map(Self)
    }
}

/// What an address says behind its question mark. Fields are texts, which the handler reads, so that it can name the
/// one that is wrong.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        let read = axum::extract::Query::<T>::try_from_uri(&parts.uri);
        let axum::extract::Query(query) = read.map_err(|error| {
            let text = std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string);
            ApiError::invalid("", format!("The address asks for what cannot be read: {text}."))
        })?;
        // Postgres cannot store NUL, and no text of ours needs it.
        if parts.uri.query().is_some_and(|query| query.contains("%00")) {
            return Err(ApiError::invalid("", "Text may not hold the character NUL."));
        }
        Ok(Self(query))
    }
}

/// A whole number of a query, within limits; `usual` where it is absent.
///
/// # Errors
/// 422 at `pointer` for anything else.
pub fn number(
    text: Option<&str>,
    usual: u32,
    within: std::ops::RangeInclusive<u32>,
    pointer: &str,
) -> Result<u32, ApiError> {
    let Some(text) = text else { return Ok(usual) };
    text.parse().ok().filter(|number| within.contains(number)).ok_or_else(|| {
        ApiError::invalid(pointer, format!("Give a whole number from {} to {}.", within.start(), within.end()))
    })
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let pointer = pointer(error.path());
        let inner = error.into_inner();
        match inner.classify() {
            serde_json::error::Category::Data => ApiError::invalid(pointer, sentence(&inner)),
            serde_json::error::Category::Syntax | serde_json::error::Category::Eof => {
                ApiError::BadRequest(format!("The body is not JSON: {inner}."))
            }
            serde_json::error::Category::Io => ApiError::BadRequest("The body could not be read.".into()),
        }
    })?;
    reader.end().map_err(|_| ApiError::BadRequest("The body goes on after its JSON.".into()))?;
    // Postgres cannot store NUL, and no text of ours needs it.
    if bytes.windows(6).any(|window| window == b"\\u0000") {
        return Err(ApiError::invalid("", "Text may not hold the character NUL."));
    }
    Ok(value)
}

/// The message of serde without the position, which the pointer tells better.
fn sentence(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text.split(" at line ").next().unwrap_or(&text);
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", characters.as_str())
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut pointer = String::new();
    for segment in path {
        let word = match segment {
            Segment::Seq { index } => index.to_string(),
            Segment::Map { key } => key.replace('~', "~0").replace('/', "~1"),
            Segment::Enum { variant } => variant.clone(),
            Segment::Unknown => continue,
        };
        pointer.push('/');
        pointer.push_str(&word);
    }
    pointer
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::api::users::SearchRequest;

    fn places(body: &str) -> Vec<(String, String)> {
        match read::<SearchRequest>(body.as_bytes()) {
            Err(ApiError::Invalid(errors)) => errors.into_iter().map(|at| (at.pointer, at.detail)).collect(),
            Err(ApiError::BadRequest(detail)) => vec![("400".into(), detail)],
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn faults_are_pointed_at() {
        assert_eq!(places("{\"limit\": \"ten\"}")[0].0, "/limit");
        assert_eq!(places("{\"sort\": {\"by\": \"height\"}}")[0].0, "/sort/by");
        assert_eq!(places("{\"text\": \"a\\u0000b\"}")[0].1, "Text may not hold the character NUL.");
        assert_eq!(places("{")[0].0, "400");
        assert_eq!(places("{} {}")[0], ("400".into(), "The body goes on after its JSON.".into()));
        assert!(read::<SearchRequest>(b"{\"limit\": 10}").is_ok());
    }
}

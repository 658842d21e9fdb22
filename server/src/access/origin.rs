//! Whether a change comes from our own pages: what a browser says of itself, which no page can make it say.

use crate::{
    error::{ApiError, ApiResult},
    state::State,
};
use axum::{
    extract::Request,
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::Response,
};

/// Where our own pages come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicOrigin(String);

/// Where a request comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RequestOrigin {
    /// Our own pages.
    Ours,
    /// Elsewhere.
    Elsewhere,
    /// It does not say. Every browser says it on a change; programs do not.
    Untold,
}

impl PublicOrigin {
    /// The origin of an address: `https://rollcall.example.com` of `https://rollcall.example.com/path`.
    #[must_use]
    pub fn of(public_url: &str) -> Self {
        let (scheme, rest) = public_url.split_once("://").unwrap_or(("http", public_url));
        let authority = rest.split('/').next().unwrap_or_default();
        Self(format!("{scheme}://{authority}").to_ascii_lowercase())
    }

    /// Whether it is https.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.0.starts_with("https://")
    }

    pub(super) fn origin_of(&self, headers: &HeaderMap) -> RequestOrigin {
        if let Some(site) = headers.get("sec-fetch-site") {
            return if site == "same-origin" { RequestOrigin::Ours } else { RequestOrigin::Elsewhere };
        }
        // Browsers leave `Sec-Fetch-Site` out where there is no https, as on the address of a home network.
        let Some(origin) = headers.get(header::ORIGIN) else { return RequestOrigin::Untold };
        let origin = origin.to_str().unwrap_or_default().to_ascii_lowercase();
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        let at_host = || !host.is_empty() && origin == format!("http://{}", host.to_ascii_lowercase());
        if origin == self.0 || (!self.is_secure() && at_host()) {
            RequestOrigin::Ours
        } else {
            RequestOrigin::Elsewhere
        }
    }
}

pub(super) fn changes(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn refuse() -> ApiError {
    ApiError::Forbidden("This change did not come from a page of Rollcall itself, so it was refused.".into())
}

/// For what is done by cookie: goes on only when it comes from our own pages.
///
/// # Errors
/// 403 otherwise.
pub fn require_same_origin(state: &State, headers: &HeaderMap) -> ApiResult<()> {
    if state.guard.origin.origin_of(headers) == RequestOrigin::Ours { Ok(()) } else { Err(refuse()) }
}

/// For routes that nobody needs to be known for: refuses what says that it comes from elsewhere. A program that
/// says nothing may sign in.
///
/// # Errors
/// 403 for a change from another site.
pub async fn same_origin_if_told(
    axum::extract::State(state): axum::extract::State<State>,
    request: Request,
    next: Next,
) -> ApiResult<Response> {
    if changes(request.method()) && state.guard.origin.origin_of(request.headers()) == RequestOrigin::Elsewhere {
        return Err(refuse());
    }
    Ok(next.run(request).await)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(public_url: &str, pairs: &[(&'static str, &str)]) -> RequestOrigin {
        let headers = pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        PublicOrigin::of(public_url).origin_of(&headers)
    }

    #[test]
    fn an_origin_is_scheme_and_authority() {
        assert_eq!(PublicOrigin::of("https://Rollcall.Example.com/a/b").0, "https://rollcall.example.com");
        assert_eq!(PublicOrigin::of("http://127.0.0.1:3000").0, "http://127.0.0.1:3000");
        assert!(PublicOrigin::of("HTTPS://a.example").is_secure());
        assert!(!PublicOrigin::of("http://https.example").is_secure());
    }

    #[test]
    fn the_browsers_word_on_the_site_decides() {
        let home = "http://127.0.0.1:3000";
        assert_eq!(
            told(home, &[("sec-fetch-site", "same-origin"), ("origin", "http://other.example")]),
            RequestOrigin::Ours
        );
        for site in ["same-site", "cross-site", "none", ""] {
            assert_eq!(told(home, &[("sec-fetch-site", site), ("origin", home)]), RequestOrigin::Elsewhere, "{site}");
        }
        assert_eq!(told(home, &[]), RequestOrigin::Untold);
    }

    #[test]
    fn without_it_the_origin_decides() {
        let home = "http://localhost:3000";
        let host = ("host", "192.0.2.1:3000");
        assert_eq!(told(home, &[("origin", home), host]), RequestOrigin::Ours);
        assert_eq!(told(home, &[("origin", "http://192.0.2.1:3000"), host]), RequestOrigin::Ours);
        for other in ["http://192.0.2.1", "https://192.0.2.1:3000", "null", "", "http://localhost:3000.other.example"] {
            assert_eq!(told(home, &[("origin", other), host]), RequestOrigin::Elsewhere, "{other}");
        }
        assert_eq!(told(home, &[("origin", "http://"), ("host", "")]), RequestOrigin::Elsewhere);
    }

    #[test]
    fn an_https_address_is_the_only_home_of_its_own() {
        let home = "https://rollcall.example.com";
        let host = ("host", "rollcall.example.com");
        assert_eq!(told(home, &[("origin", home), host]), RequestOrigin::Ours);
        assert_eq!(told(home, &[("origin", "http://rollcall.example.com"), host]), RequestOrigin::Elsewhere);
    }
}

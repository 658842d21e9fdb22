//! The cookie that carries a session's token.

use super::session::ABSOLUTE;
use axum::http::{HeaderMap, HeaderValue, header};

/// How the cookie of sessions is named and marked.
#[derive(Clone, Copy, Debug)]
pub struct SessionCookie {
    /// Whether browsers reach us by https: then no other site, and no page without https, can set or read it.
    pub secure: bool,
}

impl SessionCookie {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        if self.secure { "__Host-rollcall_session" } else { "rollcall_session" }
    }

    /// The token that a request carries.
    #[must_use]
    pub fn read(self, headers: &HeaderMap) -> Option<&str> {
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find_map(|(name, token)| (name == self.name() && !token.is_empty()).then_some(token))
    }

    /// The header that gives a browser its token.
    #[must_use]
    pub fn set(self, token: &str) -> HeaderValue {
        self.header(token, ABSOLUTE / 1000)
    }

    /// The header that takes it away.
    #[must_use]
    pub fn clear(self) -> HeaderValue {
        self.header("", 0)
    }

    fn header(self, token: &str, seconds: i64) -> HeaderValue {
        let secure = if self.secure { "; Secure" } else { "" };
        let text = format!("{}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}", self.name());
        // Tokens are hexadecimal; anything else would be a defect, and then no cookie is set.
        HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static(""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: SessionCookie = SessionCookie { secure: false };
    const SECURE: SessionCookie = SessionCookie { secure: true };

    #[test]
    fn the_marks_follow_the_public_address() {
        assert_eq!(PLAIN.set("ab"), "rollcall_session=ab; Path=/; Max-Age=5184000; HttpOnly; SameSite=Lax");
        assert_eq!(SECURE.clear(), "__Host-rollcall_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure");
    }

    #[test]
    fn it_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, "theme=dark; rollcall_session=ab".parse().unwrap());
        headers.append(header::COOKIE, "__Host-rollcall_session=cd".parse().unwrap());
        assert_eq!(PLAIN.read(&headers), Some("ab"));
        assert_eq!(SECURE.read(&headers), Some("cd"));
        headers.insert(header::COOKIE, "xrollcall_session=ab; rollcall_session=".parse().unwrap());
        assert_eq!(PLAIN.read(&headers), None);
    }
}

//! The cookie that carries a session's token, and the one of a try to sign in elsewhere.

use super::session::ABSOLUTE;
use axum::http::{HeaderMap, HeaderValue, header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

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
        find(headers, self.name())
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
        set(self.name(), token, seconds, self.secure)
    }
}

/// The cookie of a try to sign in elsewhere: its seed, and where the page was to lead.
#[derive(Clone, Copy, Debug)]
pub struct FlowCookie {
    secure: bool,
}

impl FlowCookie {
    /// Marked as that of sessions is.
    #[must_use]
    pub fn of(session: SessionCookie) -> Self {
        Self { secure: session.secure }
    }

    fn name(self) -> &'static str {
        if self.secure { "__Host-rollcall_openid" } else { "rollcall_openid" }
    }

    /// The seed and the place that a request carries.
    #[must_use]
    pub fn read(self, headers: &HeaderMap) -> Option<(String, String)> {
        let (seed, to) = find(headers, self.name())?.split_once('.')?;
        let to = URL_SAFE_NO_PAD.decode(to).ok().and_then(|to| String::from_utf8(to).ok());
        Some((seed.to_owned(), to.unwrap_or_default()))
    }

    /// The header that gives them to a browser, for so many seconds.
    #[must_use]
    pub fn set(self, seed: &str, to: &str, seconds: i64) -> HeaderValue {
        set(self.name(), &format!("{seed}.{}", URL_SAFE_NO_PAD.encode(to)), seconds, self.secure)
    }

    /// The header that takes them away.
    #[must_use]
    pub fn clear(self) -> HeaderValue {
        set(self.name(), "", 0, self.secure)
    }
}

fn find<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(own, value)| (own == name && !value.is_empty()).then_some(value))
}

fn set(name: &str, value: &str, seconds: i64, is_secure: bool) -> HeaderValue {
    let secure = if is_secure { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    // Values are hexadecimal or base64; anything else would be a defect, and then no cookie is set.
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static(""))
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
    fn a_try_comes_back_with_its_place() {
        let cookie = FlowCookie::of(SECURE);
        let header = cookie.set("ab", "/users?q=a b;c", 600);
        let text = header.to_str().unwrap();
        assert!(text.starts_with("__Host-rollcall_openid=ab.L3VzZXJz"), "{text}");
        assert!(text.ends_with("; Path=/; Max-Age=600; HttpOnly; SameSite=Lax; Secure"), "{text}");
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, text.split(';').next().unwrap().parse().unwrap());
        assert_eq!(cookie.read(&headers), Some(("ab".into(), "/users?q=a b;c".into())));
        assert_eq!(FlowCookie::of(PLAIN).read(&headers), None);
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

//! A browser in a few words, for the list of sessions.

use axum::http::{HeaderMap, header};

/// Name in `User-Agent`, and for people; the first that is found counts, as browsers also name those they imitate.
const BROWSERS: [(&str, &str); 6] = [
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 7] = [
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iOS"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// Such as "Firefox on Linux".
pub(super) fn describe(headers: &HeaderMap) -> String {
    let told = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let find = |names: &[(&str, &'static str)]| {
        names.iter().find(|(name, _)| told.contains(name)).map(|&(_, for_people)| for_people)
    };
    match (find(&BROWSERS), find(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(browser), None) => browser.into(),
        (None, _) => "Another program".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_that_imitate_others_are_told_apart() {
        let told = |value: &'static str| {
            describe(&HeaderMap::from_iter([(header::USER_AGENT, axum::http::HeaderValue::from_static(value))]))
        };
        let chrome =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";
        assert_eq!(told(chrome), "Chrome on Linux");
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0";
        assert_eq!(told(edge), "Edge on Windows");
        assert_eq!(told("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1"), "Safari on iOS");
        assert_eq!(told("curl/8.5"), "Another program");
    }
}

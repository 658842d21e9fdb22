//! What a change of settings asks for, looked at.

use crate::{error::ApiError, names::tidy_name};
use axum::http::Uri;
use jiff::tz::TimeZone;
use shared::api::settings::SettingsChange;

/// A change that can be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// The new name; empty for none.
    pub(super) name: Option<String>,
    /// The database's own name of the zone.
    pub(super) time_zone: Option<String>,
    /// The new address, without a slash at its end; empty for none.
    pub(super) public_url: Option<String>,
    /// Whether clients have to prove who a user is.
    pub(super) identity_required: Option<bool>,
}

impl Change {
    pub(super) fn from_request(request: SettingsChange) -> Result<Self, ApiError> {
        Ok(Self {
            name: request.name.as_deref().map(name).transpose()?,
            time_zone: request.time_zone.as_deref().map(time_zone).transpose()?,
            public_url: request.public_url.as_deref().map(public_url).transpose()?,
            identity_required: request.identity_required,
        })
    }
}

/// Up to 80 characters, without what surrounds them.
fn name(text: &str) -> Result<String, ApiError> {
    let text = text.trim();
    let fits = text.is_empty() || tidy_name(text, 80).is_some();
    if fits { Ok(text.into()) } else { Err(ApiError::invalid("/name", "A name has at most 80 characters.")) }
}

/// The name as the database of zones writes it: `europe/zurich` is `Europe/Zurich`.
fn time_zone(name: &str) -> Result<String, ApiError> {
    let zone = TimeZone::get(name).ok().filter(|zone| !zone.is_unknown());
    let name = zone.as_ref().and_then(TimeZone::iana_name).map(str::to_owned);
    name.ok_or_else(|| ApiError::invalid("/time_zone", "Give a time zone of the IANA database, such as Europe/Zurich."))
}

/// The address of a host by http or https, without anything behind it: the page is at its root.
fn public_url(text: &str) -> Result<String, ApiError> {
    let text = text.trim().trim_end_matches('/');
    if text.is_empty() {
        return Ok(String::new());
    }
    let uri = text.parse::<Uri>().ok().filter(|_| text.len() <= LONGEST_URL);
    let origin = uri.as_ref().and_then(|uri| {
        let scheme = uri.scheme_str().filter(|scheme| ["http", "https"].contains(scheme))?;
        let authority = uri.authority().filter(|authority| {
            let has_port = authority.as_str() == authority.host() || authority.port_u16().is_some();
            has_port && !authority.host().is_empty() && !authority.as_str().contains('@')
        })?;
        let is_root = uri.path() == "/" && uri.query().is_none() && !text.contains('#');
        is_root.then(|| format!("{scheme}://{}", authority.as_str().to_ascii_lowercase()))
    });
    let detail = "Give the address of the server with http:// or https:// in front and nothing behind it, such as https://rollcall.example.com.";
    origin.ok_or_else(|| ApiError::invalid("/public_url", detail))
}

/// Most characters of an address.
const LONGEST_URL: usize = 255;

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(name: Option<&str>) -> Option<Option<String>> {
        let request = SettingsChange { time_zone: name.map(str::to_owned), ..SettingsChange::default() };
        Change::from_request(request).ok().map(|change| change.time_zone)
    }

    #[test]
    fn a_name_may_be_taken_away() {
        let named = |name: &str| {
            let request = SettingsChange { name: Some(name.into()), ..SettingsChange::default() };
            Change::from_request(request).ok().and_then(|change| change.name)
        };
        assert_eq!(named(" Acme "), Some("Acme".into()));
        assert_eq!(named("  "), Some(String::new()));
        assert_eq!(named(&"x".repeat(80)), Some("x".repeat(80)));
        assert_eq!([named(&"x".repeat(81)), named("a\tb")], [None, None]);
    }

    #[test]
    fn zones_are_those_of_the_database() {
        assert_eq!(asked(None), Some(None));
        for (name, zone) in
            [("Europe/Zurich", "Europe/Zurich"), ("america/sao_paulo", "America/Sao_Paulo"), ("UTC", "UTC")]
        {
            assert_eq!(asked(Some(name)), Some(Some(zone.into())), "{name}");
        }
        for name in ["", " ", "Europe/Atlantis", "+01:00", "Etc/Unknown", "UTC ", "Europe/Zurich'; drop table users"] {
            assert_eq!(asked(Some(name)), None, "{name}");
        }
    }

    #[test]
    fn an_address_is_a_host_and_nothing_else() {
        let read = |text: &str| public_url(text).ok();
        for (text, url) in [
            (" https://R.example.com/ ", "https://r.example.com"),
            ("http://10.0.0.1:3000", "http://10.0.0.1:3000"),
            ("http://[::1]:3000", "http://[::1]:3000"),
            ("  ", ""),
        ] {
            assert_eq!(read(text), Some(url.into()), "{text}");
        }
        let long = format!("https://{}.example.com", "x".repeat(255));
        for text in [
            "rollcall.example.com",
            "ftp://r.example.com",
            "javascript:alert(1)",
            "https://",
            "https://r.example.com/rollcall",
            "https://r.example.com?x=1",
            "https://r.example.com#x",
            "https://user:secret@r.example.com",
            "https://r.example.com:x",
            "https://r.example.com:99999",
            "https://r example.com",
            "https://r.example.com\"><script>",
            long.as_str(),
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

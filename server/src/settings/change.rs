//! What a change of settings asks for, looked at.

use crate::{error::ApiError, names::tidy_name};
use jiff::tz::TimeZone;
use shared::api::settings::SettingsChange;

/// A change that can be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// The new name; empty for none.
    pub(super) name: Option<String>,
    /// The database's own name of the zone.
    pub(super) time_zone: Option<String>,
}

impl Change {
    pub(super) fn from_request(request: SettingsChange) -> Result<Self, ApiError> {
        Ok(Self {
            name: request.name.as_deref().map(name).transpose()?,
            time_zone: request.time_zone.as_deref().map(time_zone).transpose()?,
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
}

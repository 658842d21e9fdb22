//! A filter as one word of an address: `1.` and its document, deflated, in base64url.
//!
//! Invariants: `read(&write(filter)) == Ok(filter)`; nothing that stands in an address makes the page hold more than
//! one document of the largest size.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use miniz_oxide::{deflate::compress_to_vec, inflate::decompress_to_vec_with_limit};
use shared::filter::{Filter, limits};

/// Longer ones the server keeps.
pub const LENGTH: usize = 1_800;
const VERSION: u32 = 1;
const EFFORT: u8 = 9;

/// A filter that could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// It says that a newer version wrote it.
    pub is_newer: bool,
}

/// The word of a filter.
pub fn write(filter: &Filter) -> String {
    // Keys are texts and numbers finite, so that nothing can fail.
    let document = serde_json::to_vec(filter).unwrap_or_default();
    format!("{VERSION}.{}", BASE64_URL_SAFE_NO_PAD.encode(compress_to_vec(&document, EFFORT)))
}

/// The filter of a word.
pub fn read(text: &str) -> Result<Filter, Unreadable> {
    let broken = Unreadable { is_newer: false };
    let (version, word) = text.split_once('.').ok_or(broken)?;
    match version.parse::<u32>() {
        Ok(VERSION) => {}
        Ok(version) => return Err(Unreadable { is_newer: version > VERSION }),
        Err(_) => return Err(broken),
    }
    let deflated = BASE64_URL_SAFE_NO_PAD.decode(word).map_err(|_| broken)?;
    let document = decompress_to_vec_with_limit(&deflated, limits::DOCUMENT).map_err(|_| broken)?;
    Filter::parse(&document).map_err(|_| Unreadable { is_newer: is_newer(&document) })
}

/// Whether a document says that it is of a later version.
fn is_newer(document: &[u8]) -> bool {
    #[derive(serde::Deserialize)]
    struct Versioned {
        version: u64,
    }
    serde_json::from_slice::<Versioned>(document).is_ok_and(|document| document.version > u64::from(Filter::VERSION))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{SeedableRng, rngs::SmallRng};
    use serde_json::{Value, json};
    use shared::filter::{
        edit::{Draft, Purpose},
        strategies,
    };

    fn filter(root: &Value) -> Filter {
        Filter::read(&json!({"version": 1, "root": root})).unwrap()
    }

    fn plan(values: &[String]) -> Value {
        json!({"attribute": {"key": "plan", "test": {"text": {"one_of": {"values": values}}}}})
    }

    fn word_of(document: &str) -> String {
        format!("1.{}", BASE64_URL_SAFE_NO_PAD.encode(compress_to_vec(document.as_bytes(), EFFORT)))
    }

    #[test]
    fn filters_go_through_a_word_unchanged() {
        let many: Vec<_> = (0..500).map(|at| format!("värde {at} & co / 日本")).collect();
        let named = json!({"named": {"name": "Größe", "node": {"not": plan(&["pro".into()])}}});
        for root in [json!({"all": []}), plan(&["pro".into(), "team".into()]), json!({"any": [named, plan(&many)]})] {
            let filter = filter(&root);
            let word = write(&filter);
            assert!(word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)), "{word}");
            assert_eq!(read(&word), Ok(filter));
        }
        assert!(write(&filter(&plan(&["pro".into()]))).len() < 120);
    }

    #[test]
    fn any_filter_comes_back_from_an_address_and_a_builder_as_it_was() {
        let mut random = SmallRng::seed_from_u64(10);
        for round in 0..400 {
            let world = strategies::world(&mut random, 0);
            let filter = strategies::filter(&mut random, &world, 1 + round % 12);
            let reloaded = read(&write(&filter)).unwrap();
            assert_eq!(reloaded, filter);
            // What a builder makes of it goes into the next address, and so on.
            let built = Draft::from(&reloaded).finish(Purpose::Save).filter;
            assert_eq!(Draft::from(&read(&write(&built)).unwrap()).finish(Purpose::Save).filter, built);
        }
    }

    #[test]
    fn what_is_no_filter_is_told_apart_from_what_is_newer() {
        let broken = Err(Unreadable { is_newer: false });
        let newer = Err(Unreadable { is_newer: true });
        for word in ["", "1", "1.", "1.!", "1.AAAA", "0.AAAA", "x.AAAA", ".AAAA", "-1.AAAA"] {
            assert_eq!(read(word), broken, "{word}");
        }
        let whole = write(&Filter::everyone());
        assert_eq!(read(&whole[..whole.len() - 2]), broken);
        assert_eq!(read("2.anything"), newer);
        assert_eq!(read(&word_of(r#"{"version":2,"root":{"none":[]}}"#)), newer);
        assert_eq!(read(&word_of(r#"{"version":1,"root":{"none":[]}}"#)), broken);
        assert_eq!(read(&word_of("[]")), broken);
    }

    #[test]
    fn a_word_that_blows_up_is_refused() {
        let bomb = format!(r#"{{"version":1,"root":{{"all":[{}]}}}}"#, " ".repeat(1_000_000));
        let word = word_of(&bomb);
        assert!(word.len() <= LENGTH);
        assert_eq!(read(&word), Err(Unreadable { is_newer: false }));
    }
}

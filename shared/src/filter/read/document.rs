//! Text to JSON value, so that what JSON itself cannot hold is reported with its place like everything else.
//!
//! Halves of surrogate pairs and numbers beyond 64 bits make a JSON parser give up without saying which node is
//! meant. They are replaced before parsing by what the reader refuses by itself: U+0000 and a number's own marker.

use crate::filter::limits;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::fmt;

/// The value of a document, or a sentence about why it is none.
pub(crate) fn value_of(document: &[u8]) -> Result<Value, String> {
    if document.len() > limits::DOCUMENT {
        let (length, most) = (document.len(), limits::DOCUMENT);
        return Err(format!("The filter has {length} bytes: shorten it to {most}."));
    }
    let text = std::str::from_utf8(document).map_err(|_| "The filter is not UTF-8: encode it so.".to_owned())?;
    let text = mend(text);
    let mut parser = serde_json::Deserializer::from_str(&text);
    let value = Strict.deserialize(&mut parser).and_then(|value| parser.end().map(|()| value));
    value.map_err(|error| format!("The filter is not JSON that can be read: {error}."))
}

/// The text with replacements for what the parser would give up at.
fn mend(text: &str) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let length = match character {
            '"' => text_length(rest, &mut mended),
            '-' | '0'..='9' => number_length(rest, &mut mended),
            _ => {
                mended.push(character);
                character.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    mended
}

/// Copies a quoted text and answers with the number of bytes read.
fn text_length(rest: &str, mended: &mut String) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 1;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    let end = (at + 1).min(bytes.len());
    let Some(text) = rest.get(..end) else {
        // An escape of half a character: not JSON, which the parser says.
        mended.push_str(rest);
        return rest.len();
    };
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|tail| tail.find('\\')).map(|found| at + found) {
        let Some(half) = surrogate(text, found) else {
            at = found + 2;
            continue;
        };
        let is_pair = half < 0xdc00 && surrogate(text, found + 6).is_some_and(|second| second >= 0xdc00);
        if is_pair {
            at = found + 12;
        } else {
            mended.push_str(&text[copied..found]);
            mended.push_str("\\u0000");
            copied = found + 6;
            at = copied;
        }
    }
    mended.push_str(&text[copied..]);
    end
}

/// The surrogate that an escape at this byte stands for.
fn surrogate(text: &str, at: usize) -> Option<u32> {
    let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
    let code = digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())??;
    (0xd800..0xe000).contains(&code).then_some(code)
}

/// Copies a number, or null for one that is beyond 64 bits, and answers with the number of bytes read.
fn number_length(rest: &str, mended: &mut String) -> usize {
    let is_part = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E');
    let length = rest.bytes().take_while(|byte| is_part(*byte)).count();
    let number = &rest[..length];
    let is_infinite = number.parse::<f64>().is_ok_and(f64::is_infinite);
    mended.push_str(if is_infinite { "null" } else { number });
    length
}

/// A JSON value whose objects name no key twice: the last one winning would drop conditions in silence.
struct Strict;

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }
    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_bool<E: Error>(self, boolean: bool) -> Result<Value, E> {
        Ok(Value::Bool(boolean))
    }
    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }
    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }
    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }
    fn visit_string<E: Error>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Strict)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = entries.next_key_seed(Key)? {
            let value = entries.next_value_seed(Strict)?;
            if map.contains_key(&key) {
                return Err(Error::custom(format!("an object has the key {key:?} twice; keep one")));
            }
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}

struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        String::deserialize(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn halves_of_pairs_become_nul_and_pairs_stay() {
        let text = r#"["\ud83d\ude00", "\ud83d", "\ude00\ud83d", "\\ud83d", "é\ud83dx", "\ud83d\u0041"]"#;
        let value = value_of(text.as_bytes()).unwrap();
        assert_eq!(value, json!(["😀", "\0", "\0\0", "\\ud83d", "é\0x", "\0A"]));
    }

    #[test]
    fn numbers_beyond_64_bits_become_null() {
        let text = r#"[1e400, -1e400, 1e-400, 1.5, "1e400", 18446744073709551616]"#;
        let value = value_of(text.as_bytes()).unwrap();
        assert_eq!(value, json!([null, null, 0.0, 1.5, "1e400", 18446744073709551616.0]));
    }

    #[test]
    fn what_is_not_json_is_refused_with_a_sentence() {
        let texts: [&[u8]; 9] =
            [b"", b"{", b"[1 2]", b"{\"a\":1,\"a\":2}", b"\"\xff\"", b"\"\\", b"nul", b"{} {}", "\"\\é".as_bytes()];
        for text in texts {
            assert!(value_of(text).is_err(), "{text:?}");
        }
        let large = format!("\"{}\"", "x".repeat(limits::DOCUMENT));
        assert!(value_of(large.as_bytes()).unwrap_err().contains("shorten"));
        assert!(value_of("[".repeat(60_000).as_bytes()).is_err());
    }
}

//! The query of an address: pairs in order, in the encoding of forms. Pure, so that it is tested natively.

/// The pairs of a query string, decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads `a=b&c=d`, with or without the question mark. What cannot be decoded stays as it is.
    pub fn parse(text: &str) -> Self {
        let text = text.strip_prefix('?').unwrap_or(text);
        Self(
            text.split('&')
                .filter(|pair| !pair.is_empty())
                .map(|pair| {
                    let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
                    (decode(key), decode(value))
                })
                .collect(),
        )
    }

    /// The first value of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// Adds a pair at the end.
    pub fn push(&mut self, key: &str, value: impl Into<String>) {
        self.0.push((key.to_owned(), value.into()));
    }

    /// The query with its question mark; nothing when there are no pairs.
    pub fn text(&self) -> String {
        let pairs: Vec<_> = self.0.iter().map(|(key, value)| format!("{}={}", encode(key), encode(value))).collect();
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }
}

/// Bytes that addresses carry as they are; colon, comma, at and slash keep an address readable.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.~:,@/".contains(&byte)
}

/// Text as it stands in a query.
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b' ' => encoded.push('+'),
            byte if is_plain(byte) => encoded.push(char::from(byte)),
            byte => {
                encoded.push('%');
                for half in [byte >> 4, byte & 15] {
                    encoded.push(char::from(b"0123456789ABCDEF"[usize::from(half)]));
                }
            }
        }
    }
    encoded
}

fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).and_then(|&byte| char::from(byte).to_digit(16));
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                // Two hexadecimal digits are at most 255.
                decoded.push((high * 16 + low) as u8);
                at += 3;
                continue;
            }
            (b'+', _, _) => decoded.push(b' '),
            (byte, _, _) => decoded.push(byte),
        }
        at += 1;
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_go_through_an_address_unchanged() {
        let mut query = Query::default();
        for value in ["", "Zoë & Søn", "100% = all", "a+b", "attribute:plan,name", "日本"] {
            query.push("q", value);
        }
        assert_eq!(Query::parse(&query.text()), query);
    }

    #[test]
    fn broken_escapes_stay_as_they_are() {
        let query = Query::parse("?q=50%&r=%zz&s=%ff&t");
        assert_eq!(query.get("q"), Some("50%"));
        assert_eq!(query.get("r"), Some("%zz"));
        assert_eq!(query.get("s"), Some("%ff"));
        assert_eq!(query.get("t"), Some(""));
        assert_eq!(query.get("u"), None);
    }

    #[test]
    fn an_empty_query_has_no_question_mark() {
        assert_eq!(Query::parse("?").text(), "");
    }
}

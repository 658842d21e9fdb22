//! A filter as texts to copy. Pure.

use shared::{
    api::{filter::FilterDocument, users::SearchRequest},
    filter::Filter,
};

/// The document, for people.
pub fn json(filter: &Filter) -> String {
    // Keys are texts and numbers finite, so that nothing can fail.
    serde_json::to_string_pretty(filter).unwrap_or_default()
}

/// A call of the API that answers with the users, for a shell.
pub fn curl(origin: &str, filter: &Filter) -> String {
    let request = SearchRequest { filter: Some(FilterDocument::new(filter)), ..SearchRequest::default() };
    let body = serde_json::to_string(&request).unwrap_or_default();
    // Within single quotes a shell reads everything as it is, but for the quote itself.
    let body = body.replace('\'', r"'\''");
    format!(
        "curl '{origin}/api/users/search' \\\n  -H \"Authorization: Bearer $ROLLCALL_SECRET_KEY\" \\\n  \
         -H 'Content-Type: application/json' \\\n  -d '{body}'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json as value;

    #[test]
    fn a_call_goes_through_a_shell_unchanged() {
        let root = value!({"property": {"name": {"is": {"value": "O'Neil"}}}});
        let filter = Filter::read(&value!({"version": 1, "root": root})).unwrap();
        let expected = r#"curl 'https://rollcall.example.com/api/users/search' \
  -H "Authorization: Bearer $ROLLCALL_SECRET_KEY" \
  -H 'Content-Type: application/json' \
  -d '{"filter":{"version":1,"root":{"property":{"name":{"is":{"value":"O'\''Neil"}}}}}}'"#;
        assert_eq!(curl("https://rollcall.example.com", &filter), expected);
    }

    #[test]
    fn the_document_is_read_back_unchanged() {
        let filter = Filter::everyone();
        assert_eq!(Filter::parse(json(&filter).as_bytes()), Ok(filter));
    }
}

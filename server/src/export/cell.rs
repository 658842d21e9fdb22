//! One cell of CSV (RFC 4180), harmless to spreadsheets.
//!
//! A text that begins with `=`, `+`, `-`, `@`, TAB or CR, or with apostrophes and then one of these, gets an apostrophe
//! in front. Whoever reads it back takes one apostrophe away where such a character follows the apostrophes: then
//! every text is as it was. Numbers are no texts, and stay as they are.

/// Appends a text to a line.
pub(crate) fn push_text(line: &mut String, text: &str) {
    push(line, text, begins_a_formula(text.trim_start_matches('\'')));
}

/// Appends what Rollcall wrote itself: a number, an instant, an id.
pub(crate) fn push_plain(line: &mut String, text: &str) {
    push(line, text, false);
}

fn begins_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

fn push(line: &mut String, text: &str, is_guarded: bool) {
    let is_quoted = text.contains(['"', ',', '\n', '\r']);
    if is_quoted {
        line.push('"');
    }
    if is_guarded {
        line.push('\'');
    }
    for character in text.chars() {
        if character == '"' {
            line.push('"');
        }
        line.push(character);
    }
    if is_quoted {
        line.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> String {
        let mut line = String::new();
        push_text(&mut line, text);
        line
    }

    /// What a spreadsheet reads.
    fn unquoted(cell: &str) -> String {
        let inner = cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"'));
        inner.map_or_else(|| cell.to_owned(), |inner| inner.replace("\"\"", "\""))
    }

    /// What an import does.
    fn read_back(cell: &str) -> String {
        let text = unquoted(cell);
        match text.strip_prefix('\'') {
            Some(rest) if begins_a_formula(rest.trim_start_matches('\'')) => rest.to_owned(),
            Some(_) | None => text,
        }
    }

    #[test]
    fn cells_are_no_formulas_and_quoted_where_they_must_be() {
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("@sum(a,b)"), "\"'@sum(a,b)\"");
        assert_eq!(cell("\r\n"), "\"'\r\n\"");
        assert_eq!(cell("say \"hi\""), "\"say \"\"hi\"\"\"");
        assert_eq!(cell("a=b"), "a=b");
        assert_eq!(cell("'quoted'"), "'quoted'");
        let mut number = String::new();
        push_plain(&mut number, "-5");
        assert_eq!(number, "-5");
    }

    #[test]
    fn every_text_reads_back_as_it_was() {
        let pieces = ["'", "=", "-", "\t", "\r", "\"", ",", "a", "\n", "@", "+", " ", "é"];
        for first in pieces {
            for second in pieces {
                for third in pieces {
                    let text = [first, second, third].concat();
                    assert_eq!(read_back(&cell(&text)), text);
                    assert!(!begins_a_formula(&unquoted(&cell(&text))), "{text:?}");
                }
            }
        }
        assert_eq!(read_back(&cell("")), "");
    }
}

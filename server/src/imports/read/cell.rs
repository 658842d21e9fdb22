//! One cell: what our export did to texts that a spreadsheet would take for formulas is taken back.

/// A cell's text, and whether it was guarded, so that it is a text whatever it looks like.
///
/// One apostrophe in front goes away where `=`, `+`, `-`, `@`, TAB or CR follows it, or further apostrophes and then one
/// of these.
pub(in crate::imports) fn unguarded(cell: &str) -> (&str, bool) {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']) => (rest, true),
        Some(_) | None => (cell, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_apostrophe_goes_where_a_formula_would_begin() {
        for (cell, text) in
            [("'=1", "=1"), ("''-1", "'-1"), ("'\t", "\t"), ("'a", "'a"), ("'", "'"), ("=1", "=1"), ("", "")]
        {
            assert_eq!(unguarded(cell).0, text, "{cell:?}");
        }
        assert!(unguarded("'-5").1 && !unguarded("-5").1);
    }
}

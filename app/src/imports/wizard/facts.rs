//! What a column says of who it could identify. Pure.

use crate::imports::words::counted;
use shared::api::imports::{Column, IdentityKind};

/// How many different values it has, and how many rows have none.
pub fn told(column: &Column, rows: u64, count: fn(u64) -> String) -> Vec<String> {
    let values = rows - column.blanks.min(rows);
    let of = if column.looked_at < values { "the first " } else { "" };
    let mut told = Vec::new();
    if column.distinct == column.looked_at {
        told.push(format!("No value of {of}{} stands twice.", counted(column.looked_at, "row", "rows", count)));
    } else {
        let (distinct, looked_at) = (count(column.distinct), count(column.looked_at));
        told.push(format!(
            "{distinct} of {of}{looked_at} values are different: of several rows about one user the last one counts."
        ));
    }
    if column.blanks > 0 {
        let (words, are) = if column.blanks == 1 { ("has", "it is") } else { ("have", "they are") };
        told.push(format!("{} {words} none: {are} rejected.", counted(column.blanks, "row", "rows", count)));
    }
    told
}

/// What the values of a column look like: e-mail addresses or ids.
pub fn guess(column: &Column) -> IdentityKind {
    let is_email = !column.samples.is_empty() && column.samples.iter().all(|sample| sample.contains('@'));
    if is_email { IdentityKind::Email } else { IdentityKind::UserId }
}

#[cfg(test)]
mod tests {
    use super::super::super::list::tests::draft;
    use super::*;

    #[test]
    fn columns_tell_whom_they_identify() {
        let told = |column: &Column, rows| told(column, rows, |number| number.to_string());
        let [column] = draft(1, &["id"]).columns.try_into().unwrap();
        assert_eq!(
            told(&column, 10),
            ["9 of 10 values are different: of several rows about one user the last one counts."]
        );
        let blank = Column { blanks: 1, distinct: 9, looked_at: 9, ..column.clone() };
        assert_eq!(told(&blank, 10), ["No value of 9 rows stands twice.", "1 row has none: it is rejected."]);
        assert!(told(&blank, 100)[0].contains("the first 9"));
        assert_eq!(guess(&column), IdentityKind::UserId);
        assert_eq!(guess(&Column { samples: vec!["a@b.c".into()], ..column }), IdentityKind::Email);
    }
}

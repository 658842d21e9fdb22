//! Several values in one text.

/// Splits what was pasted: `a, b; c`, lines, columns of a sheet. A value in double quotes may have all of these in it.
pub fn split(text: &str) -> Vec<String> {
    let (mut values, mut value, mut is_quoted) = (Vec::new(), String::new(), false);
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if is_quoted && signs.peek() == Some(&'"') => {
                value.push('"');
                signs.next();
            }
            '"' if is_quoted || value.trim().is_empty() => is_quoted = !is_quoted,
            ',' | ';' | '\n' | '\r' | '\t' if !is_quoted => values.push(std::mem::take(&mut value)),
            sign => value.push(sign),
        }
    }
    values.push(value);
    let mut kept: Vec<String> = Vec::new();
    for value in values.iter().map(|value| value.trim()).filter(|value| !value.is_empty()) {
        if !kept.iter().any(|one| one == value) {
            kept.push(value.to_owned());
        }
    }
    kept
}

/// Values as a text that [`split`] reads again, one a line.
pub fn join(values: &[String]) -> String {
    let line = |value: &String| {
        let needs_quotes = value.contains([',', ';', '\n', '\r', '\t', '"']) || value.trim() != value;
        if needs_quotes { format!("\"{}\"", value.replace('"', "\"\"")) } else { value.clone() }
    };
    values.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_values_are_split() {
        assert_eq!(split("a, b; c\nd"), ["a", "b", "c", "d"]);
        assert_eq!(split("\"Acme, Inc.\"\tb\r\n\r\na"), ["Acme, Inc.", "b", "a"]);
        assert_eq!(split("a,a, A"), ["a", "A"]);
        assert_eq!(split("\"say \"\"no\"\"\""), ["say \"no\""]);
        assert_eq!(split(" , ;\n"), Vec::<String>::new());
        assert_eq!(split("5\" disk"), ["5\" disk"]);
    }

    #[test]
    fn joined_values_are_read_again() {
        let values = ["a".to_owned(), "Acme, Inc.".into(), "say \"no\"".into(), "5\" disk".into()];
        assert_eq!(split(&join(&values)), values);
    }
}

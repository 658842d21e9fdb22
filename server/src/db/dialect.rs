//! What the two databases call by different names.

use std::borrow::Cow;

/// The language of a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// The embedded one.
    Sqlite,
    /// The server.
    Postgres,
}

impl Dialect {
    /// The name for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "Postgres",
        }
    }

    /// Most values that one statement may bind.
    pub(super) fn most_values(self) -> usize {
        match self {
            Self::Sqlite => 32_766,
            Self::Postgres => 65_535,
        }
    }

    /// What asks for a query's plan, without what differs from day to day.
    pub(super) fn explain(self) -> &'static str {
        match self {
            Self::Sqlite => "explain query plan",
            Self::Postgres => "explain (costs off)",
        }
    }

    /// The text as this database reads it.
    pub(super) fn translate<'a>(self, text: Cow<'a, str>) -> Cow<'a, str> {
        match self {
            Self::Postgres => text,
            Self::Sqlite => translate_for_sqlite(text),
        }
    }
}

fn translate_for_sqlite(text: Cow<'_, str>) -> Cow<'_, str> {
    const ANY: &str = "= any(";
    let needs = [ANY, "strpos(", "unnest(", " for update"].iter().any(|word| text.contains(word));
    if !needs {
        return text;
    }
    let mut answer = String::with_capacity(text.len() + 32);
    let plain = text.replace("strpos(", "instr(").replace("unnest(", "json_each(").replace(" for update", "");
    let mut rest = plain.as_str();
    while let Some(at) = rest.find(ANY) {
        let (before, after) = (&rest[..at], &rest[at + ANY.len()..]);
        let Some(end) = after.find(')') else { break };
        answer.push_str(before);
        answer.push_str("in (select value from json_each(");
        answer.push_str(&after[..end]);
        answer.push_str("))");
        rest = &after[end + 1..];
    }
    answer.push_str(rest);
    Cow::Owned(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlite_gets_its_own_words() {
        let text = "select user_id from users where user_id = any($1) and strpos(name, $2) > 0 for update";
        assert_eq!(
            Dialect::Sqlite.translate(text.into()),
            "select user_id from users where user_id in (select value from json_each($1)) and instr(name, $2) > 0"
        );
        assert_eq!(Dialect::Postgres.translate(text.into()), text);
        // Both call the column by the name of the alias.
        let text = "select value.value from unnest($1) as value";
        assert_eq!(Dialect::Sqlite.translate(text.into()), "select value.value from json_each($1) as value");
        assert_eq!(Dialect::Postgres.translate(text.into()), text);
    }
}

//! A document that was typed or pasted in the filter's place: all that is wrong with it, or what it changes. Pure.

use shared::{
    filter::{Filter, canonical_text},
    problem::ProblemAt,
};

/// What a text is.
#[derive(Clone, Debug, PartialEq)]
pub enum Typed {
    /// The filter that is there.
    Same,
    /// Another one.
    Other {
        /// The filter.
        filter: Filter,
        /// Conditions that come and that go.
        changed: (usize, usize),
    },
    /// No filter, and why.
    Wrong(Vec<String>),
}

/// Reads a text.
pub fn read(before: &Filter, text: &str) -> Typed {
    let told = |problem: ProblemAt| match problem.pointer.as_str() {
        "" => problem.detail,
        pointer => format!("{pointer}: {}", problem.detail),
    };
    match Filter::parse(text.as_bytes()) {
        Err(problems) => Typed::Wrong(problems.into_iter().map(told).collect()),
        Ok(filter) if filter == *before => Typed::Same,
        Ok(filter) => Typed::Other { changed: difference(before, &filter), filter },
    }
}

/// "2 conditions come, 1 goes."
pub fn told((come, go): (usize, usize)) -> String {
    let conditions = |count: usize| if count == 1 { "1 condition".into() } else { format!("{count} conditions") };
    let verb = |count: usize, one: &str| if count == 1 { format!("{one}s") } else { one.to_owned() };
    match (come, go) {
        (0, 0) => "The same conditions, put together in another way.".into(),
        (come, 0) => format!("{} {}.", conditions(come), verb(come, "come")),
        (0, go) => format!("{} {}.", conditions(go), if go == 1 { "goes" } else { "go" }),
        (come, go) => {
            format!("{} {}, {go} {}.", conditions(come), verb(come, "come"), if go == 1 { "goes" } else { "go" })
        }
    }
}

fn difference(before: &Filter, after: &Filter) -> (usize, usize) {
    let texts = |filter: &Filter| -> Vec<String> {
        let visits = filter.visits().into_iter();
        let conditions = visits.filter(|visit| matches!(visit.node, shared::filter::Node::Condition(_)));
        conditions.map(|visit| canonical_text(&Filter { root: visit.node.clone() })).collect()
    };
    let (mut gone, mut come) = (texts(before), 0);
    for text in texts(after) {
        match gone.iter().position(|other| *other == text) {
            Some(at) => _ = gone.swap_remove(at),
            None => come += 1,
        }
    }
    (come, gone.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn document(names: &[&str]) -> Value {
        let leaf = |name: &&str| json!({"property": {"name": {"is": {"value": name}}}});
        json!({"version": 1, "root": {"all": names.iter().map(leaf).collect::<Vec<_>>()}})
    }

    fn changed(before: &[&str], after: &[&str]) -> String {
        let before = Filter::read(&document(before)).unwrap();
        match read(&before, &document(after).to_string()) {
            Typed::Same => "same".into(),
            Typed::Other { changed, .. } => told(changed),
            Typed::Wrong(problems) => problems.join(" "),
        }
    }

    #[test]
    fn what_comes_and_goes_is_counted() {
        assert_eq!(changed(&["a"], &["a"]), "same");
        assert_eq!(changed(&["a", "b"], &["b", "a"]), "The same conditions, put together in another way.");
        assert_eq!(changed(&["a"], &["a", "b", "b"]), "2 conditions come.");
        assert_eq!(changed(&["a", "a"], &["a"]), "1 condition goes.");
        assert_eq!(changed(&["a", "b"], &["c"]), "1 condition comes, 2 go.");
    }

    #[test]
    fn everything_that_is_wrong_is_told() {
        let wrong = json!({"version": 1, "root": {"all": [{"shoe": 1}, {"event": {"count": "x"}}]}});
        let Typed::Wrong(problems) = read(&Filter::everyone(), &wrong.to_string()) else { panic!("it is wrong") };
        assert!(
            problems.len() >= 2 && problems.iter().all(|problem| problem.starts_with("/root/all/")),
            "{problems:?}"
        );
        assert!(matches!(read(&Filter::everyone(), "{"), Typed::Wrong(problems) if problems.len() == 1));
    }
}

//! What conditions and groups are called in messages and in names of controls.

use shared::filter::edit::{Combinator, Content, Draft, DraftCondition, DraftNode, NodeId};

/// Gives a condition its words.
pub type Words<'a> = &'a dyn Fn(&DraftCondition) -> String;

/// The number of a group as the headers count: the second in the first is "1.2". Empty for the main group.
pub fn group_number(draft: &Draft, id: NodeId) -> String {
    let Some((parent, _)) = draft.place_of(id) else { return String::new() };
    let groups = parent.children().iter().filter(|child| child.combinator().is_some());
    let own = groups.take_while(|group| group.id != id).count() + 1;
    let outer = group_number(draft, parent.id);
    if outer.is_empty() { own.to_string() } else { format!("{outer}.{own}") }
}

/// What a group asks for: "All of", "None of".
pub fn quantity(group: &DraftNode) -> &'static str {
    match (group.combinator(), group.is_negated) {
        (Some(Combinator::All) | None, false) => "All of",
        (Some(Combinator::Any), false) => "Any of",
        (Some(Combinator::All) | None, true) => "Not all of",
        (Some(Combinator::Any), true) => "None of",
    }
}

/// "the main group", "group 2", "group 2, Beta testers".
pub fn group(draft: &Draft, id: NodeId) -> String {
    let number = group_number(draft, id);
    let name = draft.node(id).and_then(|node| node.name.as_ref()).map(|name| format!(", {name}")).unwrap_or_default();
    if number.is_empty() { format!("the main group{name}") } else { format!("group {number}{name}") }
}

/// A condition's words, or what a group is called: "Plan is Pro", "group 2".
pub fn node(draft: &Draft, id: NodeId, words: Words<'_>) -> String {
    match draft.node(id) {
        Some(DraftNode { content: Content::Condition(condition), is_negated, .. }) => {
            let words = words(condition);
            if *is_negated { format!("not {words}") } else { words }
        }
        Some(_) | None => group(draft, id),
    }
}

/// The same with what it is: "condition Plan is Pro", "group 2".
pub fn named(draft: &Draft, id: NodeId, words: Words<'_>) -> String {
    let name = node(draft, id, words);
    let is_condition = draft.node(id).is_some_and(|node| node.combinator().is_none());
    if is_condition { format!("condition {name}") } else { name }
}

/// With a capital letter.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::moving::trees::{at, draft, words};
    use serde_json::json;

    #[test]
    fn groups_are_numbered_as_they_nest() {
        let draft = draft(json!(["a", {"any": ["b", {"all": ["c"]}, {"all": ["d"]}]}, {"any": ["e"]}]));
        let number = |text| group_number(&draft, draft.place_of(at(&draft, text)).unwrap().0.id);
        assert_eq!([number("a"), number("b"), number("c"), number("d"), number("e")], ["", "1", "1.1", "1.2", "2"]);
    }

    #[test]
    fn names_say_what_it_is() {
        let draft = draft(json!(["a", {"any": ["b"]}]));
        let group = draft.place_of(at(&draft, "b")).unwrap().0.id;
        let say = |draft: &Draft, id| named(draft, id, &words);
        assert_eq!(say(&draft, at(&draft, "a")), "condition a");
        assert_eq!(say(&draft, group), "group 1");
        assert_eq!(say(&draft, draft.root().id), "the main group");
        let changed = draft.name(group, Some("Beta".into())).unwrap().negate(at(&draft, "a")).unwrap();
        assert_eq!(say(&changed, group), "group 1, Beta");
        assert_eq!(say(&changed, at(&draft, "a")), "condition not a");
    }

    #[test]
    fn quantities_are_said_in_words() {
        let draft = draft(json!([{"any": ["a"]}]));
        let group = draft.root().children()[0].id;
        let of = |draft: &Draft, id| quantity(draft.node(id).unwrap());
        assert_eq!((of(&draft, draft.root().id), of(&draft, group)), ("All of", "Any of"));
        let negated = draft.negate(group).unwrap().negate(draft.root().id).unwrap();
        assert_eq!((of(&negated, draft.root().id), of(&negated, group)), ("Not all of", "None of"));
    }
}

//! The applied filter in one line: conditions as chips, the words between them, brackets around groups. Pure.

use shared::filter::{
    Filter, Names, Node, describe_node,
    edit::{Draft, NodeId, Purpose},
};
use std::collections::BTreeMap;

/// A part of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// "and", "or", "not", a bracket.
    Word(&'static str),
    /// A condition, or a group without conditions.
    Chip {
        /// Its node in the draft.
        id: NodeId,
        /// Its words.
        text: String,
    },
}

/// A line, and how many conditions found no place in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// What is seen.
    pub pieces: Vec<Piece>,
    /// Conditions that are not.
    pub hidden: usize,
}

/// Characters of gaps and signs around a chip.
const AROUND: usize = 5;

/// The line of a draft.
pub fn pieces(draft: &Draft, names: &dyn Names) -> Vec<Piece> {
    let finished = draft.finish(Purpose::Apply);
    let ids = finished.pointers.into_iter().map(|(id, pointer)| (pointer, id)).collect();
    let Filter { root } = &finished.filter;
    let mut line = Walk { ids, names, pieces: Vec::new() };
    let is_everyone = matches!(root, Node::All(children) if children.is_empty());
    if !is_everyone {
        line.node(root, "/root", false);
    }
    line.pieces
}

/// The beginning of a line that is about so many characters long.
pub fn fitted(pieces: Vec<Piece>, room: usize) -> Line {
    let is_chip = |piece: &Piece| matches!(piece, Piece::Chip { .. });
    let mut used = 0;
    let end = pieces.iter().position(|piece| {
        let is_first = used == 0;
        used += match piece {
            Piece::Word(word) => word.len() + 1,
            Piece::Chip { text, .. } => text.chars().count() + AROUND,
        };
        // One condition is always seen, however long.
        used > room && is_chip(piece) && !is_first
    });
    let mut seen = pieces;
    let hidden = seen.split_off(end.unwrap_or(seen.len()));
    let hidden = hidden.iter().filter(|piece| is_chip(piece)).count();
    while hidden > 0 && seen.last().is_some_and(|piece| !is_chip(piece)) {
        seen.pop();
    }
    Line { pieces: seen, hidden }
}

struct Walk<'a> {
    ids: BTreeMap<String, NodeId>,
    names: &'a dyn Names,
    pieces: Vec<Piece>,
}

impl Walk<'_> {
    fn node(&mut self, node: &Node, pointer: &str, is_inside: bool) {
        let (inner, way, is_negated) = unwrapped(node);
        let (children, word, way) = match inner {
            Node::All(children) if !children.is_empty() => (children, "and", format!("{pointer}{way}/all")),
            Node::Any(children) if !children.is_empty() => (children, "or", format!("{pointer}{way}/any")),
            Node::All(_) | Node::Any(_) | Node::Condition(_) | Node::Not(_) | Node::Named(_) | Node::Muted(_) => {
                let text = capitalised(&describe_node(node, self.names));
                // What is in a filter that was applied is in its draft, too.
                if let Some(&id) = self.ids.get(pointer) {
                    self.pieces.push(Piece::Chip { id, text });
                }
                return;
            }
        };
        let has_brackets = is_negated || (is_inside && children.len() > 1);
        if is_negated {
            self.pieces.push(Piece::Word("not"));
        }
        if has_brackets {
            self.pieces.push(Piece::Word("("));
        }
        for (at, child) in children.iter().enumerate() {
            if at > 0 {
                self.pieces.push(Piece::Word(word));
            }
            self.node(child, &format!("{way}/{at}"), is_inside || is_negated || children.len() > 1);
        }
        if has_brackets {
            self.pieces.push(Piece::Word(")"));
        }
    }
}

/// A node without names and negations around it, the way to it, and whether the opposite is meant.
fn unwrapped(node: &Node) -> (&Node, String, bool) {
    match node {
        Node::Named(named) => {
            let (inner, way, is_negated) = unwrapped(&named.node);
            (inner, format!("/named/node{way}"), is_negated)
        }
        Node::Not(child) => {
            let (inner, way, is_negated) = unwrapped(child);
            (inner, format!("/not{way}"), !is_negated)
        }
        Node::All(_) | Node::Any(_) | Node::Muted(_) | Node::Condition(_) => (node, String::new(), false),
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use shared::filter::Directory;

    fn draft(root: &Value) -> Draft {
        Draft::from(&Filter::read(&json!({"version": 1, "root": root})).unwrap())
    }

    fn name(name: &str) -> Value {
        json!({"property": {"name": {"is": {"value": name}}}})
    }

    fn line(pieces: &[Piece]) -> String {
        let text = |piece: &Piece| match piece {
            Piece::Word(word) => (*word).to_owned(),
            Piece::Chip { text, .. } => format!("[{text}]"),
        };
        pieces.iter().map(text).collect::<Vec<_>>().join(" ")
    }

    fn of(root: &Value) -> String {
        line(&pieces(&draft(root), &Directory::default()))
    }

    #[test]
    fn groups_are_in_brackets_where_they_are_inside() {
        let (a, b, c) = (name("a"), name("b"), name("c"));
        assert_eq!(of(&json!({"all": []})), "");
        assert_eq!(of(&json!({"any": []})), "[No one]");
        assert_eq!(of(&a), "[Name is a]");
        assert_eq!(of(&json!({"all": [a, {"any": [b, c]}]})), "[Name is a] and ( [Name is b] or [Name is c] )");
        assert_eq!(of(&json!({"any": [{"all": [a]}, {"muted": b}, c]})), "[Name is a] or [Name is c]");
        assert_eq!(of(&json!({"all": [{"not": {"any": [a, b]}}]})), "not ( [Name is a] or [Name is b] )");
        let named = json!({"named": {"name": "x", "node": {"not": a}}});
        assert_eq!(of(&json!({"all": [named, b]})), "[Not (name is a)] and [Name is b]");
    }

    #[test]
    fn chips_lead_to_their_nodes() {
        let draft = draft(&json!({"all": [name("a"), {"any": [name("b"), {"not": name("c")}]}]}));
        for piece in pieces(&draft, &Directory::default()) {
            if let Piece::Chip { id, text } = piece {
                let part = draft.part(id).unwrap();
                assert_eq!(text, capitalised(&describe_node(&part, &Directory::default())));
            }
        }
    }

    #[test]
    fn what_has_no_room_is_counted() {
        let draft = draft(&json!({"all": [name("a"), {"any": [name("b"), name("c")]}, name("d")]}));
        let all = pieces(&draft, &Directory::default());
        let seen = |room| {
            let fitted = fitted(all.clone(), room);
            (line(&fitted.pieces), fitted.hidden)
        };
        assert_eq!(seen(200).1, 0);
        assert_eq!(seen(1), ("[Name is a]".into(), 3));
        assert_eq!(seen(45), ("[Name is a] and ( [Name is b]".into(), 2));
    }
}

//! A filter as a whole English sentence about users: "Users whose plan is pro, and who were active today."
//!
//! Invariant: each condition is a clause that begins with "whose" or "who", and clauses are joined with a comma, so
//! that the words "and" and "or" inside of a clause are never taken for those of a group.

use super::clause::clause;
use crate::filter::{
    names::Names,
    node::{Filter, Node},
};

/// The sentence of a filter, with a capital letter and a full stop.
#[must_use]
pub fn describe_users(filter: &Filter, names: &dyn Names) -> String {
    match meant(&filter.root, names) {
        Meant::Everyone => "All users.".to_owned(),
        Meant::NoOne => "No users.".to_owned(),
        Meant::Those(those) => format!("Users {}.", those.text),
        Meant::AllBut(those) if those.shape == Shape::One => format!("Users {ALL_BUT} {}.", those.text),
        Meant::AllBut(those) => format!("Users {ALL_BUT} ({}).", those.text),
    }
}

const ALL_BUT: &str = "who are not among those";

/// Which users a node means.
enum Meant {
    Everyone,
    NoOne,
    Those(Clauses),
    AllBut(Clauses),
}

struct Clauses {
    text: String,
    shape: Shape,
}

#[derive(Clone, Copy, PartialEq)]
enum Shape {
    One,
    /// Several, joined by "and".
    All,
    /// Several, joined by "or".
    Any,
}

fn meant(node: &Node, names: &dyn Names) -> Meant {
    match node {
        Node::All(children) => group(children, Shape::All, names),
        Node::Any(children) => group(children, Shape::Any, names),
        Node::Not(child) => match meant(child, names) {
            Meant::Everyone => Meant::NoOne,
            Meant::NoOne => Meant::Everyone,
            Meant::Those(those) => Meant::AllBut(those),
            Meant::AllBut(those) => Meant::Those(those),
        },
        Node::Muted(child) => meant(child, names),
        Node::Named(named) => meant(&named.node, names),
        Node::Condition(condition) => Meant::Those(Clauses { text: clause(condition, names), shape: Shape::One }),
    }
}

fn group(children: &[Node], shape: Shape, names: &dyn Names) -> Meant {
    let is_any = shape == Shape::Any;
    let mut parts = Vec::new();
    for child in children.iter().filter(|child| !matches!(child, Node::Muted(_))) {
        match meant(child, names) {
            // What is sure to hold, or sure not to, settles the group or changes nothing.
            Meant::Everyone if is_any => return Meant::Everyone,
            Meant::NoOne if !is_any => return Meant::NoOne,
            Meant::Everyone | Meant::NoOne => {}
            part @ (Meant::Those(_) | Meant::AllBut(_)) => parts.push(part),
        }
    }
    match parts.len() {
        0 if is_any => Meant::NoOne,
        0 => Meant::Everyone,
        1 => parts.swap_remove(0),
        _ => {
            let texts: Vec<_> = parts.into_iter().enumerate().map(|(place, part)| inside(part, place, shape)).collect();
            Meant::Those(Clauses { text: texts.join(if is_any { ", or " } else { ", and " }), shape })
        }
    }
}

/// The text of one part of a group, in brackets where it could be misread.
fn inside(part: Meant, place: usize, group: Shape) -> String {
    match part {
        // Groups of one part and of none are told by that part.
        Meant::Everyone | Meant::NoOne => String::new(),
        Meant::AllBut(those) => format!("{ALL_BUT} ({})", those.text),
        Meant::Those(Clauses { text, shape }) => {
            // "a, and b, or c" is read as it is meant; "a, or b, and c" may not be.
            let is_clear = shape == Shape::One || shape == group || (group == Shape::Any && place == 0);
            if is_clear { text } else { format!("({text})") }
        }
    }
}

#[cfg(test)]
mod tests;

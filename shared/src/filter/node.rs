//! The tree itself.
//!
//! Invariants of a filter that was read: it is inside the limits, every operand is whole, and muted nodes are
//! children of `all` and `any` only.

use super::{
    condition::Condition,
    limits,
    read::{Finding, Place, Reader, value_of},
    test::kind::Read,
};
use crate::problem::ProblemAt;
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeStruct};
use serde_json::Value;

/// Which users are meant: a tree of conditions.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    /// The tree.
    pub root: Node,
}

/// A node of the tree.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Users that match every child. Without children everyone.
    All(Vec<Node>),
    /// Users that match at least one child. Without children no one.
    Any(Vec<Node>),
    /// Users that do not match the child.
    Not(Box<Node>),
    /// Left out of evaluation, as if it were not there.
    Muted(Box<Node>),
    /// As its node.
    Named(Box<NamedNode>),
    /// A leaf.
    Condition(Condition),
}

/// A node with a name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NamedNode {
    /// The name.
    pub name: String,
    /// What it stands for.
    pub node: Node,
}

impl Node {
    /// Its word in JSON.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::All(_) => "all",
            Self::Any(_) => "any",
            Self::Not(_) => "not",
            Self::Muted(_) => "muted",
            Self::Named(_) => "named",
            Self::Condition(condition) => condition.word(),
        }
    }
}

impl Filter {
    /// The version of the document's form.
    pub const VERSION: u32 = 1;

    /// The filter that everyone matches.
    #[must_use]
    pub fn everyone() -> Self {
        Self { root: Node::All(Vec::new()) }
    }

    /// Reads a document.
    ///
    /// # Errors
    /// Every problem of the document, each with the pointer to its node.
    pub fn parse(document: &[u8]) -> Result<Self, Vec<ProblemAt>> {
        let value = value_of(document).map_err(|detail| vec![ProblemAt { pointer: String::new(), detail }])?;
        Self::read(&value)
    }

    /// Reads a document that was parsed already. The document's size is not looked at.
    ///
    /// # Errors
    /// Every problem of the document, each with the pointer to its node.
    pub fn read(document: &Value) -> Result<Self, Vec<ProblemAt>> {
        Self::read_findings(document).map_err(|findings| findings.into_iter().map(ProblemAt::from).collect())
    }

    /// As [`Filter::read`], with what is missing told apart from what is wrong.
    ///
    /// # Errors
    /// Every problem of the document.
    pub fn read_findings(document: &Value) -> Result<Self, Vec<Finding>> {
        let mut reader = Reader::default();
        let filter = read_filter(&mut reader, document);
        let findings = reader.finish();
        filter.filter(|_| findings.is_empty()).ok_or(findings)
    }

    /// As JSON.
    #[must_use]
    pub fn to_value(&self) -> Value {
        // Keys are texts and numbers finite, so that nothing can fail.
        serde_json::to_value(self).unwrap_or_default()
    }
}

impl Serialize for Filter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut document = serializer.serialize_struct("Filter", 2)?;
        document.serialize_field("version", &Self::VERSION)?;
        document.serialize_field("root", &self.root)?;
        document.end()
    }
}

impl<'de> Deserialize<'de> for Filter {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Self::read(&value).map_err(|problems| {
            let sentences = problems.iter().map(|problem| format!("{}: {}", problem.pointer, problem.detail));
            serde::de::Error::custom(sentences.collect::<Vec<_>>().join(" "))
        })
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Filter {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, Type};
        let node = ObjectBuilder::new().schema_type(Type::Object).description(Some(
            "One of all, any, not, muted, named, property, attribute, experience, answer, event, segment, import.",
        ));
        ObjectBuilder::new()
            .schema_type(Type::Object)
            .description(Some("A tree of conditions that says which users are meant."))
            .property("version", ObjectBuilder::new().schema_type(Type::Integer))
            .property("root", node)
            .required("version")
            .required("root")
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Filter {}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::All(children) => serializer.serialize_newtype_variant("Node", 0, "all", children),
            Self::Any(children) => serializer.serialize_newtype_variant("Node", 1, "any", children),
            Self::Not(child) => serializer.serialize_newtype_variant("Node", 2, "not", child),
            Self::Muted(child) => serializer.serialize_newtype_variant("Node", 3, "muted", child),
            Self::Named(named) => serializer.serialize_newtype_variant("Node", 4, "named", named),
            Self::Condition(condition) => condition.serialize(serializer),
        }
    }
}

fn read_filter(reader: &mut Reader, document: &Value) -> Option<Filter> {
    let place = Place::DOCUMENT;
    let map = reader.fields(document, &place, &["version", "root"])?;
    match reader.required(map, &place, "version").map(Value::as_f64) {
        Some(Some(version)) if version == f64::from(Filter::VERSION) => {}
        Some(Some(version)) if version > f64::from(Filter::VERSION) => {
            reader.wrong::<()>(
                &place.key("version").node(),
                "The filter was made by a newer version: only version 1 is known.",
            );
        }
        Some(_) => {
            reader.wrong::<()>(&place.key("version").node(), "The version is 1.");
        }
        None => {}
    }
    let root = reader.required(map, &place, "root")?;
    read_node(reader, root, &place.key("root").node(), Surroundings { levels: 0, may_be_muted: false })
        .map(|root| Filter { root })
}

/// What a node's reading depends on besides itself.
#[derive(Clone, Copy)]
struct Surroundings {
    /// `all`, `any` and `not` above.
    levels: usize,
    /// Whether the parent is `all` or `any`.
    may_be_muted: bool,
}

const GROUP_WORDS: &[&str] = &["all", "any", "not", "muted", "named"];

/// Reads a condition alone, as the builder holds them.
///
/// # Errors
/// Every problem; pointers are empty, since there is no document.
pub fn read_condition(value: &Value) -> Result<Condition, Vec<Finding>> {
    let mut reader = Reader::default();
    let condition = Condition::read(&mut reader, value, &Place::DOCUMENT);
    let findings = reader.finish();
    condition.filter(|_| findings.is_empty()).ok_or(findings)
}

fn read_node(reader: &mut Reader, value: &Value, place: &Place<'_>, around: Surroundings) -> Option<Node> {
    let words = [GROUP_WORDS, Condition::CATEGORIES].concat();
    let (word, child) = reader.tagged(value, place, &words)?;
    let Some(child) = child else {
        return if words.contains(&word) {
            reader.missing(place, format!("“{word}” needs a value: write it as an object."))
        } else {
            reader.unknown_word(place, word, &words)
        };
    };
    if !GROUP_WORDS.contains(&word) {
        if !Condition::CATEGORIES.contains(&word) {
            return reader.unknown_word(place, word, &words);
        }
        reader.count_condition(place);
        return Condition::read(reader, value, place).map(Node::Condition);
    }
    reader.count_group(place);
    let inside = place.key(word);
    match word {
        "muted" => {
            if !around.may_be_muted {
                reader.wrong::<()>(place, "Only a child of all or any can be muted: remove this node or unmute it.");
            }
            let around = Surroundings { may_be_muted: false, ..around };
            read_node(reader, child, &inside.node(), around).map(|child| Node::Muted(Box::new(child)))
        }
        "named" => {
            let map = reader.fields(child, &inside, &["name", "node"])?;
            let name = reader.required(map, &inside, "name");
            let name = name.and_then(|name| reader.text(name, &inside.key("name"), limits::KEY));
            let node = reader.required(map, &inside, "node");
            let around = Surroundings { may_be_muted: false, ..around };
            let node = node.and_then(|node| read_node(reader, node, &inside.key("node").node(), around));
            Some(Node::Named(Box::new(NamedNode { name: name?, node: node? })))
        }
        _ => {
            let levels = around.levels + 1;
            // Noted once a branch: what is deeper is too deep as well.
            if levels == limits::DEPTH + 1 {
                let sentence = format!("Groups can be nested {} deep at most: move this one up.", limits::DEPTH);
                reader.wrong::<()>(place, sentence);
            }
            read_group(reader, word, child, &inside, levels)
        }
    }
}

fn read_group(reader: &mut Reader, word: &str, child: &Value, inside: &Place<'_>, levels: usize) -> Option<Node> {
    if word == "not" {
        let around = Surroundings { levels, may_be_muted: false };
        return read_node(reader, child, &inside.node(), around).map(|child| Node::Not(Box::new(child)));
    }
    let Value::Array(children) = child else {
        return reader.wrong(inside, format!("“{word}” needs a list of nodes, in square brackets."));
    };
    let around = Surroundings { levels, may_be_muted: true };
    let children = children.iter().enumerate();
    let children = children.map(|(index, child)| read_node(reader, child, &inside.index(index).node(), around));
    // Every child is read, so that every problem is noted.
    let children = children.collect::<Vec<_>>().into_iter().collect::<Option<Vec<_>>>()?;
    Some(if word == "all" { Node::All(children) } else { Node::Any(children) })
}

#[cfg(test)]
mod tests;

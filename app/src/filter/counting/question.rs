//! What is counted, and the numbers of an answer to it.
//!
//! Invariant: a number is kept by the meaning of what it counts, so that it is found again wherever that stands.

use shared::{
    api::{
        count::{CountAnswer, CountRequest},
        filter::FilterDocument,
    },
    filter::{
        Filter, Node, canonical_hash,
        edit::{Finished, NodeId},
    },
};
use std::collections::BTreeMap;

/// A draft to be counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    filter: Filter,
    /// The text that the list is narrowed to as well.
    text: Option<String>,
    /// The same for drafts of the same meaning.
    pub key: String,
    /// Where the nodes of the draft stand in the filter.
    pointers: BTreeMap<NodeId, String>,
    /// What they mean.
    meanings: BTreeMap<NodeId, u64>,
}

impl Question {
    /// A draft's, beside a text that is searched for. `meaning` is the canonical text of the draft's filter.
    pub fn of(finished: &Finished, meaning: &str, text: &str) -> Self {
        let filter = finished.filter.clone();
        let text = Some(text.trim()).filter(|text| !text.is_empty()).map(ToOwned::to_owned);
        let key = format!("{meaning}\n{}", text.as_deref().unwrap_or_default());
        let mut known = BTreeMap::new();
        note_meanings(&filter.root, "/root".to_owned(), &mut known);
        let meaning = |(id, pointer): (&NodeId, &String)| Some((*id, *known.get(pointer)?));
        let meanings = finished.pointers.iter().filter_map(meaning).collect();
        Self { filter, text, key, pointers: finished.pointers.clone(), meanings }
    }

    /// What the server is asked.
    pub fn request(&self) -> CountRequest {
        let filter = FilterDocument::new(&self.filter);
        CountRequest { filter, each: true, without: false, text: self.text.clone() }
    }

    /// What a node means; `None` for one that does not take part.
    pub fn meaning(&self, node: NodeId) -> Option<u64> {
        self.meanings.get(&node).copied()
    }

    /// The nodes that take part, and what they mean.
    pub fn meanings(&self) -> impl Iterator<Item = (NodeId, u64)> {
        self.meanings.iter().map(|(node, meaning)| (*node, *meaning))
    }

    /// The numbers of an answer, by what they are the numbers of.
    pub fn numbers(&self, answer: &CountAnswer) -> Numbers {
        let totals: BTreeMap<&str, u64> = answer.nodes.iter().map(|node| (node.pointer.as_str(), node.total)).collect();
        let number = |(id, pointer): (&NodeId, &String)| Some((self.meaning(*id)?, *totals.get(pointer.as_str())?));
        let nodes = self.pointers.iter().filter_map(number).collect();
        Numbers { total: answer.total, found: answer.with_text.unwrap_or(answer.total), of: answer.of, nodes }
    }
}

/// Notes by pointer what nodes mean, whatever the order of their children and their names.
fn note_meanings(node: &Node, pointer: String, into: &mut BTreeMap<String, u64>) -> u64 {
    let mut all = |children: &[Node], word: &str| {
        let mut meanings: Vec<u64> = children
            .iter()
            .enumerate()
            .map(|(index, child)| note_meanings(child, format!("{pointer}/{word}/{index}"), into))
            .collect();
        meanings.sort_unstable();
        combined(word, &meanings)
    };
    let meaning = match node {
        Node::All(children) => all(children, "all"),
        Node::Any(children) => all(children, "any"),
        Node::Not(child) => combined("not", &[note_meanings(child, format!("{pointer}/not"), into)]),
        Node::Muted(child) => combined("muted", &[note_meanings(child, format!("{pointer}/muted"), into)]),
        Node::Named(named) => note_meanings(&named.node, format!("{pointer}/named/node"), into),
        Node::Condition(_) => canonical_hash(&Filter { root: node.clone() }),
    };
    into.insert(pointer, meaning);
    meaning
}

/// FNV-1a over a word and meanings.
fn combined(word: &str, meanings: &[u64]) -> u64 {
    let bytes = meanings.iter().flat_map(|meaning| meaning.to_le_bytes());
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    word.bytes().chain(bytes).fold(0xcbf2_9ce4_8422_2325, step)
}

/// Numbers of one answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numbers {
    /// Users that match the filter.
    pub total: u64,
    /// Users that match it and the text: what a list of both shows.
    pub found: u64,
    /// Users in all.
    pub of: u64,
    /// Users of each node, by its meaning.
    pub nodes: BTreeMap<u64, u64>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use shared::{
        api::count::NodeCount,
        filter::{
            canonical_text,
            edit::{Draft, Purpose},
        },
    };

    fn question(root: Value, text: &str) -> (Draft, Question) {
        let draft = Draft::from(&Filter::read(&json!({"version": 1, "root": root})).unwrap());
        let finished = draft.finish(Purpose::Apply);
        let question = Question::of(&finished, &canonical_text(&finished.filter), text);
        (draft, question)
    }

    fn name(value: &str) -> Value {
        json!({"property": {"name": {"is": {"value": value}}}})
    }

    #[test]
    fn numbers_are_those_of_the_meaning_wherever_it_stands() {
        let (_, asked) = question(json!({"all": [name("a"), {"not": {"any": [name("b"), name("c")]}}]}), "");
        let total = |pointer: &str, total| NodeCount { pointer: pointer.into(), total, without: None };
        let answer = CountAnswer {
            total: 1,
            with_text: None,
            of: 9,
            sequence: 3,
            nodes: vec![
                total("/root", 1),
                total("/root/all/0", 4),
                total("/root/all/1", 5),
                total("/root/all/1/not", 6),
                total("/root/all/1/not/any/0", 7),
                total("/root/all/1/not/any/1", 8),
            ],
            took_micros: 0,
        };
        let numbers = asked.numbers(&answer);
        assert_eq!((numbers.total, numbers.found, numbers.of), (1, 1, 9));
        let group = json!({"named": {"name": "n", "node": {"not": {"any": [name("c"), name("b")]}}}});
        let (draft, again) = question(json!({"all": [group, name("a")]}), " ");
        assert_eq!(again.key, asked.key);
        let number = |id| again.meaning(id).and_then(|meaning| numbers.nodes.get(&meaning)).copied();
        let found: Vec<_> = again.meanings().collect();
        let [root, group] = [draft.root(), &draft.root().children()[0]];
        let inner: Vec<_> = group.children().iter().map(|child| number(child.id)).collect();
        assert_eq!((number(root.id), number(group.id), inner), (Some(1), Some(5), vec![Some(8), Some(7)]));
        assert_eq!((number(root.children()[1].id), found.len()), (Some(4), 5));
    }

    #[test]
    fn a_text_asks_for_another_number() {
        let (_, without) = question(name("a"), "");
        let (_, with) = question(name("a"), " ann ");
        assert_ne!(without.key, with.key);
        assert_eq!(with.request().text.as_deref(), Some("ann"));
        assert!(with.request().each && !with.request().without);
    }

    #[test]
    fn all_and_any_of_the_same_mean_different_things() {
        let (draft, all) = question(json!({"all": [name("a"), name("b")]}), "");
        let (_, any) = question(json!({"any": [name("a"), name("b")]}), "");
        assert_ne!(all.meaning(draft.root().id), any.meaning(draft.root().id));
    }
}

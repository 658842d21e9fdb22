//! Where in a document the reader is: a path on the stack, written out only when something is wrong there.

use std::fmt::Write;

/// A step of the path, linked to the one before.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    before: Option<&'a Place<'a>>,
    step: Step<'a>,
    /// Whether problems point here rather than further up: nodes of the tree do.
    is_node: bool,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Document,
    Key(&'a str),
    Index(usize),
}

impl<'a> Place<'a> {
    /// The document itself.
    pub(crate) const DOCUMENT: Place<'static> = Place { before: None, step: Step::Document, is_node: true };

    pub(crate) fn key<'b>(&'b self, key: &'b str) -> Place<'b>
    where
        'a: 'b,
    {
        Place { before: Some(self), step: Step::Key(key), is_node: false }
    }

    pub(crate) fn index<'b>(&'b self, index: usize) -> Place<'b>
    where
        'a: 'b,
    {
        Place { before: Some(self), step: Step::Index(index), is_node: false }
    }

    /// The same place as that of a node.
    pub(crate) fn node(self) -> Self {
        Self { is_node: true, ..self }
    }

    /// The JSON pointer to the node that holds the place.
    pub(crate) fn pointer(&self) -> String {
        let mut pointer = String::new();
        let mut place = self;
        while let (false, Some(before)) = (place.is_node, place.before) {
            place = before;
        }
        place.write_pointer(&mut pointer);
        pointer
    }

    fn write_pointer(&self, pointer: &mut String) {
        if let Some(before) = self.before {
            before.write_pointer(pointer);
        }
        match self.step {
            Step::Document => {}
            Step::Key(key) => {
                pointer.push('/');
                pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
            }
            Step::Index(index) => {
                // Writing to a String cannot fail.
                let _ = write!(pointer, "/{index}");
            }
        }
    }

    /// The way from the node to the place, as in `attribute.test.text`; empty at the node itself.
    pub(crate) fn inside(&self) -> String {
        let mut steps = Vec::new();
        let mut place = self;
        while let (false, Some(before)) = (place.is_node, place.before) {
            steps.push(match place.step {
                Step::Document => String::new(),
                Step::Key(key) => short(key),
                Step::Index(index) => index.to_string(),
            });
            place = before;
        }
        steps.reverse();
        steps.join(".")
    }
}

/// A text of the document inside a sentence: not longer than a line, nothing that a terminal would act on.
pub(crate) fn short(text: &str) -> String {
    let mut plain: String =
        text.chars().take(60).map(|character| if character.is_control() { '\u{fffd}' } else { character }).collect();
    if text.chars().nth(60).is_some() {
        plain.push('…');
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_lead_to_the_node_and_the_inside_leads_on() {
        let root = Place::DOCUMENT;
        let (any, first, key) = (root.key("root").node(), "any", "a/b~c");
        let list = any.key(first);
        let node = list.index(0).node();
        let (attribute, test) = (node.key(key), "test");
        let deep = attribute.key(test);
        assert_eq!(deep.pointer(), "/root/any/0");
        assert_eq!(deep.inside(), "a/b~c.test");
        assert_eq!(attribute.node().pointer(), "/root/any/0/a~1b~0c");
        assert_eq!(node.inside(), "");
        assert_eq!(root.pointer(), "");
    }
}

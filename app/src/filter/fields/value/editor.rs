//! Which editor a shape has.

use super::{number, text, texts, time};
use crate::filter::fields::{kind::Kind, slot::Operand};
use leptos::prelude::*;
use shared::filter::test::OperandShape;

/// What an editor works with.
#[derive(Clone, Copy)]
pub struct Editor {
    /// What is edited.
    pub operand: Operand,
    /// The kind of the test.
    pub kind: Kind,
    /// How the ids of its controls begin: `node-3`.
    pub dom: StoredValue<String>,
    /// What is tested, for the names of controls.
    pub name: Signal<String>,
    /// Where values are suggested from.
    pub source: Signal<Option<String>>,
}

impl Editor {
    /// The id of a control: `node-3-value`.
    pub fn id(self, part: &str) -> String {
        self.dom.with_value(|dom| format!("{dom}-{part}"))
    }

    /// "Value for Plan".
    pub fn label(self) -> Signal<String> {
        Signal::derive(move || format!("Value for {}", self.name.get()))
    }

    /// "First value for Sessions".
    pub fn label_of(self, which: &'static str) -> Signal<String> {
        Signal::derive(move || format!("{which} for {}", self.name.get()))
    }

    /// The id of what is said of the condition, once something is.
    pub fn described(self) -> Signal<Option<String>> {
        let id = self.id("message");
        Signal::derive(move || Some(id.clone()))
    }
}

/// The editor of a shape.
pub fn editor(shape: OperandShape, editor: Editor) -> AnyView {
    match shape {
        OperandShape::None => ().into_any(),
        OperandShape::Text => text::text(editor),
        OperandShape::Pattern => text::pattern(editor),
        OperandShape::Texts | OperandShape::Items | OperandShape::Tags => texts::texts(editor, shape),
        OperandShape::Number | OperandShape::Count => number::number(editor, "", "value", editor.label()),
        OperandShape::NumberRange => number::range(editor),
        OperandShape::Moment => time::moment(editor),
        OperandShape::Day => time::day(editor, "", "value", editor.label()),
        OperandShape::DayRange => time::range(editor),
        OperandShape::Span => time::span(editor),
        // The menu of operators has an entry for each period.
        OperandShape::Period => ().into_any(),
    }
}

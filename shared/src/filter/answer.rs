//! Conditions on answers to questions.

use super::{
    experience::read_window,
    limits,
    read::{Place, Reader},
    test::{ChoiceTest, NumberTest, TextTest, Window, kind::Read, kind::tagged},
};
use serde::Serialize;
use serde_json::Value;

/// The latest answer inside a window, and its test.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AnswerCondition {
    /// The product's id of the experience.
    pub experience: String,
    /// The product's id of the question.
    pub question: String,
    /// The test, which must be of the question's kind.
    pub test: AnswerTest,
    /// When answers are looked for.
    #[serde(skip_serializing_if = "Window::is_ever")]
    pub window: Window,
}

tagged! {
    /// A test and the kind of question it is for.
    AnswerTest {
        /// Of a number: nps, rating and number questions.
        Number(test: NumberTest) = "number";
        /// Of a text.
        Text(test: TextTest) = "text";
        /// Of chosen options: single and multiple choice.
        Choice(test: ChoiceTest) = "choice";
    }
}

impl Read for AnswerCondition {
    fn read(reader: &mut Reader, value: &Value, place: &Place<'_>) -> Option<Self> {
        let map = reader.fields(value, place, &["experience", "question", "test", "window"])?;
        let mut id = |key| {
            let value = reader.required(map, place, key)?;
            reader.text(value, &place.key(key), limits::KEY)
        };
        let (experience, question) = (id("experience"), id("question"));
        let test = reader.required(map, place, "test");
        let test = test.and_then(|test| AnswerTest::read(reader, test, &place.key("test")));
        let window = read_window(reader, map.get("window"), place);
        Some(Self { experience: experience?, question: question?, test: test?, window: window? })
    }
}

//! Interactions with experiences and answers to their questions; the catalogue grows with them.

use super::working_set::{NewAnswer, NewInteraction, WorkingSet};
use crate::ingest::message::{Answer, AnswerValue, Interaction, Message};

impl<'a> WorkingSet<'a> {
    pub(super) fn interact(&mut self, slot: usize, told: &'a Interaction, message: &Message) {
        let known = self.catalogue.experiences.get(&told.experience_id).and_then(|known| known.steps);
        // A step beyond the number of steps tells that there are more.
        let steps = told.steps.or(known).max(told.step);
        let (name, kind) = (told.name.as_deref(), told.kind);
        let experience_key = self.catalogue.experience(&told.experience_id, name, kind, steps, message.received_at);
        let answer = told.answer.as_ref().and_then(|answer| self.answer(experience_key, answer, message));
        let interaction_id = (self.new_id)();
        let at = message.at.0;
        self.interactions.push(NewInteraction { slot, interaction_id, experience_key, at, told, answer });
    }

    fn answer(&mut self, experience_key: i64, told: &Answer, message: &Message) -> Option<NewAnswer> {
        let guess = match &told.value {
            Some(AnswerValue::Number(_)) => "number",
            Some(AnswerValue::Options(_)) => "multiple_choice",
            Some(AnswerValue::Text(_)) | None => "text",
        };
        let question = told.question.as_deref();
        let known =
            self.catalogue.question(experience_key, &told.question_id, question, told.kind, guess, message.received_at);
        let question_key = known.question_key;
        let is_choice = matches!(known.kind.as_str(), "single_choice" | "multiple_choice");
        let raw = told.raw.clone()?;
        let mut answer = NewAnswer { question_key, number: None, text: None, items: Vec::new(), raw };
        match &told.value {
            Some(AnswerValue::Number(number)) => {
                answer.number = Some(*number);
                if is_choice {
                    answer.items.push(number.to_string());
                }
            }
            Some(AnswerValue::Text(text)) => {
                answer.text = Some(text.clone());
                if is_choice {
                    answer.items.push(text.clone());
                }
            }
            Some(AnswerValue::Options(options)) => answer.items.clone_from(options),
            None => {}
        }
        if is_choice {
            self.catalogue.keep_options(experience_key, &told.question_id, &answer.items);
        }
        Some(answer)
    }
}

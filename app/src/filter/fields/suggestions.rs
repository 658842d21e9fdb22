//! Values that users have, for the field that is being edited. Asked for when the field is entered and while it is
//! typed in; an answer that is not to the last question is dropped, and a whole answer is searched here.

use crate::{
    api::{self, Abort, Failure},
    ui::ListTold,
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use shared::{
    api::catalogue::{ValueCount, Values},
    text::fold,
};
use std::time::Duration;

const PAUSE: Duration = Duration::from_millis(200);

/// Which field values are asked of, as the server calls it. Colons in names are written as `%3A`.
pub fn field(parts: &[&str]) -> String {
    let part = |part: &&str| part.replace('%', "%25").replace(':', "%3A");
    parts.iter().map(part).collect::<Vec<_>>().join(":")
}

/// What is known of the values.
#[derive(Clone, Debug, Default, PartialEq)]
struct Known {
    /// What was asked for, and the answer.
    answer: Option<(String, Values)>,
    /// What is being asked for.
    asking: Option<String>,
    failed: Option<String>,
}

impl Known {
    /// Whether the server has to be asked for a text.
    fn has_to_ask(&self, text: &str) -> bool {
        match &self.answer {
            // All values that hold a part of the text are there.
            Some((asked, values)) if !values.more && fold(text).contains(&fold(asked)) => false,
            Some((asked, _)) => asked != text,
            None => true,
        }
    }

    /// The values that hold a text: those that begin with it first.
    fn values(&self, text: &str) -> Vec<ValueCount> {
        let Some((_, values)) = &self.answer else { return Vec::new() };
        let searched = fold(text.trim());
        let place = |value: &ValueCount| fold(&value.value).find(&searched).map(|at| at.min(1));
        let mut found: Vec<_> = values.values.iter().filter_map(|value| Some((place(value)?, value.clone()))).collect();
        found.sort_by_key(|(place, _)| *place);
        found.into_iter().map(|(_, value)| value).collect()
    }
}

/// Suggestions for one field.
#[derive(Clone, Copy)]
pub struct Suggestions {
    /// The field; nothing is asked without one.
    source: Signal<Option<String>>,
    known: RwSignal<Known>,
    /// What is searched for.
    pub text: RwSignal<String>,
    timer: StoredValue<Option<TimeoutHandle>>,
    abort: StoredValue<Option<Abort>, LocalStorage>,
}

impl Suggestions {
    /// Suggestions for the values of a field.
    pub fn new(source: Signal<Option<String>>) -> Self {
        let this = Self {
            source,
            known: RwSignal::new(Known::default()),
            text: RwSignal::new(String::new()),
            timer: StoredValue::new(None),
            abort: StoredValue::new_local(None),
        };
        // Another field has other values.
        Effect::new(move |before: Option<Option<String>>| {
            let now = this.source.get();
            if before.is_some_and(|before| before != now) {
                this.stop();
                this.known.set(Known::default());
            }
            now
        });
        on_cleanup(move || this.stop());
        this
    }

    /// Searches for a text.
    pub fn search(self, text: String) {
        let is_first = self.known.with_untracked(|known| known.answer.is_none() && known.asking.is_none());
        self.text.set(text.clone());
        if !self.known.with_untracked(|known| known.has_to_ask(&text)) || self.source.get_untracked().is_none() {
            return;
        }
        self.stop();
        if is_first {
            self.ask();
        } else {
            self.timer.set_value(set_timeout_with_handle(move || self.ask(), PAUSE).ok());
        }
    }

    /// Asks again after a failure.
    pub fn ask(self) {
        self.stop();
        let (Some(Some(source)), Some(text)) = (self.source.try_get_untracked(), self.text.try_get_untracked()) else {
            return;
        };
        let abort = Abort::new();
        self.abort.set_value(Some(abort.clone()));
        self.known.update(|known| {
            known.asking = Some(text.clone());
            known.failed = None;
        });
        spawn_local(async move {
            let answer = api::values(&source, &text, &abort).await;
            // The field may be gone, or another text be asked for.
            if answer != Err(Failure::Aborted) {
                self.known.try_update(|known| known.take(text, answer));
            }
        });
    }

    /// The values to suggest.
    pub fn values(self) -> Vec<ValueCount> {
        self.text.with(|text| self.known.with(|known| known.values(text)))
    }

    /// What is said of them; `free` is what can be entered without being suggested.
    pub fn told(self, is_free: bool) -> Option<ListTold> {
        let text = self.text.get();
        let text = text.trim();
        self.known.with(|known| match (&known.failed, &known.asking, &known.answer) {
            (Some(reason), ..) => Some(ListTold::Failed(reason.clone())),
            (None, Some(_), None) => Some(ListTold::Loading),
            (None, _, Some((_, values))) if known.values(text).is_empty() => Some(ListTold::Hint(match text {
                "" => "No values seen yet".into(),
                text if is_free => {
                    let nothing =
                        if values.values.is_empty() { "No values seen yet" } else { "No such value seen yet" };
                    format!("{nothing} - press Enter to use “{text}”")
                }
                _ => "No value of this name".into(),
            })),
            (None, _, Some((_, values))) if values.more => Some(ListTold::Hint("Type to find more".into())),
            (None, ..) => None,
        })
    }

    fn stop(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        if let Some(abort) = self.abort.try_update_value(Option::take).flatten() {
            abort.abort();
        }
        self.known.try_update(|known| known.asking = None);
    }
}

impl Known {
    fn take(&mut self, text: String, answer: Result<Values, Failure>) {
        if self.asking.as_ref() != Some(&text) {
            return;
        }
        self.asking = None;
        match answer {
            Ok(values) => self.answer = Some((text, values)),
            Err(failure) => self.failed = Some(failure.reason()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(values: &[&str], more: bool) -> Values {
        let values = values.iter().map(|value| ValueCount { value: (*value).into(), users: None }).collect();
        Values { values, more }
    }

    fn known(asked: &str, answer: Values) -> Known {
        let mut known = Known { asking: Some(asked.into()), ..Known::default() };
        known.take(asked.into(), Ok(answer));
        known
    }

    #[test]
    fn a_whole_answer_is_searched_here() {
        let all = known("", values(&["free", "pro", "Enterprise"], false));
        assert!(!all.has_to_ask("PR"));
        let found: Vec<_> = all.values("PR").into_iter().map(|value| value.value).collect();
        assert_eq!(found, ["pro", "Enterprise"]);
        let part = known("p", values(&["pro"], true));
        assert!(part.has_to_ask("pr") && part.has_to_ask("") && !part.has_to_ask("p"));
        assert!(known("p", values(&["pro"], false)).has_to_ask(""));
    }

    #[test]
    fn only_the_last_question_is_answered() {
        let mut known = Known { asking: Some("pr".into()), ..Known::default() };
        known.take("p".into(), Ok(values(&["p"], false)));
        assert_eq!(known.answer, None);
        known.take("pr".into(), Err(Failure::Network));
        assert_eq!((known.asking, known.failed.is_some()), (None, true));
    }

    #[test]
    fn fields_are_named_without_doubt() {
        assert_eq!(field(&["attribute", "plan"]), "attribute:plan");
        assert_eq!(field(&["event", "a:b", "50%"]), "event:a%3Ab:50%25");
    }
}

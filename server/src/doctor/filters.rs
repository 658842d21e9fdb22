//! Random filters about what the workspace has: every kind of condition, nested.

use super::sample::{EventName, Field, Sample, Values};
use rand::{Rng, seq::IndexedRandom};
use serde_json::{Value, json};
use shared::{
    filter::{ExperienceAction, limits},
    time::Instant,
};

/// Patterns that find some of most texts.
const PATTERNS: [&str; 8] = ["^[a-m]", "(?i)an", "\\d", "^.{1,8}$", "[aeiou]$", "\\p{Lu}", "@.*\\.com$", "."];
/// Spans that end among the times of most workspaces.
const SPANS: [(u32, &str); 6] = [(1, "hours"), (1, "days"), (7, "days"), (30, "days"), (3, "months"), (500, "days")];

/// Makes filters. The same random numbers make the same ones of the same workspace.
pub(super) struct Maker<'a, R> {
    pub sample: &'a Sample,
    pub random: R,
    pub now: Instant,
}

impl<R: Rng> Maker<'_, R> {
    /// The document of a filter of about so many conditions.
    pub fn filter(&mut self, conditions: usize) -> Value {
        let mut left = conditions;
        json!({"version": 1, "root": self.node(&mut left, 1)})
    }

    fn pick<T: Clone>(&mut self, values: &[T]) -> Option<T> {
        values.choose(&mut self.random).cloned()
    }

    /// One of the first `count` numbers.
    fn one_in(&mut self, count: u32) -> u32 {
        self.random.random_range(0..count)
    }

    fn node(&mut self, left: &mut usize, level: usize) -> Value {
        *left = left.saturating_sub(1);
        if level >= limits::DEPTH || *left == 0 || self.one_in(4) == 0 {
            return self.condition();
        }
        match self.one_in(8) {
            0 => json!({"not": self.node(left, level + 1)}),
            1..=4 => json!({"all": self.children(left, level + 1)}),
            _ => json!({"any": self.children(left, level + 1)}),
        }
    }

    fn children(&mut self, left: &mut usize, level: usize) -> Vec<Value> {
        let count = self.one_in(3) + 1;
        (0..count).map(|_| self.node(left, level)).collect()
    }

    /// A condition of a kind that there is something for: native properties are always there.
    fn condition(&mut self) -> Value {
        let sample = self.sample;
        let found = match self.one_in(12) {
            0..=2 => self.pick(&sample.attributes).map(|attribute| self.attribute(&attribute)),
            3 | 4 => self.pick(&sample.events).map(|event| self.event(&event)),
            5 | 6 => Some(self.experience()),
            7 => self.pick(&sample.questions).map(|question| self.answer(&question)),
            8 => self
                .pick(&sample.segments)
                .map(|id| json!({"segment": {"id": id.to_string(), "member": self.random.random::<bool>()}})),
            9 => self.pick(&sample.imports).map(|id| json!({"import": {"id": id.to_string()}})),
            _ => None,
        };
        found.unwrap_or_else(|| self.property())
    }

    fn property(&mut self) -> Value {
        let sample = self.sample;
        let (name, test) = match self.one_in(10) {
            0 => ("name", self.text(&sample.names)),
            1 => ("email", self.text(&sample.emails)),
            2 => ("user_id", self.text(&sample.external_ids)),
            3 => ("language", self.text(&sample.languages)),
            4 => ("last_activity", self.time(&sample.times)),
            5 => ("first_seen", self.time(&sample.times)),
            6 => ("created", self.time(&sample.times)),
            7 => ("sessions", self.number(&sample.sessions)),
            8 => ("tags", self.tags()),
            _ => ("identified", self.boolean()),
        };
        json!({"property": {name: test}})
    }

    fn attribute(&mut self, attribute: &Field) -> Value {
        let test = self.of_kind(&attribute.kind, &attribute.values);
        json!({"attribute": {"key": attribute.key, "test": test}})
    }

    fn of_kind(&mut self, kind: &str, values: &Values) -> Value {
        match kind {
            "number" => json!({"number": self.number(values)}),
            "boolean" => json!({"boolean": self.boolean()}),
            "time" => json!({"time": self.time(values)}),
            "list" => json!({"list": self.list(values)}),
            _ => json!({"text": self.text(values)}),
        }
    }

    fn text(&mut self, values: &Values) -> Value {
        let whole = self.pick(&values.texts).unwrap_or_else(|| "a".to_owned());
        let characters: Vec<char> = whole.chars().collect();
        let from = self.random.random_range(0..characters.len());
        let to = self.random.random_range(from..characters.len().min(from + 6));
        let piece: String = characters[from..=to].iter().collect();
        let head: String = characters[..=to].iter().collect();
        let tail: String = characters[from..].iter().collect();
        let ignore_case = self.random.random::<bool>();
        let one = |value: String| json!({"value": value, "ignore_case": ignore_case});
        let several: Vec<String> = values.texts.choose_multiple(&mut self.random, 3).cloned().collect();
        let several = if several.is_empty() { vec![whole.clone()] } else { several };
        match self.one_in(14) {
            0 => json!({"is": one(whole)}),
            1 => json!({"is_not": one(whole)}),
            2 => json!({"contains": one(piece)}),
            3 => json!({"does_not_contain": one(piece)}),
            4 => json!({"starts_with": one(head)}),
            5 => json!({"does_not_start_with": one(head)}),
            6 => json!({"ends_with": one(tail)}),
            7 => json!({"does_not_end_with": one(tail)}),
            8 => json!({"one_of": {"values": several, "ignore_case": ignore_case}}),
            9 => json!({"none_of": {"values": several, "ignore_case": ignore_case}}),
            10 => json!({"matches": {"pattern": self.pick(&PATTERNS)}}),
            11 => json!({"does_not_match": {"pattern": self.pick(&PATTERNS)}}),
            12 => json!("is_empty"),
            _ => json!("has_any_value"),
        }
    }

    fn number(&mut self, values: &Values) -> Value {
        let [one, other] = [0, 1].map(|_| self.pick(&values.numbers).unwrap_or(1.0));
        match self.one_in(9) {
            0 => json!({"equals": one}),
            1 => json!({"not_equals": one}),
            2 => json!({"greater_than": one}),
            3 => json!({"at_least": one}),
            4 => json!({"less_than": one}),
            5 => json!({"at_most": one}),
            6 => json!({"between": {"from": one.min(other), "to": one.max(other)}}),
            7 => json!("is_empty"),
            _ => json!("has_any_value"),
        }
    }

    fn boolean(&mut self) -> Value {
        let tests = ["is_true", "is_false", "is_empty", "has_any_value"];
        json!(self.pick(&tests))
    }

    fn span(&mut self) -> Value {
        let (amount, unit) = self.pick(&SPANS).unwrap_or((1, "days"));
        json!({"amount": amount, "unit": unit})
    }

    /// The day of a moment, by UTC.
    fn days(&mut self, values: &Values) -> (String, String) {
        let [one, other] = [0, 1].map(|_| self.pick(&values.times).unwrap_or(self.now.0));
        let day = |at: i64| Instant(at).to_string().chars().take(10).collect();
        (day(one.min(other)), day(one.max(other)))
    }

    fn time(&mut self, values: &Values) -> Value {
        let at = Instant(self.pick(&values.times).unwrap_or(self.now.0)).to_string();
        let (from, to) = self.days(values);
        match self.one_in(14) {
            0 | 1 => json!({"within_last": self.span()}),
            2 => json!({"not_within_last": self.span()}),
            3 => json!({"more_than_ago": self.span()}),
            4 => json!({"within_next": self.span()}),
            5 => json!({"current": self.pick(&["day", "week", "month"])}),
            6 => json!({"before": at}),
            7 => json!({"after": at}),
            8 => json!({"before": from}),
            9 => json!({"on": from}),
            10 => json!({"not_on": from}),
            11 => json!({"between": {"from": from, "to": to}}),
            12 => json!("is_empty"),
            _ => json!("has_any_value"),
        }
    }

    fn several(&mut self, items: &[String]) -> Vec<String> {
        let count = self.one_in(3) as usize + 1;
        let several: Vec<String> = items.choose_multiple(&mut self.random, count).cloned().collect();
        if several.is_empty() { vec!["a".to_owned()] } else { several }
    }

    fn list(&mut self, values: &Values) -> Value {
        let items = self.several(&values.items);
        match self.one_in(7) {
            0 => json!({"contains_any": items}),
            1 => json!({"contains_all": items}),
            2 => json!({"contains_none": items}),
            3 => json!({"is_exactly": items}),
            4 => json!({"is_not_exactly": items}),
            5 => json!("is_empty"),
            _ => json!("has_any_value"),
        }
    }

    fn tags(&mut self) -> Value {
        let tags: Vec<String> = self.sample.tags.iter().map(ToString::to_string).collect();
        let several = self.several(&tags);
        match self.one_in(5) {
            _ if tags.is_empty() => json!("is_empty"),
            0 => json!({"has_any": several}),
            1 => json!({"has_all": several}),
            2 => json!({"has_none": several}),
            3 => json!("is_empty"),
            _ => json!("has_any_value"),
        }
    }

    fn window(&mut self) -> Value {
        let (from, to) = self.days(&self.sample.times);
        match self.one_in(7) {
            0 | 1 => json!({"within_last": self.span()}),
            2 => json!({"since": from}),
            3 => json!({"before": to}),
            4 => json!({"between": {"from": from, "to": to}}),
            _ => json!("ever"),
        }
    }

    fn event(&mut self, event: &EventName) -> Value {
        let times = self.one_in(4);
        let count = self.pick(&["at_least", "at_most", "exactly"]).unwrap_or("at_least");
        let mut document = json!({"name": event.name, "count": {count: times}, "window": self.window()});
        let properties: Vec<(String, Values)> =
            event.properties.iter().map(|(key, values)| (key.clone(), values.clone())).collect();
        if let Some((key, values)) = self.pick(&properties).filter(|_| self.one_in(2) == 0) {
            let kind = if !values.numbers.is_empty() {
                "number"
            } else if !values.items.is_empty() {
                "list"
            } else {
                "text"
            };
            let test = self.of_kind(kind, &values);
            document["where"] = json!([{"property": key, "test": test}]);
        }
        json!({ "event": document })
    }

    fn experience(&mut self) -> Value {
        let which = match self.pick(&self.sample.experiences) {
            Some((_, id)) if self.one_in(4) > 0 => json!({ "id": id }),
            Some(_) | None => json!("any"),
        };
        let action = self.pick(ExperienceAction::ALL).unwrap_or(ExperienceAction::Seen);
        let happened = self.random.random::<bool>();
        let mut document =
            json!({"which": which, "action": action.word(), "happened": happened, "window": self.window()});
        if action == ExperienceAction::StepReached {
            document["step"] = json!(self.one_in(5));
        }
        json!({ "experience": document })
    }

    fn answer(&mut self, question: &Field) -> Value {
        let test = match question.kind.as_str() {
            "text" => json!({"text": self.text(&question.values)}),
            "single_choice" | "multiple_choice" => {
                let options = self.several(&question.values.items);
                let test = match self.one_in(5) {
                    0 => json!({"any_of": options}),
                    1 => json!({"all_of": options}),
                    2 => json!({"none_of": options}),
                    3 => json!("is_empty"),
                    _ => json!("has_any_value"),
                };
                json!({ "choice": test })
            }
            _ => {
                let scores = Values { numbers: vec![0.0, 3.0, 5.0, 6.0, 9.0, 10.0], ..Values::default() };
                json!({"number": self.number(&scores)})
            }
        };
        let (experience, question) = (&question.of, &question.key);
        json!({"answer": {"experience": experience, "question": question, "test": test, "window": self.window()}})
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;
    use shared::filter::Filter;

    fn field(key: &str, kind: &str, values: Values) -> Field {
        Field { id: 1, key: key.into(), kind: kind.into(), of: "tour".into(), values }
    }

    #[test]
    fn every_filter_is_one() {
        let values = Values {
            texts: vec!["pro".into(), "ß É".into()],
            numbers: vec![1.5, -3.0],
            times: vec![1_795_600_000_000],
            items: vec!["a".into(), "b".into()],
        };
        let kinds = ["text", "number", "boolean", "time", "list"];
        let questions = ["nps", "rating", "number", "single_choice", "multiple_choice", "text"];
        let full = Sample {
            names: values.clone(),
            times: values.clone(),
            attributes: kinds.map(|kind| field(kind, kind, values.clone())).into(),
            questions: questions.map(|kind| field(kind, kind, values.clone())).into(),
            events: vec![EventName {
                id: 1,
                name: "export".into(),
                properties: [("kind".to_owned(), values.clone())].into(),
            }],
            experiences: vec![(1, "tour".into())],
            tags: vec![7, 8],
            imports: vec![3],
            segments: vec![4],
            ..Sample::default()
        };
        for sample in [Sample::default(), full] {
            let random = ChaCha8Rng::seed_from_u64(1);
            let mut maker = Maker { sample: &sample, random, now: Instant(1_795_600_000_000) };
            for place in 0..2_000 {
                let document = maker.filter(place % 13 + 1);
                let read = Filter::read(&document);
                assert!(read.is_ok(), "{document}: {read:?}");
            }
        }
    }
}

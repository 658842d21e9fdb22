//! Answers to a question.

use super::{
    bits::Bits,
    lists::Lists,
    sets::{Sets, by_numbers},
    texts::Texts,
};
use crate::filter::{AnswerProbe, Range};

/// An answer of a user.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Answer {
    pub at: i64,
    /// One that is none where the answer is no number.
    pub number: f64,
    /// Its text's number.
    pub text: u32,
    /// The number of the set of its options.
    pub chosen: u32,
}

/// The answers of all users, those of each by time, then by arrival.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answers {
    pub lists: Lists<Answer>,
    pub texts: Texts,
    pub options: Texts,
    pub chosen: Sets,
}

impl Answers {
    /// The users, of `len`, whose latest answer in a window passes a test.
    pub fn passing(&self, len: usize, window: Range, probe: &AnswerProbe) -> Bits {
        let mut found = Bits::new(len);
        let mut note = |holds: &dyn Fn(&Answer) -> bool| {
            self.lists.for_each(|user, answers| {
                if answers.iter().rev().find(|answer| window.contains(answer.at)).is_some_and(holds) {
                    found.insert(user as usize);
                }
            });
        };
        match probe {
            AnswerProbe::Number(probe) => note(&|answer| !answer.number.is_nan() && probe.holds(answer.number)),
            AnswerProbe::Text(probe) => {
                let texts = self.texts.passing(probe);
                note(&|answer| texts.contains(answer.text as usize));
            }
            AnswerProbe::Choice(probe) => {
                let sets = self.chosen.passing(&by_numbers(probe, |option| self.options.number(option)));
                note(&|answer| sets.contains(answer.chosen as usize));
            }
        }
        found
    }

    /// Whether a user's latest answer in a window passes a test.
    pub fn holds(&self, user: u32, window: Range, probe: &AnswerProbe) -> bool {
        let latest = self.lists.of_user(user).iter().rev().find(|answer| window.contains(answer.at));
        latest.is_some_and(|answer| match probe {
            AnswerProbe::Number(probe) => !answer.number.is_nan() && probe.holds(answer.number),
            AnswerProbe::Text(probe) => probe.holds(self.texts.get(answer.text)),
            AnswerProbe::Choice(probe) => {
                self.chosen.holds(answer.chosen, &by_numbers(probe, |option| self.options.number(option)))
            }
        })
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        self.lists.bytes() + self.texts.bytes() + self.options.bytes() + self.chosen.bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::SetProbe;

    #[test]
    fn the_latest_answer_in_the_window_counts() {
        let mut answers = Answers::default();
        let [a, b] = ["a", "b"].map(|option| answers.options.admit(option).unwrap());
        let [only_a, both] = [vec![a], vec![a, b]].map(|set| answers.chosen.admit(set).unwrap());
        for (user, at, number, chosen) in
            [(0, 5, 9.0, only_a), (0, 7, 3.0, both), (1, 6, 9.0, only_a), (1, 9, f64::NAN, 0), (3, 20, 9.0, both)]
        {
            assert!(answers.lists.push(user, Answer { at, number, text: 0, chosen }));
        }
        let until = |last| Range { first: None, last: Some(last) };
        let high = AnswerProbe::Number(crate::filter::NumberProbe::AtLeast(9.0));
        let passing = |window, probe| answers.passing(5, window, probe).iter().collect::<Vec<_>>();
        assert_eq!(passing(Range::default(), &high), [3], "the latest of the first two are lower, or no number");
        assert_eq!(passing(until(6), &high), [0, 1]);
        let with_b = AnswerProbe::Choice(SetProbe::Any(vec!["b".to_owned()]));
        assert_eq!(passing(Range::default(), &with_b), [0, 3]);
        assert_eq!(passing(until(6), &with_b), [] as [usize; 0]);
        let chosen = AnswerProbe::Choice(SetProbe::HasItem);
        assert_eq!(passing(until(8), &chosen), [0, 1]);
    }
}

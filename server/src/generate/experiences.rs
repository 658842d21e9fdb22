//! Ten experiences with their steps and questions, and how people go through them.

use super::chance::Chance;

/// An experience.
pub(super) struct Experience {
    pub id: &'static str,
    pub name: &'static str,
    pub kind: &'static str,
    pub steps: Option<i64>,
    pub questions: &'static [Question],
    /// Of a hundred users that have an account, how many meet it; of visitors half as many, if `open`.
    pub reach: u64,
    pub open: bool,
}

/// A question of one.
pub(super) struct Question {
    pub id: &'static str,
    pub question: &'static str,
    pub kind: &'static str,
    pub answers: Answers,
}

/// What people answer.
pub(super) enum Answers {
    /// A whole number by weight, the first weight being that of `from`.
    Numbers { from: i64, weights: &'static [u32] },
    /// One option by weight.
    One { options: &'static [&'static str], weights: &'static [u32] },
    /// Some of the options, at least one.
    Some { options: &'static [&'static str] },
    /// One of these sentences.
    Text(&'static [&'static str]),
}

impl Answers {
    /// The options that a choice offers.
    pub(super) fn options(&self) -> &'static [&'static str] {
        match self {
            Self::One { options, .. } | Self::Some { options } => options,
            Self::Numbers { .. } | Self::Text(_) => &[],
        }
    }
}

const NPS: Answers = Answers::Numbers { from: 0, weights: &[3, 1, 2, 3, 3, 7, 8, 15, 22, 18, 18] };
const REASONS: Answers = Answers::Text(&[
    "It saves me an hour every week.",
    "The reports load slowly on Mondays.",
    "Great support, clear documentation.",
    "I miss an integration with our CRM.",
    "Trop de clics pour inviter un collègue.",
    "Einfach zu bedienen, das Team mag es.",
    "良いツールですが、日本語のヘルプがもっと欲しいです。",
    "Pricing went up but the value did not.",
    "The onboarding tour was exactly what I needed.",
    "It just works.",
]);

/// All of them.
pub(super) static EXPERIENCES: [Experience; 10] = [
    Experience {
        id: "getting-started",
        name: "Getting started",
        kind: "tour",
        steps: Some(5),
        questions: &[],
        reach: 42,
        open: true,
    },
    Experience {
        id: "quarterly-nps",
        name: "Quarterly NPS",
        kind: "nps",
        steps: Some(2),
        questions: &[
            Question { id: "score", question: "How likely are you to recommend us?", kind: "nps", answers: NPS },
            Question { id: "reason", question: "What is the reason for your score?", kind: "text", answers: REASONS },
        ],
        reach: 30,
        open: false,
    },
    Experience {
        id: "price-change-notice",
        name: "Price change notice",
        kind: "banner",
        steps: None,
        questions: &[],
        reach: 26,
        open: true,
    },
    Experience {
        id: "invite-your-team",
        name: "Invite your team",
        kind: "checklist",
        steps: Some(4),
        questions: &[],
        reach: 22,
        open: false,
    },
    Experience {
        id: "onboarding-survey",
        name: "Onboarding survey",
        kind: "survey",
        steps: Some(3),
        questions: &[
            Question {
                id: "found",
                question: "How did you find us?",
                kind: "single_choice",
                answers: Answers::One {
                    options: &["Search", "A colleague", "Social media", "A conference", "Other"],
                    weights: &[40, 30, 16, 6, 8],
                },
            },
            Question {
                id: "goals",
                question: "What would you like to do?",
                kind: "multiple_choice",
                answers: Answers::Some {
                    options: &[
                        "Onboard users",
                        "Collect feedback",
                        "Announce features",
                        "Reduce churn",
                        "Analyse usage",
                    ],
                },
            },
            Question {
                id: "team-size",
                question: "How many people are in your team?",
                kind: "number",
                answers: Answers::Numbers { from: 1, weights: &[30, 22, 14, 10, 9, 6, 4, 3, 1, 1] },
            },
        ],
        reach: 24,
        open: false,
    },
    Experience {
        id: "export-to-sheets",
        name: "Export to Sheets",
        kind: "hint",
        steps: None,
        questions: &[],
        reach: 18,
        open: false,
    },
    Experience {
        id: "whats-new",
        name: "What’s new this month",
        kind: "changelog",
        steps: None,
        questions: &[],
        reach: 20,
        open: true,
    },
    Experience {
        id: "reports-tour",
        name: "Tour of the reports",
        kind: "tour",
        steps: Some(4),
        questions: &[],
        reach: 14,
        open: false,
    },
    Experience {
        id: "feature-feedback",
        name: "How is the new editor?",
        kind: "survey",
        steps: Some(2),
        questions: &[
            Question {
                id: "stars",
                question: "How do you like the new editor?",
                kind: "rating",
                answers: Answers::Numbers { from: 1, weights: &[6, 9, 20, 38, 27] },
            },
            Question { id: "comment", question: "What should we improve?", kind: "text", answers: REASONS },
        ],
        reach: 12,
        open: false,
    },
    Experience {
        id: "cookie-banner",
        name: "Welcome banner",
        kind: "banner",
        steps: None,
        questions: &[],
        reach: 34,
        open: true,
    },
];

/// One interaction of somebody with an experience, so many milliseconds after they met it.
pub(super) struct Interaction {
    pub after: i64,
    pub action: &'static str,
    pub step: Option<i64>,
    /// The index of the question that it answers.
    pub question: Option<usize>,
}

/// Whether somebody meets it at all.
pub(super) fn meets(chance: &mut Chance, experience: &Experience, identified: bool) -> bool {
    match (identified, experience.open) {
        (true, _) => chance.percent(experience.reach),
        (false, true) => chance.percent(experience.reach / 2 + 4),
        (false, false) => false,
    }
}

/// How somebody goes through it: seen, steps, answers, and an end for most.
pub(super) fn journey(chance: &mut Chance, experience: &Experience) -> Vec<Interaction> {
    let mut after = 0;
    let mut journey = vec![Interaction { after, action: "seen", step: None, question: None }];
    let steps = experience.steps.unwrap_or(0);
    // A step more for three in four of those who took the one before.
    let mut reached = 0;
    while reached < steps && chance.percent(75) {
        reached += 1;
        after += chance.between(4_000, 40_000);
        let question = usize::try_from(reached - 1).ok().filter(|&index| index < experience.questions.len());
        if question.is_some() {
            journey.push(Interaction { after, action: "answered", step: Some(reached), question });
        } else {
            journey.push(Interaction { after, action: "step_reached", step: Some(reached), question: None });
        }
    }
    after += chance.between(1_000, 20_000);
    if reached == steps && (steps > 0 || chance.percent(35)) {
        journey.push(Interaction { after, action: "completed", step: None, question: None });
    } else if chance.percent(60) {
        journey.push(Interaction { after, action: "dismissed", step: None, question: None });
    }
    journey
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_answers_fit_each_other() {
        for question in EXPERIENCES.iter().flat_map(|experience| experience.questions) {
            let fits = match &question.answers {
                Answers::Numbers { .. } => ["nps", "rating", "number"].contains(&question.kind),
                Answers::One { options, weights } => question.kind == "single_choice" && options.len() == weights.len(),
                Answers::Some { .. } => question.kind == "multiple_choice",
                Answers::Text(_) => question.kind == "text",
            };
            assert!(fits, "{}", question.id);
        }
        for experience in &EXPERIENCES {
            assert!(experience.questions.len() as i64 <= experience.steps.unwrap_or(0));
        }
    }

    #[test]
    fn a_journey_begins_with_seeing_and_completes_only_after_the_last_step() {
        let mut chance = Chance::new(4, 4);
        for experience in &EXPERIENCES {
            for _ in 0..60 {
                let journey = journey(&mut chance, experience);
                assert_eq!(journey[0].action, "seen");
                assert!(journey.windows(2).all(|pair| pair[0].after < pair[1].after));
                let steps = journey.iter().filter(|one| one.step.is_some()).count() as i64;
                let completed = journey.iter().any(|one| one.action == "completed");
                assert!(!completed || steps == experience.steps.unwrap_or(0));
            }
        }
    }
}

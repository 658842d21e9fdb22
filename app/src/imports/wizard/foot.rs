//! The end of a step: what went wrong, the way back, the way on.

use super::{state::Wizard, steps::Step};
use crate::api::Failure;
use leptos::prelude::*;

/// The foot of a step.
pub fn foot(wizard: Wizard, step: Step, next: AnyView) -> AnyView {
    let id = wizard.import.with_untracked(|import| import.import_id);
    let back = move || {
        // While it is checked nothing before it can be changed.
        let before = step.before().filter(|before| wizard.import.with(|import| before.is_open(import)));
        before.map(|before| view! { <a class="button" href=before.address(id)>"Back"</a> })
    };
    let failure = move || {
        let told = wizard.failure.with(|failure| failure.as_ref().and_then(|failure| told(failure, step)));
        told.map(|told| view! { <p class="form-error">{told}</p> })
    };
    view! {
        {failure}
        <div class="wizard-foot">{back}{next}</div>
    }
    .into_any()
}

/// The button that leads to the step after.
pub fn next_button(wizard: Wizard, step: Step, may: impl Fn() -> bool + Send + Sync + 'static) -> AnyView {
    let next = move |_| {
        if may()
            && let Some(after) = step.after()
        {
            wizard.go(after);
        }
    };
    view! { <button type="button" class="button button-primary" on:click=next>"Next"</button> }.into_any()
}

/// What is told at the foot: what is not told beside its field already.
fn told(failure: &Failure, step: Step) -> Option<String> {
    let beside = match step {
        Step::Upload => ["/name", "/format"],
        Step::Identify => ["/identify_by"; 2],
        Step::Map => ["/mapping"; 2],
        Step::Check => ["/options"; 2],
        Step::Run => ["/run"; 2],
    };
    match failure {
        Failure::Status { problem: Some(problem), .. }
            if !problem.errors.is_empty()
                && problem.errors.iter().all(|error| beside.iter().any(|place| error.pointer.starts_with(place))) =>
        {
            None
        }
        Failure::Aborted => None,
        Failure::Network | Failure::Status { .. } | Failure::Unreadable => Some(failure.reason()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::problem::{Problem, ProblemAt};

    #[test]
    fn what_stands_beside_its_field_is_not_told_again() {
        let error = ProblemAt { pointer: "/mapping/2/to".into(), detail: "It is taken.".into() };
        let problem = Problem {
            kind: "about:blank".into(),
            title: "Invalid".into(),
            status: 422,
            detail: String::new(),
            errors: vec![error],
            request_id: String::new(),
        };
        let failure = Failure::Status { status: 422, problem: Some(problem.into()) };
        assert_eq!((told(&failure, Step::Map), told(&failure, Step::Check)), (None, Some("It is taken.".into())));
        assert!(told(&Failure::Network, Step::Map).is_some());
    }
}

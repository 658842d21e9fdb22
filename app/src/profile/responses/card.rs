//! One answer.

use super::words::{Answer, answer_of};
use crate::{
    profile::{
        parts::{filtering, tooltip_time},
        store::ProfileStore,
    },
    ui::{Clock, Icon, ago},
};
use leptos::prelude::*;
use shared::{api::responses::Response, filter::edit::DraftCondition};

/// The condition that finds everyone who answered the same, as the server tells it.
fn condition_of(response: &Response) -> Option<DraftCondition> {
    let filter = response.filter.as_ref()?.read("").ok()?.to_value();
    filter.pointer("/root/all/0").cloned().map(DraftCondition)
}

/// Experience and step, question, answer, time, and the way to everyone who answered the same.
pub fn card(store: ProfileStore, response: &Response) -> AnyView {
    let clock: Clock = expect_context();
    let add = filtering(store);
    let at = response.at;
    let step = response.step.map(|step| view! { <span class="meta">{format!("Step {step}")}</span> });
    let answer = match answer_of(response) {
        Answer::Nps(score, word, color) => view! {
            <p class="answer-score">
                <span class=format!("pill pill-{color}")><b>{score}</b></span>{word}<span class="meta">"of 10"</span>
            </p>
        }
        .into_any(),
        Answer::Number(number) => {
            view! { <p class="answer-score"><span class="pill pill-plain"><b>{number}</b></span></p> }.into_any()
        }
        Answer::Options(options) => {
            let option = |option: String| view! { <li><Icon name="check" />{option}</li> };
            view! { <ul class="answer-options">{options.into_iter().map(option).collect_view()}</ul> }.into_any()
        }
        Answer::Text(text) => view! { <p class="answer-text">{text}</p> }.into_any(),
    };
    let find = condition_of(response).map(|condition| {
        view! {
            <button type="button" class="button-link" on:click=move |_| add.run(condition.clone())>
                "Find everyone who answered this"
            </button>
        }
    });
    view! {
        <li class="fact response">
            <div class="response-head">
                <h3>{response.experience_name.clone()}</h3>
                {step}
                <span class="meta response-time">{move || tooltip_time(at, ago(at, clock.now()))}</span>
            </div>
            <h4>{response.question.clone()}</h4>
            {answer}
            {find}
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use shared::{api::filter::FilterDocument, filter::Filter};

    #[test]
    fn the_servers_filter_becomes_one_condition() {
        let test = json!({"experience": "nps-1", "question": "q", "test": {"number": {"equals": 9}}});
        let filter = Filter::read(&json!({"version": 1, "root": {"all": [{"answer": test}]}})).unwrap();
        let response: Response = serde_json::from_value(json!({
            "id": "1", "at": "2026-11-23T10:00:00.000Z", "experience_id": "nps-1", "experience_name": "Autumn",
            "step": null, "question_id": "q", "question": "How likely?", "question_kind": "nps", "answer": 9,
        }))
        .unwrap();
        assert_eq!(condition_of(&response), None);
        let response = Response { filter: Some(FilterDocument::new(&filter)), ..response };
        assert_eq!(condition_of(&response), Some(DraftCondition(json!({"answer": test}))));
    }
}

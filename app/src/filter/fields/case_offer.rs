//! An exact test of a text that finds nobody, where ignoring case would: the line offers it.

use super::{
    change::{put, read},
    kind::{Kind, operand_of, operator_of},
    slot::Slot,
    subject::Subject,
};
use crate::{
    api::{self, Abort},
    filter::Counted,
    ui::format,
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use serde_json::json;
use shared::{
    api::{count::CountRequest, filter::FilterDocument},
    filter::{Filter, Node, edit::DraftCondition},
};
use std::time::Duration;

/// Nobody is asked while a word is being typed.
const PAUSE: Duration = Duration::from_millis(400);

/// The condition with case ignored, where it is a positive and exact test of a text.
pub fn ignoring_case(condition: &DraftCondition) -> Option<DraftCondition> {
    let (path, kind) = Subject::of(condition).test().filter(|(_, kind)| *kind == Kind::Text)?;
    let test = read(&condition.0, &path);
    let operator = operator_of(&test)?;
    let is_exact = read(operand_of(&test), "/ignore_case") != true;
    let is_positive = ["is", "one_of", "contains", "starts_with", "ends_with"].contains(&operator);
    let mut other = condition.0.clone();
    put(&mut other, &format!("{path}/{operator}/ignore_case"), json!(true));
    let other = DraftCondition(other);
    (kind == Kind::Text && is_exact && is_positive && other.complete().is_some()).then_some(other)
}

/// How many users a condition alone finds.
async fn count(condition: &DraftCondition, abort: &Abort) -> Option<u64> {
    let root = Node::Condition(condition.complete()?);
    let filter = FilterDocument::new(&Filter { root });
    let request = CountRequest { filter, each: false, without: false, text: None };
    api::count(&request, abort).await.ok().map(|answer| answer.total)
}

/// The offer, as long as it stands. `counted`: how many the condition finds as it is.
pub fn case_offer(slot: Slot, counted: Counted) -> AnyView {
    let wanted = Memo::new(move |_| {
        let finds_nobody = counted.get() == Some((0, false));
        finds_nobody.then(|| ignoring_case(&DraftCondition(slot.get("")))).flatten()
    });
    let found: RwSignal<Option<(DraftCondition, u64)>> = RwSignal::new(None);
    let waiting: StoredValue<Option<(TimeoutHandle, Abort)>, LocalStorage> = StoredValue::new_local(None);
    let stop = move || {
        if let Some((timer, abort)) = waiting.try_update_value(Option::take).flatten() {
            timer.clear();
            abort.abort();
        }
    };
    Effect::new(move || {
        stop();
        found.set(None);
        let Some(condition) = wanted.get() else { return };
        let abort = Abort::new();
        let asked = abort.clone();
        let ask = move || {
            spawn_local(async move {
                if let Some(users) = count(&condition, &asked).await.filter(|users| *users > 0) {
                    // What it was asked for may be another by now; the field may be gone.
                    if wanted.try_get_untracked().flatten().as_ref() == Some(&condition) {
                        found.try_set(Some((condition, users)));
                    }
                }
            });
        };
        waiting.set_value(set_timeout_with_handle(ask, PAUSE).ok().map(|timer| (timer, abort)));
    });
    on_cleanup(stop);
    let offer = move || {
        let (condition, users) = found.get()?;
        let take = move |_| slot.replace(condition.clone(), "operator");
        Some(view! {
            <span class="case-offer">
                "0 users. " {format::count(users)} " when ignoring case - "
                <button type="button" class="button-link" on:click=take>"use that"</button>
            </span>
        })
    };
    view! { {offer} }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn offered(test: Value) -> Option<Value> {
        let condition = json!({"property": { "email": test }});
        ignoring_case(&DraftCondition(condition)).map(|other| read(&other.0, "/property/email"))
    }

    #[test]
    fn exact_tests_that_ask_for_something_can_ignore_case() {
        let ignoring = json!({"is": {"value": "A", "ignore_case": true}});
        assert_eq!(offered(json!({"is": {"value": "A"}})), Some(ignoring.clone()));
        assert_eq!(offered(json!({"is": {"value": "A", "ignore_case": false}})), Some(ignoring.clone()));
        assert_eq!(offered(ignoring), None);
        for test in [json!({"is": {"value": ""}}), json!({"is_not": {"value": "A"}}), json!("is_empty")] {
            assert_eq!(offered(test), None);
        }
        assert_eq!(ignoring_case(&DraftCondition(json!({"property": {"sessions": {"equals": 1}}}))), None);
    }
}

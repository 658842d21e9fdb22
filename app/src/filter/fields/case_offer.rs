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
    filter::{
        Filter, Node,
        edit::{DraftCondition, NodeId},
    },
};
use std::{collections::BTreeMap, time::Duration};

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

/// What all lines of a builder would offer, asked for at once; shared through the context.
#[derive(Clone, Copy)]
pub struct CaseOffers {
    /// Conditions that find nobody, with case ignored.
    wanted: RwSignal<BTreeMap<NodeId, DraftCondition>>,
    /// Those of them that find someone, and how many.
    found: RwSignal<BTreeMap<NodeId, (DraftCondition, u64)>>,
    waiting: StoredValue<Option<(TimeoutHandle, Abort)>, LocalStorage>,
}

impl CaseOffers {
    /// Provides itself to all lines below.
    pub fn provide() {
        let wanted = RwSignal::new(BTreeMap::new());
        let found = RwSignal::new(BTreeMap::new());
        let this = Self { wanted, found, waiting: StoredValue::new_local(None) };
        Effect::new(move || {
            this.stop();
            let wanted = wanted.get();
            found.update(|found| found.retain(|id, (condition, _)| wanted.get(id) == Some(condition)));
            if wanted.is_empty() {
                return;
            }
            let abort = Abort::new();
            let asked = abort.clone();
            let ask = move || {
                spawn_local(async move {
                    if let Some(counted) = count(&wanted, &asked).await {
                        found.try_set(counted);
                    }
                });
            };
            let timer = set_timeout_with_handle(ask, PAUSE).ok();
            this.waiting.set_value(timer.map(|timer| (timer, abort)));
        });
        on_cleanup(move || this.stop());
        provide_context(this);
    }

    fn stop(self) {
        if let Some((timer, abort)) = self.waiting.try_update_value(Option::take).flatten() {
            timer.clear();
            abort.abort();
        }
    }

    fn want(self, id: NodeId, condition: Option<DraftCondition>) {
        if self.wanted.try_with_untracked(|wanted| wanted.get(&id) != condition.as_ref()) == Some(true) {
            self.wanted.update(|wanted| match condition {
                Some(condition) => _ = wanted.insert(id, condition),
                None => _ = wanted.remove(&id),
            });
        }
    }
}

/// Those of the conditions that find someone, each alone.
async fn count(
    wanted: &BTreeMap<NodeId, DraftCondition>,
    abort: &Abort,
) -> Option<BTreeMap<NodeId, (DraftCondition, u64)>> {
    // All are complete, or case would not be ignored.
    let children = wanted.values().filter_map(DraftCondition::complete).map(Node::Condition).collect();
    let filter = FilterDocument::new(&Filter { root: Node::Any(children) });
    let request = CountRequest { filter, each: true, without: false, text: None };
    let answer = api::count(&request, abort).await.ok()?;
    let of = |index: usize| {
        let pointer = format!("/root/any/{index}");
        answer.nodes.iter().find(|node| node.pointer == pointer).map_or(0, |node| node.total)
    };
    let found = wanted.iter().enumerate().map(|(index, (id, condition))| (*id, (condition.clone(), of(index))));
    Some(found.filter(|(_, (_, users))| *users > 0).collect())
}

/// The offer, as long as it stands. `counted`: how many the condition finds as it is.
pub fn case_offer(id: NodeId, slot: Slot, counted: Counted) -> AnyView {
    let offers: CaseOffers = expect_context();
    Effect::new(move || {
        let finds_nobody = counted.get() == Some((0, false));
        offers.want(id, finds_nobody.then(|| ignoring_case(&DraftCondition(slot.get("")))).flatten());
    });
    on_cleanup(move || offers.want(id, None));
    let found = Memo::new(move |_| offers.found.with(|found| found.get(&id).cloned()));
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

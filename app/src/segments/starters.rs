//! Segments to begin with, offered where there is none yet: each made with one click.

use super::{naming::free_name, store::SegmentsStore};
use crate::{
    api,
    sign_in::SessionContext,
    ui::{Icon, Toasts, focus::focus_soon},
};
use leptos::{prelude::*, task::spawn_local};
use serde_json::{Value, json};
use shared::{
    api::{
        filter::FilterDocument,
        segments::{NewSegment, Segment},
    },
    color::Color,
    filter::Filter,
};

/// A segment to begin with.
struct Starter {
    name: &'static str,
    description: &'static str,
    icon: &'static str,
    color: Color,
    filter: fn() -> Value,
}

fn last_activity(test: Value) -> Value {
    json!({"property": {"last_activity": test}})
}

fn days(amount: u32) -> Value {
    json!({"amount": amount, "unit": "days"})
}

const STARTERS: [Starter; 4] = [
    Starter {
        name: "Active this week",
        description: "Was active in the last 7 days.",
        icon: "bolt",
        color: Color::Green,
        filter: || last_activity(json!({"within_last": days(7)})),
    },
    Starter {
        name: "New this month",
        description: "Was seen for the first time this month.",
        icon: "rocket",
        color: Color::Blue,
        filter: || json!({"property": {"first_seen": {"current": "month"}}}),
    },
    Starter {
        name: "Slipping away",
        description: "Came back several times, and has not been active for two weeks.",
        icon: "clock",
        color: Color::Amber,
        filter: || {
            json!({"all": [
                last_activity(json!({"more_than_ago": days(14)})),
                {"property": {"sessions": {"at_least": 3}}},
            ]})
        },
    },
    Starter {
        name: "Never identified",
        description: "Visits without having signed in.",
        icon: "globe",
        color: Color::Purple,
        filter: || json!({"property": {"identified": "is_false"}}),
    },
];

impl Starter {
    /// The segment; `None` for a filter that cannot be read, which the tests keep from happening.
    fn segment(&self, taken: &[String]) -> Option<NewSegment> {
        let filter = Filter::read(&json!({"version": 1, "root": (self.filter)()})).ok()?;
        Some(NewSegment {
            name: free_name(self.name, taken),
            description: self.description.into(),
            icon: Some(self.icon.into()),
            color: Some(self.color),
            filter: FilterDocument::new(&filter),
            view: None,
        })
    }
}

/// Which of them are not there yet, as long as there is nothing but them.
pub fn missing(segments: &[Segment]) -> Vec<usize> {
    let is_starter = |segment: &Segment| STARTERS.iter().any(|starter| starter.name == segment.name);
    if !segments.iter().all(is_starter) {
        return Vec::new();
    }
    let is_missing = |at: &usize| !segments.iter().any(|segment| segment.name == STARTERS[*at].name);
    (0..STARTERS.len()).filter(is_missing).collect()
}

/// The offer of those that are not there yet.
pub fn starters(store: SegmentsStore, missing: Memo<Vec<usize>>) -> AnyView {
    if !expect_context::<SessionContext>().may_edit() {
        return ().into_any();
    }
    let is_busy = RwSignal::new(false);
    let toasts: Toasts = expect_context();
    let create = move |at: usize| {
        let segment = STARTERS.get(at).and_then(|starter| starter.segment(&store.names()));
        let Some(segment) = segment.filter(|_| !is_busy.get_untracked()) else { return };
        is_busy.set(true);
        spawn_local(async move {
            let answer = api::create_segment(&segment).await;
            is_busy.try_set(false);
            match answer {
                Ok(segment) => {
                    let link = format!("segment-{}", segment.segment_id);
                    store.made(toasts, segment);
                    focus_soon(link);
                }
                Err(failure) => toasts.fail(format!("“{}” could not be made. {}", segment.name, failure.reason())),
            }
        });
    };
    let card = move |at: usize| {
        let starter = &STARTERS[at];
        view! {
            <li class="starter">
                <span class=format!("segment-icon pill-{}", starter.color.word())><Icon name=starter.icon /></span>
                <span class="starter-words"><b>{starter.name}</b><span class="meta">{starter.description}</span></span>
                <button
                    type="button"
                    class="button"
                    aria-label=format!("Create {}", starter.name)
                    aria-disabled=move || is_busy.get().then_some("true")
                    on:click=move |_| create(at)
                >
                    "Create"
                </button>
            </li>
        }
    };
    view! {
        <ul class="starters" aria-label="Segments to begin with">
            {move || missing.get().into_iter().map(card).collect_view()}
        </ul>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_offered_until_there_is_another_segment() {
        assert_eq!(missing(&[]), [0, 1, 2, 3]);
        let own = |id, name| super::super::list::tests::segment(id, name, None);
        assert_eq!(missing(&[own(1, "Never identified"), own(2, "Active this week")]), [1, 2]);
        assert_eq!(missing(&[own(1, "Active this week"), own(2, "Beta")]), [0; 0]);
    }

    #[test]
    fn every_starter_can_be_made() {
        for starter in &STARTERS {
            let segment = starter.segment(&[starter.name.to_owned()]).expect(starter.name);
            assert_eq!(segment.name, format!("{} 2", starter.name));
            assert!(shared::api::segments::ICONS.iter().any(|(icon, _)| *icon == starter.icon), "{}", starter.icon);
        }
    }
}

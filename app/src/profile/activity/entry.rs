//! One thing that a user did.

use super::words;
use crate::{
    profile::{
        parts::{filtering, tooltip_time},
        store::ProfileStore,
        value::value_text,
    },
    ui::{Icon, format},
};
use leptos::prelude::*;
use serde_json::{Value, json};
use shared::{
    api::activity::ActivityEntry,
    filter::{edit::DraftCondition, read_condition},
};

/// Properties of an event that are shown at once.
const PROPERTIES: usize = 6;

/// The condition that finds everyone who did the same; `None` where none can.
fn condition_of(entry: &ActivityEntry) -> Option<DraftCondition> {
    let condition = match (&entry.experience_id, entry.action.as_deref()) {
        (Some(id), Some("step_reached")) => {
            json!({"experience": {"which": {"id": id}, "action": "step_reached", "happened": true, "step": entry.step?}})
        }
        (Some(id), Some(action)) => json!({"experience": {"which": {"id": id}, "action": action, "happened": true}}),
        (Some(_), None) => return None,
        (None, _) => json!({"event": {"name": entry.name}}),
    };
    read_condition(&condition).is_ok().then_some(DraftCondition(condition))
}

/// Time, sign, name, and what it was.
pub fn entry(store: ProfileStore, entry: &ActivityEntry) -> AnyView {
    let add = filtering(store);
    let is_event = entry.experience_id.is_none();
    let (action, sign, color) = words::action(entry.action.as_deref().unwrap_or_default());
    let name = match condition_of(entry) {
        Some(condition) => {
            let title = if is_event {
                format!("Filter for everyone with the event {}", entry.name)
            } else {
                format!("Filter for everyone: {}, {}", entry.name, action.to_lowercase())
            };
            view! {
                <button type="button" class="entry-name" title=title on:click=move |_| add.run(condition.clone())>
                    {entry.name.clone()}
                </button>
            }
            .into_any()
        }
        None => view! { <span class="entry-name">{entry.name.clone()}</span> }.into_any(),
    };
    let about = if is_event { about_event(entry.properties.as_ref()) } else { about_experience(entry, action) };
    view! {
        <li class="entry">
            <span class="entry-time">{tooltip_time(entry.at, format::time_of_day(entry.at))}</span>
            <span class=format!("entry-sign pill-{color}") aria-hidden="true"><Icon name=sign /></span>
            <div class="entry-words">{name}<p class="meta entry-about">{about}</p></div>
        </li>
    }
    .into_any()
}

fn about_experience(entry: &ActivityEntry, action: &'static str) -> AnyView {
    let (kind, _, sign) = words::kind(entry.experience_kind.as_deref().unwrap_or_default());
    let progress = entry.steps.map(|steps| {
        let step = entry.step.unwrap_or(0);
        let text = format!("{step}/{steps} steps");
        view! {
            <span class="entry-progress">
                <progress max=steps.to_string() value=step.to_string() aria-label=format!("Progress in {}", entry.name)></progress>
                {text}
            </span>
        }
    });
    view! { <span class="entry-kind"><Icon name=sign />{kind}</span><span>{action}</span>{progress} }.into_any()
}

fn about_event(properties: Option<&Value>) -> AnyView {
    let Some(Value::Object(properties)) = properties.filter(|properties| *properties != &json!({})) else {
        return view! { <span>"Event"</span> }.into_any();
    };
    let property = |(key, value): (&String, &Value)| {
        view! { <span class="entry-property"><span>{key.clone()}</span>" "<b>{value_text(value)}</b></span> }
    };
    let rest = properties.len().saturating_sub(PROPERTIES);
    view! {
        <span>"Event"</span>
        {properties.iter().take(PROPERTIES).map(property).collect_view()}
        {(rest > 0).then(|| view! { <span>{format!("and {rest} more")}</span> })}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::{api::activity::ActivityKind, ids::ActivityId, time::Instant};

    fn done(action: Option<&str>, step: Option<u32>) -> ActivityEntry {
        ActivityEntry {
            id: ActivityId(1),
            at: Instant(0),
            kind: if action.is_some() { ActivityKind::Interaction } else { ActivityKind::Event },
            name: "export".into(),
            experience_id: action.map(|_| "tour-1".into()),
            experience_kind: action.map(|_| "tour".into()),
            action: action.map(Into::into),
            step,
            steps: None,
            properties: None,
        }
    }

    #[test]
    fn what_was_done_can_be_asked_of_everyone() {
        let of = |action, step| condition_of(&done(action, step)).map(|condition| condition.0);
        assert_eq!(of(None, None), Some(json!({"event": {"name": "export"}})));
        let completed = json!({"experience": {"which": {"id": "tour-1"}, "action": "completed", "happened": true}});
        assert_eq!(of(Some("completed"), Some(5)), Some(completed));
        let third =
            json!({"experience": {"which": {"id": "tour-1"}, "action": "step_reached", "happened": true, "step": 3}});
        assert_eq!(of(Some("step_reached"), Some(3)), Some(third));
        assert_eq!((of(Some("step_reached"), None), of(Some("waved"), None)), (None, None));
    }
}

//! Segments and imports: whether users are in one, and which.

use super::slot::Slot;
use crate::ui::{Choice, Combobox, ComboboxSource, ListTold, Select, SelectOption, search::plain};
use leptos::prelude::*;
use serde_json::json;
use shared::{api::catalogue::SegmentField, ids::SegmentId};

/// The segment whose filter is being built, where it is one; shared through the context. It cannot name itself.
pub type EditedSegment = Signal<Option<SegmentId>>;

/// Why a segment cannot be named in the filter of another one.
pub fn refused(segment: &SegmentField, edited: Option<SegmentId>) -> Option<String> {
    let edited = edited?;
    if segment.segment_id == edited {
        Some("This is the segment itself".into())
    } else if segment.uses.contains(&edited) {
        Some("It uses this segment".into())
    } else {
        None
    }
}

/// Something with an id to choose.
#[derive(Clone, PartialEq)]
struct Named {
    id: String,
    choice: Choice,
}

const MEMBER: [SelectOption; 2] = [SelectOption::new("in", "is in"), SelectOption::new("out", "is not in")];

/// The controls of a condition on a segment.
pub fn segment_fields(slot: Slot, dom: &str) -> AnyView {
    let member = Signal::derive(move || if slot.get("/member") == false { "out" } else { "in" }.to_owned());
    let words = move || MEMBER.iter().find(|option| option.key == member.get()).map_or("", |option| option.label);
    let choose = Callback::new(move |key: String| {
        slot.change("operator", |segment| super::change::put(segment, "/member", json!(key == "in")));
    });
    let edited = use_context::<EditedSegment>();
    let all = Memo::new(move |_| {
        let edited = edited.and_then(|edited| edited.get());
        let named = |segment: &SegmentField| Named {
            id: segment.segment_id.to_string(),
            choice: Choice {
                label: segment.name.clone(),
                detail: segment.description.clone(),
                icon: Some("segment"),
                refused: refused(segment, edited),
                ..Choice::default()
            },
        };
        slot.builder().catalogue.with(|catalogue| catalogue.segments.iter().map(named).collect::<Vec<_>>())
    });
    view! {
        <Select
            id=format!("{dom}-operator")
            class="operator"
            label=Signal::derive(move || format!("Operator, {}", words()))
            options=MEMBER.to_vec()
            chosen=member
            choose=choose
        />
        <div class="value">{one_of(slot, dom, all, "segment")}</div>
    }
    .into_any()
}

/// The controls of a condition on an import.
pub fn import_fields(slot: Slot, dom: &str) -> AnyView {
    let all = Memo::new(move |_| {
        let named = |import: &shared::api::catalogue::ImportField| Named {
            id: import.import_id.to_string(),
            choice: Choice { label: import.name.clone(), icon: Some("upload"), ..Choice::default() },
        };
        slot.builder().catalogue.with(|catalogue| catalogue.imports.iter().map(named).collect::<Vec<_>>())
    });
    view! {
        <span class="value-word operator-word">"is in"</span>
        <div class="value">{one_of(slot, dom, all, "import")}</div>
    }
    .into_any()
}

fn one_of(slot: Slot, dom: &str, all: Memo<Vec<Named>>, word: &'static str) -> AnyView {
    let text = RwSignal::new(String::new());
    let id = Memo::new(move |_| slot.get("/id").as_str().unwrap_or_default().to_owned());
    let found = Memo::new(move |_| {
        let searched = plain(text.get().trim());
        let fits = |named: &&Named| plain(&named.choice.label).contains(&searched);
        let chosen = |named: &Named| Named {
            choice: Choice { is_chosen: id.with(|id| *id == named.id), ..named.choice.clone() },
            ..named.clone()
        };
        all.with(|all| all.iter().filter(fits).map(chosen).collect::<Vec<_>>())
    });
    let value = move || {
        let named = all.with(|all| id.with(|id| all.iter().find(|named| named.id == *id).cloned()));
        named.map_or_else(
            || id.with(|id| if id.is_empty() { String::new() } else { format!("Number {id}") }),
            |named| named.choice.label,
        )
    };
    let nothing = move || found.with(Vec::is_empty).then(|| ListTold::Hint(format!("No {word} of this name")));
    let choose = move |index: usize| {
        if let Some(named) = found.get_untracked().get(index) {
            slot.set("/id", json!(named.id));
        }
    };
    let source = ComboboxSource {
        value: Signal::derive(value),
        choices: Signal::derive(move || found.get().into_iter().map(|named| named.choice).collect()),
        told: Signal::derive(nothing),
        search: Callback::new(move |searched| text.set(searched)),
        typed: None,
        choose: Callback::new(choose),
        retry: Callback::new(|()| ()),
        has_options: Signal::derive(|| true),
    };
    let message = format!("{dom}-message");
    let (label, placeholder) = match word {
        "segment" => ("Value for Segment", "Choose a segment"),
        _ => ("Value for Import", "Choose an import"),
    };
    view! {
        <Combobox
            id=format!("{dom}-value")
            label=label
            class="value-one"
            placeholder=placeholder
            described=Signal::derive(move || Some(message.clone()))
            source=source
        />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::color::Color;

    #[test]
    fn a_segment_cannot_go_in_a_circle() {
        let segment = |id, uses: &[SegmentId]| SegmentField {
            segment_id: id,
            name: "a".into(),
            description: String::new(),
            icon: "star".into(),
            color: Color::Blue,
            uses: uses.to_vec(),
        };
        let ids: Vec<SegmentId> = ["1", "2", "3"].iter().map(|id| id.parse().unwrap()).collect();
        assert_eq!(refused(&segment(ids[0], &[]), None), None);
        assert!(refused(&segment(ids[0], &[]), Some(ids[0])).is_some());
        assert!(refused(&segment(ids[1], &[ids[2], ids[0]]), Some(ids[0])).is_some());
        assert_eq!(refused(&segment(ids[1], &[ids[2]]), Some(ids[0])), None);
    }
}

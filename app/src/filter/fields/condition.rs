//! The field, the operator and the value of one condition, and what is wrong with them.

use super::{
    case_offer::case_offer,
    event::event_fields,
    experience::experience_fields,
    field_button::FieldButton,
    kind::Kind,
    message::message,
    segment::{import_fields, segment_fields},
    slot::{Slot, WrongAt},
    subject::Subject,
    suggestions,
    test_fields::test_fields,
    window::window_fields,
};
use crate::{
    filter::{Builder, Counted, node_id},
    ui::focus,
};
use leptos::prelude::*;
use serde_json::Value;
use shared::filter::edit::{DraftCondition, NodeId};

/// The controls of one condition.
#[component]
pub fn ConditionFields(
    id: NodeId,
    condition: Memo<Option<DraftCondition>>,
    /// How many users it finds.
    counted: Counted,
) -> impl IntoView {
    let builder: Builder = expect_context();
    let slot = Slot::of(builder, id, condition);
    let subject =
        Memo::new(move |_| condition.with(|condition| condition.as_ref().map_or(Subject::Nothing, Subject::of)));
    let dom = node_id(id);
    let name = Signal::derive(move || subject.with(|subject| builder.catalogue.with(|known| subject.name(known))));
    // The controls are made anew only for another kind of thing: the same stay, with their focus, for another field.
    let form = Memo::new(move |_| subject.with(Form::of));
    let controls = {
        let dom = dom.clone();
        move || match form.get() {
            Form::Nothing => ().into_any(),
            Form::Test(path, kind) => {
                let source = Signal::derive(move || subject.with(source));
                let window = subject.with_untracked(|subject| subject.window());
                view! {
                    {test_fields(slot.at(&path), kind, dom.clone(), name, source)}
                    {window.map(|path| view! { <div class="value">{window_fields(slot.at(path), &dom, name)}</div> })}
                }
                .into_any()
            }
            Form::Experience => experience_fields(slot.at("/experience"), &dom, name),
            Form::Event => event_fields(slot.at("/event"), &dom, name),
            Form::Segment => segment_fields(slot.at("/segment"), &dom),
            Form::Import => import_fields(slot.at("/import"), &dom),
        }
    };
    let said = Memo::new(move |_| {
        let is_gone = builder.catalogue.with(|known| subject.with(|subject| subject.is_gone(known)));
        // Nothing is known before the catalogue is there.
        let is_known = builder.catalogue.with(|known| !known.properties.is_empty());
        let look = |condition: &DraftCondition| {
            builder.names.with(|names| message(condition, is_gone, is_known.then_some(names)))
        };
        condition.with(|condition| condition.as_ref().and_then(look))
    });
    let wrong = WrongAt(Memo::new(move |_| said.with(|said| said.as_ref()?.wrong_at.clone())));
    provide_context(wrong);
    let is_wrong = move || wrong.0.with(Option::is_some);
    let message_id = format!("{dom}-message");
    view! {
        <div class="condition-fields" class:is-wrong=is_wrong>
            <FieldButton form=slot id=id dom=dom subject=subject />
            {controls}
            {case_offer(id, slot, counted)}
            <p id=message_id class="condition-message">{move || said.get().map(|said| said.text)}</p>
        </div>
    }
}

/// Which controls a condition has.
#[derive(Clone, Debug, PartialEq)]
enum Form {
    Nothing,
    /// A test at a place.
    Test(String, Kind),
    Experience,
    Event,
    Segment,
    Import,
}

impl Form {
    fn of(subject: &Subject) -> Self {
        match subject {
            Subject::Nothing => Self::Nothing,
            Subject::Property(_) | Subject::Attribute { .. } | Subject::Answer { .. } => {
                subject.test().map_or(Self::Nothing, |(path, kind)| Self::Test(path, kind))
            }
            Subject::Experience { .. } => Self::Experience,
            Subject::Event { .. } => Self::Event,
            Subject::Segment { .. } => Self::Segment,
            Subject::Import { .. } => Self::Import,
        }
    }
}

/// Where values of a field are suggested from.
fn source(subject: &Subject) -> Option<String> {
    match subject {
        Subject::Property(property) => Some(suggestions::field(&["property", property.word()])),
        Subject::Attribute { key, .. } => Some(suggestions::field(&["attribute", key])),
        Subject::Answer { experience, question, .. } => Some(suggestions::field(&["answer", experience, question])),
        Subject::Nothing
        | Subject::Experience { .. }
        | Subject::Event { .. }
        | Subject::Segment { .. }
        | Subject::Import { .. } => None,
    }
}

/// Focuses what is to be entered next once a field was picked, and shows what there is to choose, unless nothing is
/// missing: the list would only lie over what comes next.
pub fn focus_value(dom: &str, condition: &DraftCondition) {
    let is_open = matches!(condition.0, Value::Null);
    let is_whole = condition.complete().is_some();
    let ids = [format!("{dom}-value"), format!("{dom}-operator"), format!("{dom}-field")];
    request_animation_frame(move || {
        let target = ids.iter().find_map(|id| focus::element(id));
        if let Some(target) = target.filter(|_| !is_open) {
            // An element that cannot be focused leaves the focus where it is.
            let _ = target.focus();
            if !is_whole && target.get_attribute("role").as_deref() == Some("combobox") {
                target.click();
            }
        }
    });
}

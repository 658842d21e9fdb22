//! A test of a property of an event: which property, then its operator and value.

use super::{
    change::{fresh, put},
    kind::Kind,
    slot::Slot,
    suggestions,
    test_fields::test_fields,
};
use crate::ui::{Choice, Combobox, ComboboxSource, ListTold, search::plain};
use leptos::prelude::*;
use serde_json::{Value, json};
use shared::api::catalogue::{Catalogue, EventPropertyField};

/// The properties that events of a name had.
fn known(catalogue: &Catalogue, event: &str) -> Vec<EventPropertyField> {
    let event = catalogue.events.iter().find(|field| field.name == event);
    event.map(|event| event.properties.clone()).unwrap_or_default()
}

fn kind_of(line: &Value) -> Kind {
    let word = line.get("test").and_then(Value::as_object).and_then(|test| test.keys().next());
    word.and_then(|word| Kind::from_word(word)).unwrap_or(Kind::Text)
}

/// A line with another property. Its test stays, unless the values are known to be of another kind.
fn with_property(line: &mut Value, property: &str, kind: Option<Kind>) {
    put(line, "/property", json!(property));
    if let Some(kind) = kind.filter(|kind| *kind != kind_of(line)) {
        put(line, "/test", json!({ kind.word(): fresh(kind, kind.first_operator()) }));
    }
}

/// The controls of the test at an index.
pub fn property_fields(event: Slot, index: usize, dom: &str) -> AnyView {
    let catalogue = event.builder().catalogue;
    let slot = event.at(&format!("/where/{index}"));
    let property = Memo::new(move |_| slot.get("/property").as_str().unwrap_or_default().to_owned());
    let all = Memo::new(move |_| {
        let name = event.get("/name");
        catalogue.with(|catalogue| known(catalogue, name.as_str().unwrap_or_default()))
    });
    let text = RwSignal::new(None::<String>);
    let found = Memo::new(move |_| {
        let searched = plain(text.get().unwrap_or_default().trim());
        let is_whole = all.with(|all| all.iter().any(|field| plain(&field.key) == searched));
        let fits = |field: &EventPropertyField| is_whole || plain(&field.key).contains(&searched);
        all.get().into_iter().filter(fits).collect::<Vec<_>>()
    });
    let choice = |field: EventPropertyField| {
        let kind = Kind::of_attribute(field.kind);
        Choice { label: field.key, icon: Some(kind.icon()), ..Choice::default() }
    };
    let enter = move |key: String| {
        let known = all.with_untracked(|all| all.iter().find(|field| field.key == key).map(|field| field.kind));
        slot.change("value", |line| with_property(line, &key, known.map(Kind::of_attribute)));
    };
    let choose = move |index: usize| {
        if let Some(field) = found.get_untracked().get(index) {
            enter(field.key.clone());
        }
    };
    let told = move || {
        let hint = if all.with(Vec::is_empty) { "No properties seen yet" } else { "Not seen lately" };
        found.with(Vec::is_empty).then(|| ListTold::Hint(hint.into()))
    };
    let source = ComboboxSource {
        value: property.into(),
        choices: Signal::derive(move || found.get().into_iter().map(choice).collect()),
        told: Signal::derive(told),
        search: Callback::new(move |searched| text.set(Some(searched))),
        typed: Some(Callback::new(enter)),
        choose: Callback::new(choose),
        retry: Callback::new(|()| ()),
        has_options: Signal::derive(|| true),
    };
    let kind = Memo::new(move |_| kind_of(&slot.get("")));
    let name =
        Signal::derive(move || property.with(|key| if key.is_empty() { "property".to_owned() } else { key.clone() }));
    let values = Signal::derive(move || {
        let event = event.get("/name");
        let event = event.as_str().unwrap_or_default();
        property.with(|key| (!key.is_empty()).then(|| suggestions::field(&["event", event, key])))
    });
    let (dom, id) = (dom.to_owned(), format!("{dom}-property"));
    view! {
        <Combobox
            id=id
            label=Signal::derive(move || format!("Property, {}", name.get()))
            class="where-property"
            placeholder="Property"
            most=200
            described=Signal::derive(|| None::<String>)
            source=source
        />
        {move || {
            let kind = kind.get();
            test_fields(slot.at(&format!("/test/{}", kind.word())), kind, dom.clone(), name, values)
        }}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_property_keeps_the_test_unless_its_kind_is_another() {
        let mut line = json!({"property": "a", "test": {"text": {"is": {"value": "x"}}}});
        with_property(&mut line, "b", Some(Kind::Text));
        assert_eq!(line, json!({"property": "b", "test": {"text": {"is": {"value": "x"}}}}));
        with_property(&mut line, "unknown", None);
        assert_eq!(line["test"], json!({"text": {"is": {"value": "x"}}}));
        with_property(&mut line, "n", Some(Kind::Number));
        assert_eq!(line, json!({"property": "n", "test": {"number": {"at_least": null}}}));
    }
}

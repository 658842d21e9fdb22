//! Deleting, with what it would come to.

use super::{
    acts::{Acts, SEARCH},
    dialog::{foot, in_the_way},
};
use crate::{
    api,
    settings::{
        part::{Answer, ask, failed, waiting},
        saving::{Saving, form},
    },
    ui::format::count,
};
use leptos::prelude::*;
use shared::api::attributes::Attribute;

/// The form; how many users lose a value is counted now.
pub fn delete_form(acts: Acts, attribute: Attribute) -> AnyView {
    let saving = Saving::new();
    let answer: Answer<Attribute> = RwSignal::new(None);
    let key = StoredValue::new(attribute.key);
    let load = Callback::new(move |()| ask(answer, async move { api::attribute(&key.get_value()).await }));
    load.run(());
    let name = attribute.name;
    let submit = Callback::new(move |()| {
        if !matches!(answer.get_untracked(), Some(Ok(found)) if found.segments.is_empty()) {
            return;
        }
        let name = name.clone();
        saving.send(async move { api::delete_attribute(&key.get_value()).await }, move |()| {
            acts.done(format!("{name} deleted"), SEARCH);
        });
    });
    let content = move || match answer.get() {
        Some(Ok(found)) => impact(acts, saving, found),
        Some(Err(failure)) => view! { {failed(&failure, load)}{foot(acts, None)} }.into_any(),
        None => view! { {waiting()}{foot(acts, None)} }.into_any(),
    };
    form(submit, view! { {content} }.into_any())
}

fn impact(acts: Acts, saving: Saving, found: Attribute) -> AnyView {
    if !found.segments.is_empty() {
        let words = "It is not deleted while segments use it. Take it out there first, or hide it.".to_owned();
        return view! { {in_the_way(words, found.segments)}{foot(acts, None)} }.into_any();
    }
    let lose = match found.users.unwrap_or(0) {
        0 => "No user has a value of it.".into(),
        1 => "1 user loses the value of it.".into(),
        users => format!("{} users lose their value of it.", count(users)),
    };
    let words = format!("{lose} This cannot be undone. It comes back, without these values, when it is sent again.");
    view! { <p>{words}</p>{foot(acts, Some(saving.danger("Delete attribute")))} }.into_any()
}

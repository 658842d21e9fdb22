//! Another name.

use super::{acts::Acts, dialog::foot, list::menu_button};
use crate::{
    api,
    settings::saving::{Saving, form},
    ui::{Field, focus::focus_soon},
};
use leptos::prelude::*;
use shared::api::attributes::{Attribute, AttributeChange};

/// The form.
pub fn rename_form(acts: Acts, attribute: Attribute) -> AnyView {
    let saving = Saving::new();
    let name = RwSignal::new(attribute.name.clone());
    let hint = format!("The key {} stays: your product goes on sending it.", attribute.key);
    let submit = Callback::new(move |()| {
        let (key, before) = (attribute.key.clone(), attribute.name.clone());
        let change = AttributeChange { name: Some(name.get_untracked()), hidden: None };
        let focus = menu_button(&key);
        saving.send(async move { api::change_attribute(&key, &change).await }, move |now: Attribute| {
            acts.done(format!("{before} is called {} now", now.name), &focus);
        });
    });
    focus_soon("attribute-name");
    let content = view! {
        <Field id="attribute-name" label="Name" autocomplete="off" hint=hint error=saving.error_at("/name") value=name />
        {foot(acts, Some(saving.button("Save", &["/name"])))}
    };
    form(submit, content.into_any())
}

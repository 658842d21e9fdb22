//! The third step: where the other columns go.

use super::{
    destination::{Destination, IGNORE, destinations, label, new_key},
    foot::{foot, next_button},
    identify::samples,
    kind::kind_cell,
    page::heading,
    state::Wizard,
    steps::Step,
};
use crate::{
    imports::words::counted,
    ui::{
        Combobox, ComboboxSource, ListTold,
        focus::{focus, focus_if_lost},
        format,
    },
};
use leptos::prelude::*;
use shared::api::imports::{Column, IdentityKind, Mapping};

/// The step.
pub fn map_step(wizard: Wizard) -> AnyView {
    let columns = wizard.import.with_untracked(|import| import.columns.clone());
    let names: Vec<String> =
        wizard.sheet.with_untracked(|sheet| sheet.mapping.iter().map(|mapping| mapping.column.clone()).collect());
    let lines = names.into_iter().enumerate().filter_map(|(at, name)| {
        let column = columns.iter().find(|column| column.name == name)?.clone();
        Some(line(wizard, at, column))
    });
    let identifies = wizard.sheet.with_untracked(|sheet| sheet.identify_by.clone()).map(|by| {
        let what = match by.identity {
            IdentityKind::UserId => "user ID",
            IdentityKind::Email => "e-mail",
        };
        view! { <p>"“"{by.column}"” is the "{what}" and says who a row is about. Choose where the others go."</p> }
    });
    let left_out = move || {
        let names = wizard.sheet.with(|sheet| sheet.left_out());
        match names.len() {
            0 => "Every column is imported.".to_owned(),
            1 => format!("1 column is not imported: {}.", names.join(", ")),
            number => format!("{} columns are not imported: {}.", format::count(number as u64), names.join(", ")),
        }
    };
    let create = move |_| {
        let mut made = 0;
        wizard.choose(|sheet| made = sheet.create_left_out());
        wizard.announcer.status(counted(made as u64, "new attribute", "new attributes", format::count));
        focus_if_lost("step-title");
    };
    let offer = move || {
        let has_left_out = wizard.sheet.with(|sheet| sheet.mapping.iter().any(|mapping| mapping.to.is_none()));
        has_left_out.then(|| {
            view! { <button type="button" class="button-link" on:click=create>"Create an attribute for each"</button> }
        })
    };
    let may = move || {
        let conflict = wizard.sheet.with_untracked(|sheet| sheet.first_conflict());
        if let Some(at) = conflict {
            let words = wizard.sheet.with_untracked(|sheet| sheet.conflict(at));
            wizard.announcer.alert(words.unwrap_or_default());
            focus(&format!("map-{at}"));
        }
        conflict.is_none()
    };
    view! {
        {heading("Where do the columns go?")}
        {identifies}
        <div class="wizard-table">
            <table>
                <thead>
                    <tr>
                        <th scope="col">"Column"</th>
                        <th scope="col">"First values"</th>
                        <th scope="col">"Goes to"</th>
                        <th scope="col">"Kind"</th>
                    </tr>
                </thead>
                <tbody>{lines.collect_view()}</tbody>
            </table>
        </div>
        <p class="wizard-notes">{left_out}" "{offer}</p>
        {foot(wizard, Step::Map, next_button(wizard, Step::Map, may))}
    }
    .into_any()
}

fn line(wizard: Wizard, at: usize, column: Column) -> AnyView {
    let mapping = Memo::new(move |_| wizard.sheet.with(|sheet| sheet.mapping.get(at).cloned()));
    let to = move || mapping.with(|mapping| mapping.as_ref().and_then(|mapping| mapping.to.clone()));
    let problem = Memo::new(move |_| {
        let own = wizard.sheet.with(|sheet| sheet.conflict(at));
        own.or_else(|| wizard.problem_at(&format!("/mapping/{at}/to")))
            .or_else(|| wizard.problem_at(&format!("/mapping/{at}/kind")))
    });
    let error = format!("map-{at}-error");
    let error_id = error.clone();
    let message =
        move || problem.get().map(|problem| view! { <p class="field-error" id=error_id.clone()>{problem}</p> });
    let marks = move || {
        let is_suggested = mapping.with(|mapping| mapping.as_ref().is_some_and(|mapping| mapping.suggested));
        let is_new = wizard.attributes.with(|attributes| new_key(to().as_deref(), attributes).is_some());
        let word = if is_suggested { Some("Suggested") } else { is_new.then_some("New attribute") };
        word.map(|word| view! { <span class="badge">{word}</span> })
    };
    let described = Signal::derive(move || problem.with(Option::is_some).then(|| error.clone()));
    let (name, shown) = (column.name.clone(), samples(&column));
    view! {
        <tr class:is-out=move || to().is_none()>
            <th scope="row"><span class="wizard-column">{name.clone()}</span></th>
            <td class="wizard-samples" data-label="First values">{shown}</td>
            <td data-label="Goes to">
                <div class="wizard-to">{place(wizard, at, &name, mapping, described)}{marks}</div>
                {message}
            </td>
            <td data-label="Kind">{kind_cell(wizard, at, column, mapping)}</td>
        </tr>
    }
    .into_any()
}

/// The field of the place.
fn place(
    wizard: Wizard,
    at: usize,
    name: &str,
    mapping: Memo<Option<Mapping>>,
    described: Signal<Option<String>>,
) -> AnyView {
    let text = RwSignal::new(String::new());
    let column = name.to_owned();
    let to = move || mapping.with(|mapping| mapping.as_ref().and_then(|mapping| mapping.to.clone()));
    let is_email = wizard
        .sheet
        .with_untracked(|sheet| sheet.identify_by.as_ref().is_some_and(|by| by.identity == IdentityKind::Email));
    let offered: Signal<Vec<Destination>> = Signal::derive(move || {
        let mut offered = wizard
            .attributes
            .with(|attributes| text.with(|text| destinations(text, &column, attributes, to().as_deref())));
        // The e-mail that identifies is set by no other column.
        offered.retain(|one| !is_email || one.to.as_deref() != Some("property:email"));
        offered
    });
    let source = ComboboxSource {
        value: Signal::derive(move || wizard.attributes.with(|attributes| label(to().as_deref(), attributes))),
        choices: Signal::derive(move || offered.get().into_iter().map(|one| one.choice).collect()),
        told: Signal::derive(move || {
            offered.with(Vec::is_empty).then(|| ListTold::Hint("A key has 200 characters at most.".into()))
        }),
        search: Callback::new(move |searched| text.set(searched)),
        typed: None,
        choose: Callback::new(move |index: usize| {
            if let Some(one) = offered.with_untracked(|offered| offered.get(index).cloned()) {
                wizard.choose(|sheet| sheet.send(at, one.to));
            }
        }),
        retry: Callback::new(|()| ()),
        has_options: Signal::stored(true),
    };
    let label = format!("Where “{name}” goes");
    view! {
        <Combobox id=format!("map-{at}") label=label class="wizard-place" placeholder=IGNORE described=described source=source />
    }
    .into_any()
}

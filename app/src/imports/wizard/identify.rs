//! The second step: the column that says which user a row is about.

use super::{
    facts::{guess, told},
    foot::{foot, next_button},
    page::heading,
    state::Wizard,
    steps::Step,
};
use crate::{
    imports::words::uniqueness,
    ui::{focus::focus, format},
};
use leptos::prelude::*;
use shared::api::imports::{Column, IdentifyBy, IdentityKind};

/// The step.
pub fn identify_step(wizard: Wizard) -> AnyView {
    let columns = wizard.import.with_untracked(|import| import.columns.clone());
    let rows = wizard.import.with_untracked(|import| import.rows);
    let by = Memo::new(move |_| wizard.sheet.with(|sheet| sheet.identify_by.clone()));
    let is_asked = RwSignal::new(false);
    let pick = move |column: &Column| {
        is_asked.set(false);
        let next = IdentifyBy { column: column.name.clone(), identity: guess(column) };
        wizard.choose(|sheet| sheet.identify(&wizard.import.with_untracked(|import| import.columns.clone()), next));
    };
    let chosen = {
        let columns = columns.clone();
        move || by.get().and_then(|by| columns.iter().find(|column| column.name == by.column).cloned())
    };
    let facts = move || {
        let lines = chosen().map(|column| told(&column, rows, format::count)).unwrap_or_default();
        lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()
    };
    let lines = columns.into_iter().enumerate().map(|(at, column)| {
        let name = column.name.clone();
        let is_chosen = Memo::new(move |_| by.with(|by| by.as_ref().is_some_and(|by| by.column == name)));
        line(at, column, is_chosen, Callback::new(move |column: Column| pick(&column)))
    });
    let missing = move || {
        let own = (is_asked.get() && by.with(Option::is_none)).then(|| "Choose a column.".to_owned());
        let problem =
            own.or_else(|| wizard.problem_at("/identify_by")).or_else(|| wizard.problem_at("/identify_by/column"));
        problem.map(|problem| view! { <p class="field-error">{problem}</p> })
    };
    let may = move || {
        let may = by.with_untracked(Option::is_some);
        if !may {
            is_asked.set(true);
            wizard.announcer.alert("Choose a column.");
            focus("identify-0");
        }
        may
    };
    view! {
        {heading("Who is a row about?")}
        <p>"One column says it: with the user's id in your product, or with the e-mail address."</p>
        <div id="identify-error">{missing}</div>
        <fieldset class="wizard-fieldset" aria-describedby="identify-error">
            <legend class="visually-hidden">"Column"</legend>
            <div class="wizard-table">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">"Column"</th>
                            <th scope="col">"First values"</th>
                            <th scope="col" class="import-number">"Different"</th>
                            <th scope="col" class="import-number">"Empty"</th>
                        </tr>
                    </thead>
                    <tbody>{lines.collect_view()}</tbody>
                </table>
            </div>
        </fieldset>
        {move || by.with(Option::is_some).then(|| identity(wizard, by))}
        <div class="wizard-notes">{facts}</div>
        {foot(wizard, Step::Identify, next_button(wizard, Step::Identify, may))}
    }
    .into_any()
}

fn line(at: usize, column: Column, is_chosen: Memo<bool>, pick: Callback<Column>) -> AnyView {
    let percent = uniqueness(column.distinct, column.looked_at).map(|percent| format!("{percent}%"));
    let (name, blanks) = (column.name.clone(), format::count(column.blanks));
    let samples = samples(&column);
    view! {
        <tr class:is-chosen=is_chosen>
            <td>
                <label class="choice">
                    <input
                        type="radio"
                        name="identify-column"
                        id=format!("identify-{at}")
                        prop:checked=move || is_chosen.get()
                        on:change=move |_| pick.run(column.clone())
                    />
                    <span class="wizard-column">{name}</span>
                </label>
            </td>
            <td class="wizard-samples" data-label="First values">{samples}</td>
            <td class="import-number" data-label="Different">{percent}</td>
            <td class="import-number" data-label="Empty">{blanks}</td>
        </tr>
    }
    .into_any()
}

/// The first values of a column.
pub fn samples(column: &Column) -> AnyView {
    if column.samples.is_empty() {
        return view! { <span class="none">"none"</span> }.into_any();
    }
    column
        .samples
        .iter()
        .map(|sample| view! { <span class="wizard-sample">{sample.clone()}</span> })
        .collect_view()
        .into_any()
}

/// What stands in the column.
fn identity(wizard: Wizard, by: Memo<Option<IdentifyBy>>) -> AnyView {
    let option = |identity: IdentityKind, label: &'static str, detail: &'static str| {
        let choose = move |_| {
            wizard.choose(|sheet| {
                if let Some(by) = sheet.identify_by.clone() {
                    let columns = wizard.import.with_untracked(|import| import.columns.clone());
                    sheet.identify(&columns, IdentifyBy { identity, ..by });
                }
            });
        };
        let is_chosen = move || by.with(|by| by.as_ref().is_some_and(|by| by.identity == identity));
        view! {
            <label class="choice">
                <input type="radio" name="identity" prop:checked=is_chosen on:change=choose />
                <span>{label}" "<span class="meta">{detail}</span></span>
            </label>
        }
    };
    view! {
        <fieldset class="wizard-fieldset">
            <legend>"Its values are"</legend>
            {option(IdentityKind::UserId, "User IDs", "the ids that your product gives")}
            {option(IdentityKind::Email, "E-mail addresses", "without regard to case")}
        </fieldset>
    }
    .into_any()
}

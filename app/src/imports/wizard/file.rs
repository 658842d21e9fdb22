//! The first step of a draft: what was found in its file.

use super::{
    foot::{foot, next_button},
    format::format_fields,
    page::heading,
    state::Wizard,
    steps::Step,
};
use crate::{
    imports::acts::{Acts, Ask},
    ui::format,
};
use leptos::prelude::*;
use shared::api::imports::{ImportChanges, NAME_LENGTH};

/// Heads of columns that are shown.
const FEW: usize = 12;

/// The step.
pub fn file_step(wizard: Wizard, acts: Acts) -> AnyView {
    let fact = |words: &'static str, value: String| view! { <div><dt>{words}</dt><dd>{value}</dd></div> };
    let facts = move || {
        wizard.import.with(|import| {
            [
                fact("File", import.file.clone()),
                fact("Rows", format::count(import.rows)),
                fact("Columns", format::count(import.columns.len() as u64)),
            ]
            .into_iter()
            .collect_view()
        })
    };
    let heads = move || {
        wizard.import.with(|import| {
            let more = import.columns.len().saturating_sub(FEW);
            let heads = import
                .columns
                .iter()
                .take(FEW)
                .map(|column| view! { <span class="badge">{column.name.clone()}</span>" " });
            (heads.collect_view(), (more > 0).then(|| format!("and {} more", format::count(more as u64))))
        })
    };
    let name = wizard.import.with_untracked(|import| import.name.clone());
    let rename = move |name: String| {
        wizard.save(ImportChanges { name: Some(name), ..ImportChanges::default() });
    };
    let refused = move || {
        let problem = wizard.problem_at("/name");
        problem.map(|problem| view! { <p class="field-error">{problem}</p> })
    };
    let discard = move |_| acts.asked.set(Some((Ask::Discard, wizard.import.get_untracked())));
    let actions = view! {
        <a class="button" href="/imports/new">"Choose another file"</a>
        <button type="button" class="button" on:click=discard>"Discard draft"</button>
        {next_button(wizard, Step::Upload, || true)}
    };
    view! {
        {heading("What was found")}
        <dl class="wizard-facts">{facts}</dl>
        <p class="wizard-heads"><span class="visually-hidden">"Columns: "</span>{heads}</p>
        {format_fields(wizard)}
        <div class="form-field">
            <label for="import-name">"Name of this import"</label>
            <input
                class="field"
                id="import-name"
                maxlength=NAME_LENGTH.to_string()
                autocomplete="off"
                value=name
                aria-invalid=move || wizard.problem_at("/name").map(|_| "true")
                aria-describedby="import-name-error"
                on:change:target=move |event| rename(event.target().value())
            />
            <div id="import-name-error">{refused}</div>
        </div>
        {foot(wizard, Step::Upload, actions.into_any())}
    }
    .into_any()
}

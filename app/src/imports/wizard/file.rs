//! The first step of a draft: what was found in its file.

use super::{foot::{foot, next_button}, page::heading, state::Wizard, steps::Step};
use crate::{
    imports::{
        acts::{Acts, Ask},
        words::{delimiter_word, encoding_word},
    },
    ui::format,
};
use leptos::prelude::*;
use shared::api::imports::{ImportChanges, NAME_LENGTH};

/// The step.
pub fn file_step(wizard: Wizard, acts: Acts) -> AnyView {
    let fact = |words: &'static str, value: String| view! { <div><dt>{words}</dt><dd>{value}</dd></div> };
    let facts = move || {
        wizard.import.with(|import| {
            [
                fact("File", import.file.clone()),
                fact("Rows", format::count(import.rows)),
                fact("Columns", format::count(import.columns.len() as u64)),
                fact("Encoding", encoding_word(import.format.encoding).to_owned()),
                fact("Between cells", delimiter_word(import.format.delimiter)),
            ]
            .into_iter()
            .collect_view()
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

//! What a check found: how many users would be what, why rows are left out, and what some cells would change.

use super::state::Wizard;
use crate::{imports::words::counted, ui::format};
use leptos::prelude::*;
use shared::api::imports::{Cause, Report, RowOutcome, SampleCell};

/// Numbers of an import, each with its word.
pub fn counts(numbers: [u64; 5]) -> AnyView {
    let words = ["Created", "Updated", "Unchanged", "Skipped", "Rejected"];
    let count = |(words, number): (&'static str, u64)| {
        view! { <div class:is-none={number == 0}><dt>{words}</dt><dd>{format::count(number)}</dd></div> }
    };
    view! { <dl class="import-counts">{words.into_iter().zip(numbers).map(count).collect_view()}</dl> }.into_any()
}

/// The report of the latest check.
pub fn report(wizard: Wizard, report: &Report) -> AnyView {
    let Report { created, updated, unchanged, skipped, rejected, causes, samples } = report;
    let causes = (!causes.is_empty()).then(|| {
        view! {
            <section aria-labelledby="causes-title">
                <h4 id="causes-title">"Rows that are left out"</h4>
                <ul class="import-causes">{causes.iter().map(cause).collect_view()}</ul>
            </section>
        }
    });
    let name = wizard.sheet.with_untracked(|sheet| sheet.identify_by.as_ref().map(|by| by.column.clone()));
    let samples = (!samples.is_empty()).then(|| {
        view! {
            <section aria-labelledby="samples-title">
                <h4 id="samples-title">"Some of the cells that would change something"</h4>
                <div class="wizard-table import-samples">
                    <table>
                        <thead>
                            <tr>
                                <th scope="col" class="import-number">"Row"</th>
                                <th scope="col">{name}</th>
                                <th scope="col">"Column"</th>
                                <th scope="col">"Is now"</th>
                                <th scope="col">"Would be"</th>
                            </tr>
                        </thead>
                        <tbody>{samples.iter().map(sample).collect_view()}</tbody>
                    </table>
                </div>
            </section>
        }
    });
    view! {
        <h4 id="check-title" tabindex="-1">"What would happen"</h4>
        {counts([*created, *updated, *unchanged, *skipped, *rejected])}
        {causes}
        {samples}
    }
    .into_any()
}

fn cause(cause: &Cause) -> AnyView {
    let word = match cause.outcome {
        RowOutcome::Rejected => "Rejected",
        RowOutcome::Skipped => "Skipped",
        RowOutcome::Created | RowOutcome::Updated | RowOutcome::Unchanged => "Left as it is",
    };
    let class = if cause.outcome == RowOutcome::Rejected { "pill pill-red" } else { "pill pill-plain" };
    let example = |example: &shared::api::imports::RowExample| {
        view! { <li><b>"Row "{format::count(example.row)}</b>": "{example.reason.clone()}</li> }
    };
    // Where examples are all there is, they say which rows.
    let has_more = cause.row_numbers.len() > cause.examples.len();
    let shown: Vec<String> = cause.row_numbers.iter().map(|row| format::count(*row)).collect();
    let more = if cause.rows > shown.len() as u64 { " and more" } else { "" };
    view! {
        <li>
            <p><span class=class>{word}</span>" "<b>{counted(cause.rows, "row", "rows", format::count)}</b>": "{cause.cause.clone()}</p>
            {has_more.then(|| view! { <p class="meta">"Rows "{shown.join(", ")}{more}</p> })}
            <ul>{cause.examples.iter().map(example).collect_view()}</ul>
        </li>
    }
    .into_any()
}

fn sample(cell: &SampleCell) -> AnyView {
    let value = |value: &Option<String>| match value {
        Some(value) => value.clone().into_any(),
        None => view! { <span class="none">"none"</span> }.into_any(),
    };
    view! {
        <tr>
            <td class="import-number" data-label="Row">{format::count(cell.row)}</td>
            <th scope="row">{cell.identifier.clone()}</th>
            <td data-label="Column">{cell.column.clone()}</td>
            <td data-label="Is now" class="import-old">{value(&cell.old)}</td>
            <td data-label="Would be">{value(&cell.new)}</td>
        </tr>
    }
    .into_any()
}

//! How the file is read: guessed, and changed where the guess was wrong.

use super::state::Wizard;
use crate::{
    imports::words::{DELIMITERS, ENCODINGS, counted},
    ui::{Select, SelectOption, format},
};
use leptos::prelude::*;
use shared::api::imports::{FileFormat, ImportChanges};

/// The two fields. The file is looked at once more when one of them is changed.
pub fn format_fields(wizard: Wizard) -> AnyView {
    let known = move || wizard.import.with_untracked(|import| import.format);
    let wanted = RwSignal::new(known());
    // What could not be read so is read as before.
    Effect::new(move || {
        if wizard.failure.with(Option::is_some) {
            wanted.set(known());
        }
    });
    let size = Memo::new(move |_| wizard.import.with(|import| (import.rows, import.columns.len() as u64)));
    Effect::new(move |was: Option<(u64, u64)>| {
        let (rows, columns) = size.get();
        if was.is_some_and(|was| was != (rows, columns)) {
            let [rows, columns] =
                [counted(rows, "row", "rows", format::count), counted(columns, "column", "columns", format::count)];
            wizard.announcer.status(format!("{rows}, {columns}"));
        }
        (rows, columns)
    });
    let read_as = move |format: FileFormat| {
        wanted.set(format);
        wizard.save(ImportChanges { format: Some(format), ..ImportChanges::default() });
    };
    let encoding = move |word: String| {
        if let Some((encoding, _)) = ENCODINGS.into_iter().find(|(_, known)| *known == word) {
            read_as(FileFormat { encoding, ..wanted.get_untracked() });
        }
    };
    let delimiter = move |word: String| {
        if let Some((delimiter, _)) = DELIMITERS.into_iter().find(|(_, known)| *known == word) {
            read_as(FileFormat { delimiter, ..wanted.get_untracked() });
        }
    };
    let encoding_word = move || {
        let now = wanted.get().encoding;
        ENCODINGS
            .into_iter()
            .find(|(encoding, _)| *encoding == now)
            .map(|(_, word)| word.to_owned())
            .unwrap_or_default()
    };
    let delimiter_word = move || {
        let now = wanted.get().delimiter;
        DELIMITERS.into_iter().find(|(known, _)| *known == now).map(|(_, word)| word.to_owned()).unwrap_or_default()
    };
    let refused = move || {
        let problem = wizard.problem_at("/format").or_else(|| wizard.problem_at("/format/delimiter"));
        problem.map(|problem| view! { <p class="field-error">{problem}</p> })
    };
    view! {
        <div class="wizard-facts">
            {field("import-encoding", "Encoding", ENCODINGS.map(|(_, word)| word), Signal::derive(encoding_word), Callback::new(encoding))}
            {field("import-delimiter", "Between cells", DELIMITERS.map(|(_, word)| word), Signal::derive(delimiter_word), Callback::new(delimiter))}
        </div>
        {refused}
    }
    .into_any()
}

fn field(
    id: &'static str,
    label: &'static str,
    words: [&'static str; 4],
    chosen: Signal<String>,
    choose: Callback<String>,
) -> AnyView {
    let options = words.map(|word| SelectOption::new(word, word)).to_vec();
    view! {
        <div class="form-field">
            <label for=id>{label}</label>
            <Select id=id label=label class="wizard-kind" options=options chosen=chosen choose=choose />
        </div>
    }
    .into_any()
}

//! The experiences that users had to do with.

use super::{
    events::number,
    part::{Answer, ask, card, row, table, text, time, used_in},
    search::{more, nothing_found, search_field, searchable},
};
use crate::{api, filter::experience_kind, ui::search::plain};
use leptos::prelude::*;
use shared::{
    api::{catalogue::QuestionField, experiences::Experience},
    filter::QuestionKind,
};

const HEADS: &[&str] = &["Name", "Kind", "Steps", "Interactions", "Users", "Last", "Used in"];

/// The part.
pub fn experiences() -> AnyView {
    let answer: Answer<Vec<Experience>> = RwSignal::new(None);
    let load = Callback::new(move |()| ask(answer, api::experiences()));
    load.run(());
    let searched = RwSignal::new(String::new());
    let found = |all: Vec<Experience>, searched: &str| {
        let fits = |one: &Experience| plain(&one.name).contains(searched) || plain(&one.id).contains(searched);
        let rows: Vec<_> = all.into_iter().filter(fits).map(experience_row).collect();
        if rows.is_empty() {
            nothing_found("No experience of this name.")
        } else {
            table("experiences-title", HEADS, rows)
        }
    };
    let none = "No experiences yet. Each appears with the first interaction that your product sends.";
    let content = view! {
        {search_field("experiences-search", "Search experiences", searched)}
        {searchable(answer, load, searched, none, found)}
    };
    let about = "Tours, surveys, banners and the like. What shows them tells how users get on with them.";
    card("experiences-title", "What users were shown", about, content.into_any())
}

fn experience_row(experience: Experience) -> AnyView {
    let words = match experience.questions.len() {
        1 => "1 question".into(),
        several => format!("{several} questions"),
    };
    let id = (experience.name != experience.id).then(|| view! { <code class="settings-key">{experience.id}</code> });
    let lines = experience.questions.into_iter().map(question).collect();
    let name = view! {
        <div class="settings-name"><span class="settings-text">{experience.name}</span>{id}{more(words, lines)}</div>
    };
    let none = if experience.times.is_some() { "never" } else { "not counted yet" };
    let cells = vec![
        ("Kind", text(experience_kind(&experience.kind))),
        ("Steps", text(experience.steps.map(|steps| steps.to_string()).unwrap_or_default())),
        ("Interactions", number(experience.times)),
        ("Users", number(experience.users)),
        ("Last", time(experience.last, none)),
        ("Used in", used_in(experience.segments)),
    ];
    row(name.into_any(), cells)
}

fn question(question: QuestionField) -> AnyView {
    let kind = match question.kind {
        QuestionKind::Nps => "NPS",
        QuestionKind::Rating => "Rating",
        QuestionKind::Number => "Number",
        QuestionKind::SingleChoice => "Single choice",
        QuestionKind::MultipleChoice => "Multiple choice",
        QuestionKind::Text => "Text",
    };
    let options = question.options.join(", ");
    let options = (!options.is_empty()).then(|| view! { <span class="settings-samples">{options}</span> });
    view! { <b>{question.question}</b><span>{kind}</span>{options} }.into_any()
}

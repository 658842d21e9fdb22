//! A field in which one tag is chosen, made, or none.

use super::{
    context::Tags,
    search::{found, new_name, refusal, same},
};
use crate::{
    api,
    ui::{Choice, Combobox, ComboboxSource, ListTold, format},
};
use leptos::{prelude::*, task::spawn_local};
use shared::{api::tags::Tag, color::Color, ids::TagId};

#[derive(Clone, PartialEq)]
enum Line {
    Nothing,
    Tag(Tag),
    New(String),
}

fn lines(tags: &[Tag], text: &str) -> Vec<Line> {
    let mut lines = if text.trim().is_empty() { vec![Line::Nothing] } else { Vec::new() };
    lines.extend(found(tags, &[], text).into_iter().map(Line::Tag));
    lines.extend(new_name(text).filter(|name| same(tags, name).is_none()).map(|name| Line::New(name.to_owned())));
    lines
}

fn choice(line: Line, chosen: Option<TagId>) -> Choice {
    match line {
        Line::Nothing => Choice { label: "No tag".into(), is_chosen: chosen.is_none(), ..Choice::default() },
        Line::Tag(tag) => Choice {
            note: format::count(tag.users),
            color: Some(tag.color),
            is_chosen: chosen == Some(tag.tag_id),
            label: tag.name,
            ..Choice::default()
        },
        Line::New(name) => Choice {
            label: format!("Create “{name}”"),
            icon: Some("plus"),
            makes: Some(Color::of_name(&name)),
            refused: refusal(&name),
            ..Choice::default()
        },
    }
}

/// The field.
pub fn tag_field(
    id: &'static str,
    label: &'static str,
    described: Signal<Option<String>>,
    chosen: Signal<Option<TagId>>,
    choose: Callback<Option<TagId>>,
) -> AnyView {
    let tags: Tags = expect_context();
    tags.load();
    let text = RwSignal::new(String::new());
    let shown = Memo::new(move |_| tags.known.with(|known| text.with(|text| lines(&known.tags, text))));
    let value = move || {
        let tag_id = chosen.get();
        let tag = tags.known.with(|known| known.tags.iter().find(|tag| Some(tag.tag_id) == tag_id).cloned());
        tag.map_or_else(|| if tag_id.is_some() { "A tag that is gone" } else { "No tag" }.to_owned(), |tag| tag.name)
    };
    let make = move |name: String| {
        spawn_local(async move {
            match api::create_tag(&name).await {
                Ok(tag) => {
                    let tag_id = tag.tag_id;
                    tags.learn(tag);
                    choose.run(Some(tag_id));
                }
                Err(failure) => tags.toasts.fail(format!("“{name}” could not be made. {}", failure.reason())),
            }
        });
    };
    let take = move |index: usize| match shown.with_untracked(|shown| shown.get(index).cloned()) {
        Some(Line::Tag(tag)) => choose.run(Some(tag.tag_id)),
        Some(Line::New(name)) => make(name),
        Some(Line::Nothing) => choose.run(None),
        None => {}
    };
    let told = move || tags.known.with(|known| known.failed.clone()).map(ListTold::Failed);
    let source = ComboboxSource {
        value: Signal::derive(value),
        choices: Signal::derive(move || shown.get().into_iter().map(|line| choice(line, chosen.get())).collect()),
        told: Signal::derive(told),
        search: Callback::new(move |searched| text.set(searched)),
        typed: None,
        choose: Callback::new(take),
        retry: Callback::new(move |()| tags.load()),
        has_options: Signal::stored(true),
    };
    view! { <Combobox id=id label=label class="tag-field" placeholder="No tag" described=described source=source /> }
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_tag_is_offered_and_a_new_one_while_typing() {
        let tag = Tag { tag_id: TagId(1), name: "Beta".into(), color: Color::Red, users: 3, segments: Vec::new() };
        let tags = [tag.clone()];
        assert!(lines(&tags, "") == [Line::Nothing, Line::Tag(tag.clone())]);
        assert!(lines(&tags, "be") == [Line::Tag(tag.clone()), Line::New("be".into())]);
        assert!(lines(&tags, " BETA ") == [Line::Tag(tag)]);
    }
}

//! Nobody matches the applied filter: what it asks for, each part with a way to drop it, the one whose absence brings
//! back the most, and whether ignoring case finds someone.

use super::{
    Applied, Builder, acting, bar::Sentence, bar::shown, fields::ignoring_case, sentence::Piece, sentence::pieces,
};
use crate::{
    api::{self, Abort},
    ui::{Toasts, focus::focus_soon, format},
};
use leptos::{prelude::*, task::spawn_local};
use shared::{
    api::{
        count::{CountAnswer, CountRequest},
        filter::FilterDocument,
    },
    filter::edit::{Content, Draft, DraftNode, NodeId, Purpose},
};

/// How many parts are tried for one that brings somebody back to a list that is narrowed to a text.
const TRIED: usize = 5;

/// Parts without which somebody matches, and how many; the most first. Of parts that bring back as many the outer one
/// comes first.
fn droppable(draft: &Draft, answer: &CountAnswer) -> Vec<(NodeId, u64)> {
    let ids = draft.finish(Purpose::Apply).pointers;
    let without = |pointer: &str| answer.nodes.iter().find(|node| node.pointer == pointer)?.without;
    let parts = ids.iter().filter_map(|(id, pointer)| Some((*id, without(pointer)?)));
    let mut parts: Vec<_> = parts.filter(|(_, users)| *users > 0).collect();
    parts.sort_by_key(|(_, users)| std::cmp::Reverse(*users));
    parts
}

/// The words of a part: a condition's own, or those of the conditions in it.
fn words(pieces: &[Piece], draft: &Draft, id: NodeId) -> String {
    let own = |chip: &NodeId| *chip == id || draft.node(id).is_some_and(|node| node.find(*chip).is_some());
    let texts = pieces.iter().filter_map(|piece| match piece {
        Piece::Chip { id, text } if own(id) => Some(text.as_str()),
        Piece::Chip { .. } | Piece::Word(_) => None,
    });
    texts.collect::<Vec<_>>().join(", ")
}

/// The draft with case ignored by all of its texts; `None` where that changes nothing.
fn without_case(draft: &Draft) -> Option<Draft> {
    fn each(node: &DraftNode, draft: &mut Draft) {
        let other = match &node.content {
            Content::Condition(condition) => ignoring_case(condition),
            Content::Group { children, .. } => {
                children.iter().for_each(|child| each(child, draft));
                None
            }
        };
        if let Some(changed) = other.and_then(|other| draft.update(node.id, other).ok()) {
            *draft = changed;
        }
    }
    let mut other = draft.clone();
    each(draft.root(), &mut other);
    let meaning = |draft: &Draft| draft.finish(Purpose::Apply).filter;
    (meaning(&other) != meaning(draft)).then_some(other)
}

/// "214 users"
fn users_of(count: u64) -> String {
    if count == 1 { "1 user".into() } else { format!("{} users", format::count(count)) }
}

/// A line with a number of users that one press brings back.
fn offer(what: AnyView, users: u64, label: String, word: &'static str, act: Callback<()>) -> AnyView {
    view! {
        <p class="zero-best">
            <span>{what}": "<strong>{users_of(users)}</strong></span>
            <button type="button" class="button" aria-label=label on:click=move |_| act.run(())>{word}</button>
        </p>
    }
    .into_any()
}

/// What stands in the list's place.
#[component]
pub fn NoMatchHelp(
    /// The text that the list is searched for as well.
    text: String,
) -> impl IntoView {
    let builder: Builder = expect_context();
    let applied: Applied = expect_context();
    let toasts: Toasts = expect_context();
    let shown = shown(builder, applied);
    let best = RwSignal::new(None::<(NodeId, u64)>);
    let caseless = RwSignal::new(None::<(Draft, u64)>);
    let abort = StoredValue::new_local(Abort::new());
    on_cleanup(move || abort.with_value(Abort::abort));
    let text = Some(text).filter(|text| !text.is_empty());
    if let Some(draft) = shown.with_untracked(|shown| shown.as_ref().map(|shown| shown.draft.clone())) {
        spawn_local(async move {
            let lent = abort.get_value();
            let request = |draft: &Draft, without| CountRequest {
                filter: FilterDocument::new(&draft.finish(Purpose::Apply).filter),
                each: without,
                without,
                text: text.clone(),
            };
            // Without an answer the rest still helps.
            let listed = async |draft: &Draft| {
                let counted = api::count(&request(draft, false), &lent).await.ok()?;
                Some(counted.with_text.unwrap_or(counted.total))
            };
            if let Ok(counted) = api::count(&request(&draft, true), &lent).await {
                for (id, mut users) in droppable(&draft, &counted).into_iter().take(TRIED) {
                    // The numbers of parts are those of the filter alone; the list is narrowed to the text.
                    if text.is_some() {
                        let Ok(other) = draft.remove(id) else { continue };
                        users = listed(&other).await.unwrap_or_default();
                    }
                    if users > 0 {
                        best.try_set(Some((id, users)));
                        break;
                    }
                }
            }
            let Some(other) = without_case(&draft) else { return };
            if let Some(users) = listed(&other).await {
                caseless.try_set(Some((other, users)));
            }
        });
    }
    let put = move |draft: Draft, label: String, told: String| {
        acting::apply_instead(builder, applied, toasts, draft, label, told);
        focus_soon("found");
    };
    let hint = move || {
        let shown_now = shown.get()?;
        let (id, users) = best.get()?;
        let pieces = builder.names.with(|names| pieces(&shown_now.draft, names));
        let name = words(&pieces, &shown_now.draft, id);
        let label = format!("Remove {name}");
        let drop = Callback::new({
            let name = name.clone();
            move |()| {
                let draft = shown.with_untracked(|shown| shown.as_ref().and_then(|shown| shown.draft.remove(id).ok()));
                if let Some(draft) = draft {
                    put(draft, format!("removed {name}"), format!("“{name}” removed from the filter"));
                }
            }
        });
        let what = view! { "Without "<em>{name}</em> }.into_any();
        Some(offer(what, users, label, "Remove it", drop))
    };
    let case = move || {
        let (draft, users) = caseless.get().filter(|(_, users)| *users > 0)?;
        let act = Callback::new(move |()| put(draft.clone(), "ignored case".into(), "Case is ignored now".into()));
        Some(offer("Ignoring case".into_any(), users, "Ignore case".into(), "Ignore case", act))
    };
    let clear = move |_| {
        let cleared = shown.with_untracked(|shown| shown.as_ref().map(|shown| shown.draft.cleared()));
        if let Some(draft) = cleared {
            put(draft, "cleared the filter".into(), "Filter cleared".into());
        }
    };
    view! {
        <div class="zero">
            <p class="block-title">"No users match this filter"</p>
            <div class="zero-line"><Sentence shown=shown id="zero" /></div>
            {hint}
            {case}
            <button type="button" class="button" on:click=clear>"Clear filter"</button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use shared::{
        api::count::NodeCount,
        filter::{Directory, Filter},
    };

    #[test]
    fn the_part_that_keeps_out_the_most_is_found() {
        let name = |name: &str| json!({"property": {"name": {"is": {"value": name}}}});
        let document = json!({"version": 1, "root": {"all": [name("a"), {"any": [name("b"), name("c")]}]}});
        let draft = Draft::from(&Filter::read(&document).unwrap());
        let counted = |without: [Option<u64>; 4]| {
            let pointers = ["/root/all/0", "/root/all/1", "/root/all/1/any/0", "/root/all/1/any/1"];
            let node =
                |(pointer, without): (&str, Option<u64>)| NodeCount { pointer: pointer.into(), total: 0, without };
            let nodes = pointers.into_iter().zip(without).map(node).collect();
            CountAnswer { total: 0, with_text: None, of: 9, sequence: 1, nodes, took_micros: 1 }
        };
        let pieces = pieces(&draft, &Directory::default());
        let told = |without| {
            let parts = droppable(&draft, &counted(without));
            parts.into_iter().map(|(id, users)| (words(&pieces, &draft, id), users)).collect::<Vec<_>>()
        };
        let (first, both) = (String::from("Name is a"), String::from("Name is b, Name is c"));
        assert_eq!(told([Some(3), Some(7), Some(0), Some(0)]), [(both.clone(), 7), (first.clone(), 3)]);
        assert_eq!(told([Some(7), Some(7), None, None]), [(first, 7), (both, 7)]);
        assert_eq!(told([Some(0), Some(0), Some(0), None]), []);
    }

    #[test]
    fn case_is_ignored_wherever_a_text_is_compared_exactly() {
        let draft = |root| Draft::from(&Filter::read(&json!({"version": 1, "root": root})).unwrap());
        let name = |value: serde_json::Value| json!({"property": {"name": {"is": value}}});
        let (exact, other) = (json!({"value": "A"}), json!({"value": "A", "ignore_case": true}));
        let sessions = json!({"property": {"sessions": {"equals": 1}}});
        let with = |value| json!({"all": [sessions, {"any": [name(value)]}]});
        let found = without_case(&draft(with(exact))).unwrap();
        assert_eq!(found.finish(Purpose::Apply).filter.to_value()["root"], with(other.clone()));
        assert_eq!(without_case(&draft(with(other))), None);
    }
}

//! Nobody matches the applied filter: what it asks for, each part with a way to drop it, and the one whose absence
//! brings back the most.

use super::{Applied, Builder, acting, bar::Sentence, bar::shown, sentence::Piece, sentence::pieces};
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
    filter::edit::{Draft, NodeId, Purpose},
};

/// The part without which the most users match; `None` where no part alone keeps everyone out.
fn best(draft: &Draft, answer: &CountAnswer) -> Option<(NodeId, u64)> {
    let ids = draft.finish(Purpose::Apply).pointers;
    let without = |pointer: &str| answer.nodes.iter().find(|node| node.pointer == pointer)?.without;
    let parts = ids.iter().filter_map(|(id, pointer)| Some((*id, without(pointer)?)));
    // Of parts that bring back as many the first is taken, which is the outer one.
    parts.filter(|(_, users)| *users > 0).reduce(|best, part| if part.1 > best.1 { part } else { best })
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
    let answer = RwSignal::new(None::<CountAnswer>);
    let abort = StoredValue::new_local(Abort::new());
    on_cleanup(move || abort.with_value(Abort::abort));
    if let Some(filter) = applied.state.with_untracked(|state| state.meant()) {
        let text = Some(text).filter(|text| !text.is_empty());
        let request = CountRequest { filter: FilterDocument::new(&filter), each: true, without: true, text };
        spawn_local(async move {
            let lent = abort.get_value();
            // Without an answer the rest still helps.
            if let Ok(counted) = api::count(&request, &lent).await {
                answer.try_set(Some(counted));
            }
        });
    }
    let drop = move |id: NodeId, name: String| {
        let draft = shown.with_untracked(|shown| shown.as_ref().and_then(|shown| shown.draft.remove(id).ok()));
        if let Some(draft) = draft {
            let told = format!("“{name}” removed from the filter");
            acting::apply_instead(builder, applied, toasts, draft, format!("removed {name}"), told);
            focus_soon("found");
        }
    };
    let hint = move || {
        let shown = shown.get()?;
        let (id, users) = answer.with(|answer| best(&shown.draft, answer.as_ref()?))?;
        let pieces = builder.names.with(|names| pieces(&shown.draft, names));
        let name = words(&pieces, &shown.draft, id);
        let users = if users == 1 { "1 user".into() } else { format!("{} users", format::count(users)) };
        let (label, removed) = (format!("Remove {name}"), name.clone());
        Some(view! {
            <p class="zero-best">
                <span>"Without "<em>{name}</em>": "<strong>{users}</strong></span>
                <button type="button" class="button" aria-label=label on:click=move |_| drop(id, removed.clone())>"Remove it"</button>
            </p>
        })
    };
    let clear = move |_| {
        let cleared = shown.with_untracked(|shown| shown.as_ref().map(|shown| shown.draft.cleared()));
        if let Some(draft) = cleared {
            acting::apply_instead(
                builder,
                applied,
                toasts,
                draft,
                "cleared the filter".into(),
                "Filter cleared".into(),
            );
            focus_soon("found");
        }
    };
    view! {
        <div class="zero">
            <p class="block-title">"No users match this filter"</p>
            <div class="zero-line"><Sentence shown=shown id="zero" /></div>
            {hint}
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
        let told = |without| best(&draft, &counted(without)).map(|(id, users)| (words(&pieces, &draft, id), users));
        assert_eq!(told([Some(3), Some(7), Some(0), Some(0)]), Some(("Name is b, Name is c".into(), 7)));
        assert_eq!(told([Some(8), Some(7), None, None]), Some(("Name is a".into(), 8)));
        assert_eq!(told([Some(0), Some(0), Some(0), None]), None);
    }
}

//! The tree of conditions, each with its answer.

use super::{
    asking::{Target, Told, Why},
    words::{group, own_value},
};
use crate::ui::Icon;
use leptos::prelude::*;
use shared::api::explain::Explained;

/// The tree; `flips` are the pointers of those that would have to flip.
pub fn tree(why: Why, told: &Told, flips: &[String]) -> AnyView {
    view! { <ul class="why-tree">{one(why, &told.filter.to_value(), &told.root, flips)}</ul> }.into_any()
}

/// The segment that a condition asks for, as the document names it.
fn segment_of(filter: &serde_json::Value, node: &Explained) -> Option<Target> {
    let id = filter.pointer(&format!("{}/segment/id", node.pointer))?.as_str()?;
    Some(Target::Segment(id.parse().ok()?))
}

fn one(why: Why, document: &serde_json::Value, node: &Explained, flips: &[String]) -> AnyView {
    let (word, sign, class) = match node.matches {
        Some(true) => ("Yes", "check", "is-true"),
        Some(false) => ("No", "close", "is-false"),
        None => ("Muted", "muted", "is-muted"),
    };
    let name = document.pointer(&format!("{}/named/name", node.pointer)).and_then(serde_json::Value::as_str);
    let words = match (name, group(&node.kind)) {
        (Some(name), _) => view! { <b>{name.to_owned()}</b> }.into_any(),
        (None, Some(words)) => view! { <b>{words}</b> }.into_any(),
        (None, None) => view! { <span>{node.sentence.clone()}</span> }.into_any(),
    };
    let value = own_value(node).map(|value| view! { <span class="why-value">{value}</span> });
    let inside = segment_of(document, node).map(|target| {
        view! { <button type="button" class="button-link" on:click=move |_| why.ask(target)>"Look inside"</button> }
    });
    let flips_here = flips.contains(&node.pointer).then(|| {
        view! { <span class="badge badge-flip">"would have to flip"</span> }
    });
    let children = (!node.children.is_empty()).then(|| {
        let child = |child: &Explained| one(why, document, child, flips);
        view! { <ul>{node.children.iter().map(child).collect_view()}</ul> }
    });
    view! {
        <li class=class>
            <div class="why-node">
                <span class="why-answer"><Icon name=sign /><span class="visually-hidden">{word}": "</span></span>
                <div class="why-words">{words}{value}{flips_here}{inside}</div>
            </div>
            {children}
        </li>
    }
    .into_any()
}

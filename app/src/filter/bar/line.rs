//! The sentence of the applied filter: each condition a chip that leads into the builder, with a way to remove it.

use super::shown::Shown;
use crate::{
    filter::{
        Applied, Builder, acting,
        sentence::{Line, Piece, fitted, pieces},
    },
    ui::{Icon, Toasts, focus::focus_soon, format},
};
use leptos::{ev, prelude::*};
use shared::filter::edit::NodeId;

/// Pixels of the bar that the sentence does not have, and of a letter.
const TAKEN: f64 = 720.0;
const LETTER: f64 = 6.6;
/// Letters that the bar always has room for: on narrow windows it has several lines.
const LEAST: f64 = 60.0;

/// The sentence.
#[component]
pub fn Sentence(
    shown: Memo<Option<Shown>>,
    /// The start of the ids of its chips.
    #[prop(default = "chip")]
    id: &'static str,
) -> impl IntoView {
    let prefix = id;
    let builder: Builder = expect_context();
    let room = use_room();
    let line = Memo::new(move |_| {
        let pieces = shown.with(|shown| {
            let shown = shown.as_ref()?;
            Some(builder.names.with(|names| pieces(&shown.draft, names)))
        });
        fitted(pieces.unwrap_or_default(), room.get())
    });
    move || {
        let Line { pieces, hidden } = line.get();
        let more = (hidden > 0).then(|| {
            let words =
                format!("+{} {}", format::count(hidden as u64), if hidden == 1 { "condition" } else { "conditions" });
            view! {
                <button type="button" class="chip-more" on:click=move |_| open(builder)>{words}</button>
            }
        });
        let pieces: Vec<_> = pieces.into_iter().map(|piece| view(builder, shown, line, prefix, piece)).collect();
        (pieces, more)
    }
}

fn view(builder: Builder, shown: Memo<Option<Shown>>, line: Memo<Line>, prefix: &'static str, piece: Piece) -> AnyView {
    let (id, text) = match piece {
        Piece::Word(word) => return view! { <span class="chip-word">{word}</span> }.into_any(),
        Piece::Chip { id, text } => (id, text),
    };
    let applied: Applied = expect_context();
    let toasts: Toasts = expect_context();
    let edit = move |_| {
        let is_own = shown.with_untracked(|shown| shown.as_ref().is_some_and(|shown| shown.is_own));
        if is_own { open_at(builder, id) } else { open(builder) }
    };
    let remove = {
        let text = text.clone();
        move |_| {
            let Some(shown) = shown.get_untracked() else { return };
            let next = line.with_untracked(|line| neighbour(line, id));
            if let Ok(draft) = shown.draft.remove(id) {
                let told = format!("“{text}” removed from the filter");
                acting::apply_instead(builder, applied, toasts, draft, format!("removed {text}"), told);
                focus_soon(next.map_or_else(|| "filter-add".to_owned(), |next| format!("{prefix}-{}", next.0)));
            }
        }
    };
    view! {
        <span class="chip">
            <button type="button" class="chip-text" id=format!("{prefix}-{}", id.0) title=format!("Edit: {text}") on:click=edit>
                {text.clone()}
            </button>
            <button type="button" class="chip-remove" aria-label=format!("Remove {text}") on:click=remove>
                <Icon name="close" />
            </button>
        </span>
    }
    .into_any()
}

/// The chip that has the focus after this one is gone.
fn neighbour(line: &Line, id: NodeId) -> Option<NodeId> {
    let chip = |piece: &Piece| match piece {
        Piece::Chip { id, .. } => Some(*id),
        Piece::Word(_) => None,
    };
    let chips: Vec<_> = line.pieces.iter().filter_map(chip).collect();
    let at = chips.iter().position(|chip| *chip == id)?;
    chips.get(at + 1).or_else(|| chips.get(at.checked_sub(1)?)).copied()
}

/// Opens the builder, with the focus on it.
pub fn open(builder: Builder) {
    builder.open.set(true);
    focus_soon("filters");
}

/// Opens the builder at a condition.
pub fn open_at(builder: Builder, id: NodeId) {
    builder.open.set(true);
    builder.focus(id, "field");
}

/// Letters that the sentence has room for, in steps, so that it is not made anew with every pixel.
fn use_room() -> Memo<usize> {
    let width = || window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or_default();
    let (now, set_now) = signal(width());
    let resized = window_event_listener(ev::resize, move |_| set_now.set(width()));
    on_cleanup(move || resized.remove());
    // Never negative, and far below what fits.
    Memo::new(move |_| (((now.get() - TAKEN) / LETTER).max(LEAST) as usize).next_multiple_of(10))
}

//! A field for several values: each a token, new ones typed, pasted or chosen from suggestions.

use super::{
    choice::Choice,
    popup::{Popup, PopupList, Told},
    token::{Token, pasted_text, token_view},
    token_text::{MANY, many_button, text_area},
    tokens::split,
};
use leptos::prelude::*;
use web_sys::KeyboardEvent;

/// What a field of tokens works with.
#[derive(Clone, Copy)]
pub struct TokenSource {
    /// The values in the field.
    pub tokens: Signal<Vec<Token>>,
    /// What can be chosen.
    pub choices: Signal<Vec<Choice>>,
    /// What is said of them.
    pub told: Signal<Option<Told>>,
    /// Whether something else than the choices can be entered.
    pub is_free: bool,
    /// Hears what is typed.
    pub search: Callback<String>,
    /// Adds or removes the choice at an index.
    pub choose: Callback<usize>,
    /// Adds texts.
    pub add: Callback<Vec<String>>,
    /// Removes the token at an index.
    pub remove: Callback<usize>,
    /// Puts texts in the place of all values; only where any text can be entered.
    pub replace: Callback<Vec<String>>,
    /// Asks for the choices again.
    pub retry: Callback<()>,
}

/// The field.
#[component]
pub fn TokenField(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// What stands in it while it is empty.
    placeholder: &'static str,
    /// The id of what is said of it.
    #[prop(into)]
    described: Signal<Option<String>>,
    /// Whether one of the values is wrong.
    invalid: Signal<bool>,
    source: TokenSource,
) -> impl IntoView {
    let box_id = format!("{id}-box");
    let popup = Popup::new(format!("{id}-popup"), box_id.clone());
    let text = RwSignal::new(String::new());
    // The token that the next Backspace removes.
    let marked = RwSignal::new(false);
    let clear = move || {
        text.set(String::new());
        source.search.run(String::new());
    };
    let choose = Callback::new(move |index: usize| {
        source.choose.run(index);
        if !text.with_untracked(String::is_empty) {
            clear();
        }
    });
    let take = move || {
        // A field that is taken away loses the focus last of all.
        let typed = text.try_with_untracked(|text| text.trim().to_owned()).unwrap_or_default();
        if source.is_free && !typed.is_empty() {
            source.add.run(vec![typed]);
            clear();
        }
    };
    let typed = move |now: String| {
        marked.set(false);
        popup.show();
        popup.active.set(None);
        text.set(now.clone());
        source.search.run(now);
    };
    let pressed = move |event: KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let was_marked = marked.get_untracked();
        marked.set(false);
        let used = match event.key().as_str() {
            "Enter" if !event.ctrl_key() && !event.meta_key() => {
                match popup.active.get_untracked().filter(|_| popup.open.get_untracked()) {
                    Some(active) => choose.run(active),
                    None if text.with_untracked(|text| text.trim().is_empty()) => _ = popup.hide(),
                    None => take(),
                }
                true
            }
            "Escape" => popup.hide(),
            "Backspace" if text.with_untracked(String::is_empty) => {
                let count = source.tokens.with_untracked(Vec::len);
                match (count, was_marked) {
                    (0, _) => {}
                    (_, true) => source.remove.run(count - 1),
                    (_, false) => marked.set(true),
                }
                count > 0
            }
            _ => popup.moves(&event, source.choices.with_untracked(Vec::len)),
        };
        if used {
            event.prevent_default();
        }
    };
    let pasted = move |event: web_sys::Event| {
        let pasted = pasted_text(&event).map(|text| split(&text)).unwrap_or_default();
        // A single value is edited before it is taken.
        if source.is_free && pasted.len() > 1 {
            event.prevent_default();
            source.add.run(pasted);
            clear();
        }
    };
    // Many values are one number, until they are wanted.
    let open = RwSignal::new(false);
    let count = Memo::new(move |_| source.tokens.with(Vec::len));
    let is_many = move || count.get() > MANY && !open.get();
    let field = StoredValue::new(id.clone());
    let tokens = move || {
        if is_many() {
            return many_button(field.get_value(), count.get(), label, open);
        }
        let is_marked = move |index| Signal::derive(move || index + 1 == count.get() && marked.get());
        let token = |(index, token)| token_view(index, token, is_marked(index), source.remove);
        source.tokens.get().into_iter().enumerate().map(token).collect_view().into_any()
    };
    let area = move || {
        (source.is_free && open.get()).then(|| {
            let values = untrack(|| source.tokens.get()).into_iter().map(|token| token.label).collect();
            text_area(field.get_value(), label, values, source.replace, open)
        })
    };
    let input = id.clone();
    view! {
        <div
            id=box_id
            class="token-field"
            class:is-hidden=move || source.is_free && open.get()
            on:mousedown=move |event| {
                // A click beside the text is meant for it.
                if !super::listbox::is_inside(&input, event.target()) {
                    event.prevent_default();
                    super::focus::focus(&input);
                    popup.show();
                }
            }
        >
            {tokens}
            <input
                id=id
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                aria-label=label
                aria-expanded=move || popup.open.get().to_string()
                aria-controls=popup.list()
                aria-autocomplete="list"
                aria-activedescendant=move || popup.active_id()
                aria-describedby=described
                aria-invalid=move || invalid.get().then_some("true")
                placeholder=move || source.tokens.with(Vec::is_empty).then_some(placeholder)
                prop:value=move || text.get()
                on:input:target=move |event| typed(event.target().value())
                on:keydown=pressed
                on:paste=move |event| pasted(event.into())
                on:click=move |_| popup.show()
                on:focus=move |_| source.search.run(text.get_untracked())
                on:blur=move |_| {
                    popup.hide();
                    marked.try_set(false);
                    take();
                }
            />
        </div>
        {area}
        <PopupList
            popup=popup
            label=label
            choices=source.choices
            told=source.told
            chosen=choose
            retry=source.retry
            multiple=true
        />
    }
}

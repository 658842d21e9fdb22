//! A value in a field of several, and what is pasted into one.

use super::icon::Icon;
use leptos::prelude::*;
use shared::color::Color;
use wasm_bindgen::JsCast;

/// A value in the field.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Its words.
    pub label: String,
    /// Its colour, where it has one.
    pub color: Option<Color>,
    /// Whether there is no such thing any more.
    pub is_gone: bool,
}

/// A token with its button. Keys remove it too: the button is not among the places that Tab leads to.
pub fn token_view(index: usize, token: Token, is_marked: Signal<bool>, remove: Callback<usize>) -> AnyView {
    let color = token.color.map_or("plain", Color::word);
    let title = token.label.clone();
    view! {
        <span
            class=format!("token pill pill-{color}")
            class:is-gone=token.is_gone
            class:is-marked=is_marked
        >
            <span class="pill-text" title=title>{token.label.clone()}</span>
            <button
                type="button"
                class="token-remove"
                tabindex="-1"
                aria-label=format!("Remove {}", token.label)
                on:click=move |event| {
                    event.stop_propagation();
                    remove.run(index);
                }
            >
                <Icon name="close" />
            </button>
        </span>
    }
    .into_any()
}

/// The text that is pasted.
pub fn pasted_text(event: &web_sys::Event) -> Option<String> {
    let data = js_sys::Reflect::get(event, &"clipboardData".into()).ok()?;
    let get = js_sys::Reflect::get(&data, &"getData".into()).ok()?;
    let get: js_sys::Function = get.dyn_into().ok()?;
    get.call1(&data, &"text".into()).ok()?.as_string()
}

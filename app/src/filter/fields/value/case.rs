//! Whether capitals matter in a test of a text.

use super::Editor;
use leptos::prelude::*;
use serde_json::json;

/// The button that says whether capitals matter: pressed they do.
pub fn case_toggle(editor: Editor) -> AnyView {
    let operand = editor.operand;
    let ignores = move || operand.get("/ignore_case") == true;
    let toggle = move |_| {
        if operand.get_untracked("/ignore_case") == true {
            operand.take("/ignore_case");
        } else {
            operand.set("/ignore_case", json!(true));
        }
    };
    view! {
        <button
            type="button"
            id=editor.id("case")
            class="case-toggle"
            aria-label="Match case"
            aria-pressed=move || (!ignores()).to_string()
            title=move || if ignores() { "Capitals do not matter" } else { "Capitals matter" }
            on:click=toggle
        >
            "Aa"
        </button>
    }
    .into_any()
}

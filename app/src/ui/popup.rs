//! Options under a field, as long as the field has the focus: in the top layer, following the field wherever it goes.

use super::{
    choice::{Choice, option_id, step},
    focus::element,
    listbox::Listbox,
    popover::{close, put_in_place},
    told_options::{counted, tell},
};
use leptos::prelude::*;
use web_sys::KeyboardEvent;

/// What is said instead of, or below, the options.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// They are on their way.
    Loading,
    /// They cannot be had; they can be asked for again.
    Failed(String),
    /// Something about them.
    Hint(String),
}

/// Whether options are shown, and which one Enter takes.
#[derive(Clone, Copy)]
pub struct Popup {
    id: StoredValue<String>,
    beside: StoredValue<String>,
    /// Whether it is shown.
    pub open: RwSignal<bool>,
    /// The option that Enter takes.
    pub active: RwSignal<Option<usize>>,
}

impl Popup {
    /// A popup beside the element with an id.
    pub fn new(id: String, beside: String) -> Self {
        let this = Self {
            id: StoredValue::new(id),
            beside: StoredValue::new(beside),
            open: RwSignal::new(false),
            active: RwSignal::new(None),
        };
        Effect::new(move || {
            let (id, is_open) = (this.id.get_value(), this.open.get());
            if !is_open {
                close(&id);
            } else if let Some(popup) = element(&id) {
                // It may be shown already.
                let _ = popup.show_popover();
                this.follow();
            }
        });
        this
    }

    /// The id of its list.
    pub fn list(self) -> String {
        self.id.with_value(|id| format!("{id}-list"))
    }

    /// The id of the active option, for `aria-activedescendant`.
    pub fn active_id(self) -> Option<String> {
        let at = self.active.get().filter(|_| self.open.get())?;
        Some(option_id(&self.list(), at))
    }

    /// Shows it.
    pub fn show(self) {
        if !self.open.get_untracked() {
            self.open.set(true);
        }
    }

    /// Hides it; whether it was shown.
    pub fn hide(self) -> bool {
        // A field that is taken away loses the focus last of all.
        let was_open = self.open.try_get_untracked() == Some(true);
        if was_open {
            self.open.set(false);
        }
        self.active.try_set(None);
        was_open
    }

    /// Moves the active option by a key, or shows the options; whether the key is used up.
    pub fn moves(self, event: &KeyboardEvent, count: usize) -> bool {
        let key = event.key();
        // In a line of text these two move the caret.
        if ["Home", "End"].contains(&key.as_str()) || event.ctrl_key() || event.meta_key() || event.shift_key() {
            return false;
        }
        if key.starts_with("Arrow") && event.alt_key() && !["ArrowDown", "ArrowUp"].contains(&key.as_str()) {
            return false;
        }
        let is_open = self.open.get_untracked();
        if !is_open && !["ArrowDown", "ArrowUp"].contains(&key.as_str()) {
            return false;
        }
        let Some(to) = step(&key, self.active.get_untracked().filter(|_| is_open), count) else {
            if key == "ArrowDown" {
                self.show();
            }
            return key == "ArrowDown";
        };
        self.show();
        self.active.set(Some(to));
        true
    }

    /// The field may be moved by what happens around it: scrolling, lines that come and go.
    fn follow(self) {
        let (Some(id), Some(beside)) = (self.id.try_get_value(), self.beside.try_get_value()) else { return };
        if self.open.try_get_untracked() != Some(true) {
            return;
        }
        put_in_place(&id, &beside);
        request_animation_frame(move || self.follow());
    }
}

/// The options of a field.
#[component]
pub fn PopupList(
    popup: Popup,
    /// What they are.
    #[prop(into)]
    label: Signal<String>,
    /// The options.
    choices: Signal<Vec<Choice>>,
    /// What is said of them.
    #[prop(into)]
    told: Signal<Option<Told>>,
    /// Chooses the one at an index.
    chosen: Callback<usize>,
    /// Asks for them again.
    retry: Callback<()>,
    /// Whether several can be chosen.
    #[prop(default = false)]
    multiple: bool,
) -> impl IntoView {
    let list = popup.list();
    tell(move || {
        if !popup.open.get() {
            return None;
        }
        match (told.get(), choices.with(Vec::len)) {
            (Some(Told::Loading), _) => None,
            (Some(Told::Failed(reason)), _) => Some(reason),
            (Some(Told::Hint(hint)), 0) => Some(hint),
            (Some(Told::Hint(_)) | None, count) => Some(counted(count)),
        }
    });
    let said = move || {
        told.get().map(|told| match told {
            Told::Loading => {
                view! { <p class="option-told"><span class="spinner"></span>"Loading values"</p> }.into_any()
            }
            Told::Hint(hint) => view! { <p class="option-told">{hint}</p> }.into_any(),
            Told::Failed(reason) => view! {
                <p class="option-told">
                    {reason}
                    <button type="button" class="button-link" tabindex="-1" on:click=move |_| retry.run(())>
                        "Retry"
                    </button>
                </p>
            }
            .into_any(),
        })
    };
    view! {
        <div
            id=popup.id.get_value()
            class="popover suggestions"
            popover="manual"
            on:mousedown=|event| event.prevent_default()
        >
            <Show when=move || popup.open.get()>
                <Listbox
                    id=list.clone()
                    label=label
                    choices=choices
                    active=popup.active
                    chosen=chosen
                    multiple=multiple
                />
                {said}
            </Show>
        </div>
    }
}

//! The lines of a menu.

use crate::ui::{icon::Icon, keys};
use leptos::prelude::*;

/// One line of a menu.
#[derive(Clone)]
pub enum MenuEntry {
    /// Something to do; the menu closes.
    Item(MenuItem),
    /// Something to do again and again: the menu stays, on this item, wherever its button goes.
    Step(MenuItem),
    /// One of a few, of which one is chosen.
    Choice {
        /// Its words.
        label: String,
        /// Whether it is the chosen one.
        chosen: bool,
        /// Chooses it.
        action: Callback<()>,
    },
    /// A line between.
    Divider,
    /// The words above what follows.
    Heading(String),
}

/// Something to do.
#[derive(Clone)]
pub struct MenuItem {
    /// Its words.
    pub label: String,
    /// The keys that do the same, as `aria-keyshortcuts` wants them: `Control+D`.
    pub keys: Option<&'static str>,
    /// Why it cannot be done now.
    pub refused: Option<String>,
    /// Whether something is lost by it.
    pub is_danger: bool,
    /// Does it.
    pub action: Callback<()>,
}

impl MenuEntry {
    /// Why it cannot be chosen now.
    pub fn refused(&self) -> Option<String> {
        match self {
            Self::Item(item) | Self::Step(item) => item.refused.clone(),
            Self::Choice { .. } | Self::Divider | Self::Heading(_) => None,
        }
    }

    /// What choosing it does.
    pub fn action(&self) -> Option<Callback<()>> {
        match self {
            Self::Item(MenuItem { action, .. }) | Self::Step(MenuItem { action, .. }) | Self::Choice { action, .. } => {
                Some(*action)
            }
            Self::Divider | Self::Heading(_) => None,
        }
    }

    /// As it is shown at its place in a menu.
    pub fn view(&self, menu: &str, at: usize) -> AnyView {
        match self {
            Self::Item(item) | Self::Step(item) => item.view(menu, at),
            Self::Choice { label, chosen, .. } => view! {
                <button
                    type="button"
                    role="menuitemradio"
                    tabindex="-1"
                    class="menu-item"
                    data-at=at.to_string()
                    aria-label=label.clone()
                    aria-checked=chosen.to_string()
                >
                    <span class="menu-mark">{chosen.then(|| view! { <Icon name="check" /> })}</span>
                    <span class="menu-words">{label.clone()}</span>
                </button>
            }
            .into_any(),
            Self::Divider => view! { <hr class="menu-divider" /> }.into_any(),
            Self::Heading(words) => view! { <div class="menu-heading">{words.clone()}</div> }.into_any(),
        }
    }
}

impl MenuItem {
    fn view(&self, menu: &str, at: usize) -> AnyView {
        let reason_id = self.refused.as_ref().map(|_| format!("{menu}-{at}-reason"));
        let reason = self.refused.clone().map(|reason| view! { <span id=reason_id.clone() hidden>{reason}</span> });
        let keys = self.keys.map(|keys| keys::printed(keys, keys::has_command()));
        view! {
            <button
                type="button"
                role="menuitem"
                tabindex="-1"
                class="menu-item"
                class:is-danger=self.is_danger
                data-at=at.to_string()
                aria-label=self.label.clone()
                aria-keyshortcuts=self.keys.map(keys::announced)
                aria-disabled=self.refused.is_some().then_some("true")
                aria-describedby=reason_id
            >
                <span class="menu-words">{self.label.clone()}</span>
                {keys.map(|keys| view! { <span class="menu-keys">{keys}</span> })}
                {reason}
            </button>
        }
        .into_any()
    }
}

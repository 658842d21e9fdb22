//! The rail at the left: where one is, light or dark, who is signed in.

use crate::{
    address::Page,
    parts,
    preferences::{Choice, Preferences, Theme},
    sign_in::SessionContext,
    ui::{Choices, Icon, Popover, popover},
};
use leptos::prelude::*;

/// The rail; a bar at the top of narrow screens.
#[component]
pub fn Rail(is_settings: Memo<bool>) -> impl IntoView {
    let preferences: Preferences = expect_context();
    let theme_icon = move || match preferences.theme.get() {
        Theme::System => view! { <Icon name="theme" /> },
        Theme::Light => view! { <Icon name="sun" /> },
        Theme::Dark => view! { <Icon name="moon" /> },
    };
    let link = move |href: &'static str, words: &'static str, icon: &'static str, of_settings: bool| {
        let current = move || (is_settings.get() == of_settings).then_some("page");
        let early = move || parts::fetch_early(Page::of_path(href));
        view! { <a class="rail-link" href=href aria-current=current on:pointerenter=move |_| early() on:focus=move |_| early() aria-label=words title=words><Icon name=icon /></a> }
    };
    view! {
        <header id="rail" class="rail">
            <a class="logo" href="/users" aria-label="Rollcall">"R"</a>
            <nav class="rail-nav" aria-label="Main">
                {link("/users", "Users & Segments", "users", false)}
                {link("/settings/workspace", "Settings", "settings", true)}
            </nav>
            <div class="rail-foot">
                <Popover id="theme" title="Theme" label="Theme" class="rail-link" button=move || view! { {theme_icon} }>
                    <div class="menu">
                        <Choices name="theme-choice" legend="Theme" options=Theme::ALL chosen=preferences.theme />
                    </div>
                </Popover>
                <AccountMenu />
            </div>
        </header>
    }
}

#[component]
fn AccountMenu() -> impl IntoView {
    let session: SessionContext = expect_context();
    let initial = move || {
        let account = session.account();
        account.and_then(|account| account.name.chars().next()).map(|initial| initial.to_uppercase().to_string())
    };
    let who = move || {
        session.account().map(|account| {
            let workspace = session.workspace().map(|name| view! { <span class="meta">{name}</span> });
            view! { <p class="account"><b>{account.name}</b><span class="meta">{account.email}</span>{workspace}</p> }
        })
    };
    view! {
        <Popover
            id="account"
            title="Account"
            label="Account"
            class="rail-link rail-account"
            button=move || view! { <span aria-hidden="true">{initial}</span> }
        >
            <div class="menu">
                {who}
                <a class="menu-item" href="/settings/you" on:click=move |_| popover::close("account")><Icon name="users" />"Your account"</a>
                <button type="button" class="menu-item" on:click=move |_| {
                    popover::close("account");
                    session.sign_out();
                }>
                    <Icon name="sign-out" />"Sign out"
                </button>
            </div>
        </Popover>
    }
}

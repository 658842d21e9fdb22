//! Header, tabs and what they lead to.

use super::rail::Rail;
use crate::{
    address::Page,
    jobs::Jobs,
    live::Live,
    palette::{Palette, PaletteDialog},
    parts,
    segments::{SegmentCount, SegmentsStore},
    sign_in::SessionContext,
    ui::{Icon, TooltipLayer, body_class, focus::focus},
    users::UsersPage,
};
use leptos::prelude::*;

/// Every page that a signed-in person sees.
#[component]
pub fn Frame(page: Memo<Page>) -> impl IntoView {
    body_class("is-framed");
    Palette::provide();
    expect_context::<Jobs>().follow(Live::provide());
    SegmentsStore::provide();
    let content = move || match page.get() {
        Page::Users => view! { <UsersPage /> }.into_any(),
        Page::Segments => parts::segments(),
        Page::NewSegment => parts::segment(None),
        Page::Segment(id) => parts::segment(Some(id)),
        Page::Imports => parts::imports(),
        Page::NewImport => parts::import(None),
        Page::Import(id) => parts::import(Some(id)),
        // It has a head of its own.
        Page::Settings(_) => ().into_any(),
        Page::Unknown | Page::SetUp | Page::SignIn | Page::SignInLink | Page::Invitation => view! {
            <div class="block">
                <h2 class="block-title">"This page does not exist"</h2>
                <p>"The address may be mistyped, or the page may have moved."</p>
                <a class="button" href="/users">"See all users"</a>
            </div>
        }
        .into_any(),
    };
    let part = Memo::new(move |_| if let Page::Settings(part) = page.get() { Some(part) } else { None });
    let is_settings = Memo::new(move |_| part.with(Option::is_some));
    let body = move || {
        if is_settings.get() {
            return view! {
                <div class="page-head"><h1 id="title" tabindex="-1">"Settings"</h1></div>
                <div class="page-body">{untrack(|| parts::settings(part))}</div>
            }
            .into_any();
        }
        view! {
            <div class="page-head">
                <h1 id="title" tabindex="-1">"Users & Segments"</h1>
                <Actions page=page />
            </div>
            <Tabs page=page />
            <div class="page-body">{content}</div>
        }
        .into_any()
    };
    view! {
        <SkipLinks page=page />
        <Rail is_settings=is_settings />
        <main id="main" class="main">
            <SessionBanner />
            {body}
            <TooltipLayer />
        </main>
        <PaletteDialog />
    }
}

/// Skip links move the focus; the address stays.
#[component]
fn SkipLinks(page: Memo<Page>) -> impl IntoView {
    let link = |to: &'static str, words: &'static str| {
        let skip = move |event: web_sys::MouseEvent| {
            event.prevent_default();
            focus(to);
        };
        view! { <a class="skip" href=format!("#{to}") on:click=skip>{words}</a> }
    };
    move || {
        (page.get() == Page::Users).then(|| {
            view! {
                <div class="skips">{link("found", "Skip to results")}{link("filters", "Skip to filters")}</div>
            }
        })
    }
}

#[component]
fn SessionBanner() -> impl IntoView {
    let session: SessionContext = expect_context();
    move || {
        session.has_ended().then(|| {
            view! {
                <p class="banner">
                    "Your session has ended."
                    <button type="button" class="button-link" on:click=move |_| session.sign_in_again()>
                        "Sign in again"
                    </button>
                </p>
            }
        })
    }
}

#[component]
fn Actions(page: Memo<Page>) -> impl IntoView {
    let is_imports = move || is_of_imports(page.get());
    if !expect_context::<SessionContext>().may_edit() {
        return view! { <p class="meta page-note"><Icon name="eye" />"You are a viewer: you see everything and change nothing."</p> }
            .into_any();
    }
    view! {
        <div class="page-actions">
            <a class="button" href="/imports/new"><Icon name="upload" />"Import users from CSV"</a>
            {move || (!is_imports()).then(|| view! {
                <a class="button button-primary" href="/segments/new"><Icon name="plus" />"New Segment"</a>
            })}
        </div>
    }
    .into_any()
}

#[component]
fn Tabs(page: Memo<Page>) -> impl IntoView {
    let tab = move |href: &'static str, words: &'static str, has: fn(Page) -> bool, count: Option<AnyView>| {
        let current = move || has(page.get()).then_some("page");
        let early = move || parts::fetch_early(Page::of_path(href));
        view! {
            <a class="section-tab" href=href aria-current=current on:pointerenter=move |_| early() on:focus=move |_| early()>
                {words}{count}
            </a>
        }
    };
    let is_segments = |page| matches!(page, Page::Segments | Page::NewSegment | Page::Segment(_));
    view! {
        <nav class="section-tabs" aria-label="Users and segments">
            {tab("/users", "Users", |page| page == Page::Users, None)}
            {tab("/segments", "Segments", is_segments, Some(view! { <SegmentCount /> }.into_any()))}
            {tab("/imports", "Imports", is_of_imports, None)}
        </nav>
    }
}

fn is_of_imports(page: Page) -> bool {
    matches!(page, Page::Imports | Page::NewImport | Page::Import(_))
}

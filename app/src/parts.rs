//! Parts of the page that are fetched when they are first needed, so that the list of users is there sooner.
//!
//! Invariant: what only the functions marked here reach is a file of its own; the build cuts the compiled app there.
//! The mark declares the cut as a foreign function, which Rust counts as unsafe; nothing else in the page may be.
#![allow(unsafe_code)]

use crate::{
    address::{Page, Part},
    imports::{ImportPage, ImportsPage},
    profile::{ProfileStore, tabs},
    segments::{EditorPage, SegmentsPage},
    settings::settings_page,
};
use leptos::{
    prelude::*,
    reactive::computed::ScopedFuture,
    task::spawn_local,
    wasm_split::{SplitLoaderError, wasm_split},
};
use shared::ids::{ImportId, SegmentId};
use std::future::Future;

/// A part, or that it could not be fetched.
type Fetched<Value> = Result<Value, SplitLoaderError>;

#[wasm_split(imports, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_imports))]
fn imports_page() -> Fetched<AnyView> {
    Ok(view! { <ImportsPage /> }.into_any())
}

#[wasm_split(imports, wasm_split_path = leptos::wasm_split, fallible)]
fn import_page(id: Option<ImportId>) -> Fetched<AnyView> {
    Ok(view! { <ImportPage id=id /> }.into_any())
}

#[wasm_split(segments, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_segments))]
fn segments_page() -> Fetched<AnyView> {
    Ok(view! { <SegmentsPage /> }.into_any())
}

#[wasm_split(segments, wasm_split_path = leptos::wasm_split, fallible)]
fn segment_page(id: Option<SegmentId>) -> Fetched<AnyView> {
    Ok(view! { <EditorPage id=id /> }.into_any())
}

#[wasm_split(profile, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_profile))]
fn profile_tabs(store: ProfileStore) -> Fetched<AnyView> {
    Ok(tabs(store))
}

#[wasm_split(settings, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_settings))]
fn settings_parts(part: Memo<Option<Part>>) -> Fetched<AnyView> {
    Ok(settings_page(part))
}

/// The settings.
pub fn settings(part: Memo<Option<Part>>) -> AnyView {
    later(fetch_settings, settings_parts(part))
}

/// What a profile has below its head.
pub fn profile(store: ProfileStore) -> AnyView {
    later(fetch_profile, profile_tabs(store))
}

/// The list of imports.
pub fn imports() -> AnyView {
    later(fetch_imports, imports_page())
}

/// One import, or a new one.
pub fn import(id: Option<ImportId>) -> AnyView {
    later(fetch_imports, import_page(id))
}

/// The list of segments.
pub fn segments() -> AnyView {
    later(fetch_segments, segments_page())
}

/// One segment, or a new one.
pub fn segment(id: Option<SegmentId>) -> AnyView {
    later(fetch_segments, segment_page(id))
}

/// Begins to fetch what a page needs: somebody is about to go there.
pub fn fetch_early(page: Page) {
    // What cannot be fetched now is fetched, and told of, when it is needed.
    match page {
        Page::Segments | Page::NewSegment | Page::Segment(_) => spawn_local(async { _ = fetch_segments().await }),
        Page::Imports | Page::NewImport | Page::Import(_) => spawn_local(async { _ = fetch_imports().await }),
        // The list is there already; what opens from it is fetched.
        Page::Users => spawn_local(async { _ = fetch_profile().await }),
        Page::Settings(_) => spawn_local(async { _ = fetch_settings().await }),
        Page::SetUp | Page::SignIn | Page::SignInLink | Page::Invitation | Page::Unknown => {}
    }
}

/// Shows a part once it is there.
fn later<Fetching>(fetch: fn() -> Fetching, part: impl Future<Output = Fetched<AnyView>> + 'static) -> AnyView
where
    Fetching: Future<Output = Fetched<()>> + 'static,
{
    let shown: RwSignal<Option<Fetched<()>>, LocalStorage> = RwSignal::new_local(None);
    let made: StoredValue<Option<AnyView>, LocalStorage> = StoredValue::new_local(None);
    let part = ScopedFuture::new_untracked(part);
    spawn_local(async move {
        let mut fetched = fetch().await;
        // Whoever has gone to another page meanwhile needs none of it.
        if shown.is_disposed() {
            return;
        }
        if fetched.is_ok() {
            fetched = part.await.map(|view| made.set_value(Some(view)));
        }
        shown.set(Some(fetched));
    });
    let content = move || {
        match shown.get() {
        None => view! { <div class="part" aria-busy="true"></div> }.into_any(),
        Some(Ok(())) => made.try_update_value(Option::take).flatten().unwrap_or_else(|| ().into_any()),
        Some(Err(_)) => view! {
            <div class="block" role="alert">
                <h2 class="block-title">"This could not be loaded"</h2>
                <p>"The server cannot be reached, or it was replaced by a newer one."</p>
                <button type="button" class="button" on:click=move |_| _ = window().location().reload()>"Reload"</button>
            </div>
        }
        .into_any(),
    }
    };
    content.into_any()
}

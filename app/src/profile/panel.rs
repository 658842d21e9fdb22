//! The panel over the right side of the list, which stays usable. On narrow screens it covers the page.

use super::{
    PanelContext, ProfileTab, activity::Activity, data::Data, focusing, head::Head, part::is_gone,
    responses::Responses, store::ProfileStore,
};
use crate::{
    parts,
    tags::{PickerPlace, TagPicker},
    ui::{Splitter, Tabs, body_class, media::use_narrow, modal::modal, storage},
    users::Naming,
};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

const WIDTH: &str = "rollcall.panel";
const USUAL: u32 = 480;
const LIMITS: (u32, u32) = (400, 720);

/// The panel; nothing while it is closed.
#[component]
pub fn Panel(context: PanelContext) -> impl IntoView {
    let store = ProfileStore::provide(context);
    let name =
        move || store.user.with(|user| user.as_ref().map_or_else(|| "User".into(), |user| Naming::of(user).full()));
    let name = Signal::derive(name);
    focusing::follow(context, name);
    let width = RwSignal::new(kept_width());
    Effect::new(move || keep_width(width.get()));
    let is_open = Memo::new(move |_| context.user.with(Option::is_some));
    let narrow = use_narrow();
    move || {
        if !is_open.get() {
            return ().into_any();
        }
        body_class("has-panel");
        if narrow.get() {
            view! { <Covering close=context.open>{inside(store)}</Covering> }.into_any()
        } else {
            view! {
                <aside id="panel" class="panel" aria-labelledby=focusing::TITLE tabindex="-1">
                    <Splitter label="Width of the profile" controls="panel" width=width limits=LIMITS />
                    {inside(store)}
                </aside>
            }
            .into_any()
        }
    }
}

fn kept_width() -> u32 {
    let kept = storage::read(WIDTH).and_then(|text| text.parse::<u32>().ok());
    kept.unwrap_or(USUAL).clamp(LIMITS.0, LIMITS.1)
}

/// The list makes room for the panel, so that its width is known to the whole page.
fn keep_width(width: u32) {
    storage::write(WIDTH, (width != USUAL).then(|| width.to_string()).as_deref());
    let root = document().document_element().and_then(|root| root.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(root) = root {
        // The name of the property is valid, so that setting it cannot fail.
        let _ = root.style().set_property("--panel", &format!("{width}px"));
    }
}

fn inside(store: ProfileStore) -> AnyView {
    let is_missing =
        Memo::new(move |_| store.profile.with(|part| part.has_only_failed() && is_gone(part.failure.as_ref())));
    let content = move || if is_missing.get() { missing(store) } else { parts::profile(store) };
    let banner = move || {
        store.gone.get().then(|| {
            view! { <p class="banner panel-banner">"This user was deleted. What stands here is what was known."</p> }
        })
    };
    view! {
        <div class="panel-scroll" id="panel-scroll">
            <Head store=store />
            {banner}
            {content}
        </div>
        <TagPicker place=PickerPlace::Panel />
    }
    .into_any()
}

/// Everything below the head.
pub fn tabs(store: ProfileStore) -> AnyView {
    let context = store.context;
    let chosen = move || ProfileTab::ALL.iter().position(|tab| *tab == context.tab.get()).unwrap_or_default();
    let choose = move |at: usize| {
        if let Some(tab) = ProfileTab::ALL.get(at) {
            context.choose_tab.run(*tab);
        }
    };
    let panel = move |at: usize| match ProfileTab::ALL.get(at) {
        Some(ProfileTab::Data) => view! { <Data store=store /> }.into_any(),
        Some(ProfileTab::Activity) => view! { <Activity store=store /> }.into_any(),
        Some(ProfileTab::Responses) => view! { <Responses store=store /> }.into_any(),
        None => ().into_any(),
    };
    view! {
        <Tabs
            id="profile"
            label="Profile"
            names=ProfileTab::ALL.map(ProfileTab::label).to_vec()
            panel=panel
            kept=(Signal::derive(chosen), Callback::new(choose))
        />
    }
    .into_any()
}

/// There is no such user.
fn missing(store: ProfileStore) -> AnyView {
    view! {
        <div class="block">
            <p class="block-title">"This user no longer exists"</p>
            <p>"The user was deleted, or the link is wrong."</p>
            <button type="button" class="button" on:click=move |_| store.context.open.run(None)>"Close"</button>
        </div>
    }
    .into_any()
}

/// On narrow screens the panel covers the page: a modal dialog, so that nothing under it can be reached.
#[component]
fn Covering(close: Callback<Option<shared::ids::UserId>>, children: Children) -> impl IntoView {
    let dialog: NodeRef<html::Dialog> = NodeRef::new();
    modal(dialog, || true);
    let cancelled = move |event: web_sys::Event| {
        event.prevent_default();
        close.run(None);
    };
    view! {
        <dialog node_ref=dialog id="panel" class="panel" aria-labelledby=focusing::TITLE on:cancel=cancelled>
            {children()}
        </dialog>
    }
}

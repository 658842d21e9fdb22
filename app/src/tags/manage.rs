//! The dialog of the tags themselves: a list of all, each with a menu of what can be done to it.

use super::{
    context::Tags,
    manage_delete::delete_form,
    manage_forms::{edit_form, merge_form},
    managing::several,
    search::found,
};
use crate::ui::{Dialog, Icon, MenuButton, MenuEntry, MenuItem, Pill, focus::focus_soon};
use leptos::prelude::*;
use shared::{api::tags::Tag, ids::TagId};

const SEARCH: &str = "manage-tags-search";

/// What is being done to a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Edit,
    Merge,
    Delete,
}

/// The dialog's state.
#[derive(Clone, Copy)]
pub struct Manage {
    pub tags: Tags,
    /// The tag whose form is open.
    form: RwSignal<Option<(TagId, Form)>>,
    /// Whether the server is asked.
    pub is_busy: RwSignal<bool>,
}

impl Manage {
    /// Closes the form of a tag; the focus goes to its menu, or to the search once it is gone.
    pub fn close(self, tag_id: TagId) {
        self.form.try_set(None);
        let is_there = self.tags.known.with_untracked(|known| known.tags.iter().any(|tag| tag.tag_id == tag_id));
        focus_soon(if is_there { menu_button(tag_id) } else { SEARCH.into() });
    }
}

fn menu_button(tag_id: TagId) -> String {
    format!("manage-tag-{tag_id}")
}

/// The dialog; mounted once.
#[component]
pub fn ManageTags() -> impl IntoView {
    let tags: Tags = expect_context();
    view! { <Dialog open=tags.managing id="manage-tags" title="Manage tags">{content(tags)}</Dialog> }
}

/// What the dialog holds, for a page that has it without one.
pub fn manage_content() -> AnyView {
    content(expect_context())
}

fn content(tags: Tags) -> AnyView {
    tags.load();
    let manage = Manage { tags, form: RwSignal::new(None), is_busy: RwSignal::new(false) };
    let text = RwSignal::new(String::new());
    let ids = Memo::new(move |_| {
        let found = tags.known.with(|known| text.with(|text| found(&known.tags, &[], text)));
        found.into_iter().map(|tag| tag.tag_id).collect::<Vec<_>>()
    });
    let line = move |tag_id: TagId| line(manage, tag_id);
    view! {
        <div class="search manage-search">
            <Icon name="search" />
            <input
                id=SEARCH
                type="text"
                autocomplete="off"
                spellcheck="false"
                placeholder="Search tags"
                aria-label="Search tags"
                prop:value=move || text.get()
                on:input:target=move |event| text.set(event.target().value())
            />
        </div>
        <ul class="managed" aria-label="Tags"><For each=move || ids.get() key=|tag_id| *tag_id children=line /></ul>
        {move || instead(tags, ids.with(Vec::is_empty))}
    }
    .into_any()
}

/// What stands in the list's place.
fn instead(tags: Tags, is_empty: bool) -> AnyView {
    let known = tags.known.get();
    let words = match (known.failed, known.is_loaded) {
        (Some(failed), _) => {
            return view! {
                <div class="manage-instead" role="alert">
                    <p>"Tags could not be loaded. "{failed}</p>
                    <button type="button" class="button" on:click=move |_| {
                        tags.load();
                        focus_soon(SEARCH);
                    }>"Retry"</button>
                </div>
            }
            .into_any();
        }
        (None, false) => {
            return view! {
                <div class="manage-instead" aria-busy="true">
                    <span class="visually-hidden">"Loading tags"</span>
                    <span class="skeleton"></span><span class="skeleton"></span><span class="skeleton"></span>
                </div>
            }
            .into_any();
        }
        (None, true) if !is_empty => return ().into_any(),
        (None, true) if known.tags.is_empty() => "No tags yet. Make the first one with “add tag” beside a user.",
        (None, true) => "No tag of this name.",
    };
    view! { <p class="manage-instead">{words}</p> }.into_any()
}

fn line(manage: Manage, tag_id: TagId) -> AnyView {
    let tags = manage.tags;
    let tag = Memo::new(move |_| tags.known.with(|known| known.tags.iter().find(|tag| tag.tag_id == tag_id).cloned()));
    let form = Memo::new(move |_| manage.form.get().filter(|(of, _)| *of == tag_id).map(|(_, form)| form));
    // A form is begun with what the tag is then, and not begun again when somebody else changes it.
    let content = move || match (form.get(), tag.get_untracked()) {
        (_, None) => ().into_any(),
        (None, Some(_)) => shown(manage, tag_id, tag),
        (Some(Form::Edit), Some(tag)) => edit_form(manage, tag),
        (Some(Form::Merge), Some(tag)) => merge_form(manage, tag),
        (Some(Form::Delete), Some(tag)) => delete_form(manage, tag),
    };
    view! { <li class="managed-tag" class:is-open=move || form.with(Option::is_some)>{content}</li> }.into_any()
}

/// A tag as it is. Its menu stays where it is when the tag becomes another.
fn shown(manage: Manage, tag_id: TagId, tag: Memo<Option<Tag>>) -> AnyView {
    let name = Signal::derive(move || tag.with(|tag| tag.as_ref().map(|tag| tag.name.clone()).unwrap_or_default()));
    let item = move |label: &str, form: Form| {
        MenuEntry::Item(MenuItem {
            label: label.into(),
            keys: None,
            refused: None,
            is_danger: form == Form::Delete,
            action: Callback::new(move |()| manage.form.set(Some((tag_id, form)))),
        })
    };
    let entries = move || {
        let mut entries = vec![item("Rename or recolour", Form::Edit)];
        if manage.tags.known.with_untracked(|known| known.tags.len() > 1) {
            entries.push(item("Merge into another tag", Form::Merge));
        }
        entries.extend([MenuEntry::Divider, item("Delete", Form::Delete)]);
        entries
    };
    let menu = untrack(|| manage.tags.may_edit()).then(|| {
        view! {
            <MenuButton
                id=menu_button(tag_id)
                label=Signal::derive(move || format!("What to do with {}", name.get()))
                class="icon-button"
                button=|| view! { <Icon name="more" /> }
                entries=entries
            />
        }
    });
    let number = move |of: fn(&Tag) -> u64, one: &'static str| {
        move || tag.with(|tag| tag.as_ref().map(of)).map(|number| several(number, one))
    };
    let users = number(|tag| tag.users, "user");
    let segments = number(|tag| tag.segments.len() as u64, "segment");
    let segments =
        move || segments().filter(|_| tag.with(|tag| tag.as_ref().is_some_and(|tag| !tag.segments.is_empty())));
    view! {
        {move || tag.get().map(|tag| view! { <Pill color=tag.color text=tag.name /> })}
        <span class="meta managed-users">{users}</span>
        <span class="meta managed-segments">{segments}</span>
        {menu}
    }
    .into_any()
}

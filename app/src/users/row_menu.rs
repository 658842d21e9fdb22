//! The menu of a row: by the right button, Shift and F10, or the button at the end of the row.

use super::{column::Column, naming::Naming, row_tags::open_tags, store::Store, value_filter::condition_of};
use crate::{
    deletion::AskDelete,
    filter::{Builder, acting},
    profile::copy_id,
    ui::{Announcer, ContextMenu, ContextMenuList, MenuEntry, MenuItem, Toasts, copy, focus},
};
use leptos::{ev, prelude::*};
use shared::{
    api::{catalogue::AttributeField, users::UserRow},
    filter::edit::DraftCondition,
    ids::UserId,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent};

/// The menu of whichever row it was opened for; shared through the context.
#[derive(Clone, Copy)]
pub struct RowMenu {
    menu: ContextMenu,
    /// The user, and the column whose value is meant.
    about: RwSignal<Option<(UserId, Option<Column>)>>,
    /// What it opens for once the button of the mouse is released.
    pressed: StoredValue<Option<Pressed>>,
}

/// The user, the column whose value is meant, and where the pointer was.
type Pressed = (UserId, Option<Column>, Option<(f64, f64)>);

impl RowMenu {
    /// Provides itself to all components below.
    pub fn provide() -> Self {
        let this =
            Self { menu: ContextMenu::new("row-menu"), about: RwSignal::new(None), pressed: StoredValue::new(None) };
        let released = window_event_listener(ev::pointerup, move |_| {
            if let Some((user_id, column, at)) = this.pressed.try_update_value(Option::take).flatten() {
                request_animation_frame(move || this.open(user_id, column, from_of(user_id), at));
            }
        });
        on_cleanup(move || released.remove());
        provide_context(this);
        this
    }

    /// Opens it for a user: at a point, or beside the element with an id, which gets the focus back.
    pub fn open(self, user_id: UserId, column: Option<Column>, from: String, at: Option<(f64, f64)>) {
        self.about.set(Some((user_id, column)));
        self.menu.open(from, at);
    }

    /// The browser asks for a menu in a row.
    pub fn asked(self, store: Store, user_id: UserId, event: &MouseEvent) {
        // What is selected is to be copied, and Shift asks for the browser's own.
        let selects = window().get_selection().ok().flatten().is_some_and(|selection| !selection.is_collapsed());
        if (event.shift_key() && event.button() == 2) || selects {
            return;
        }
        event.prevent_default();
        let column = column_of(store, event);
        let is_pointed = event.button() == 2;
        let at = is_pointed.then(|| (f64::from(event.client_x()), f64::from(event.client_y())));
        if event.buttons() & 2 == 0 {
            self.open(user_id, column, from_of(user_id), at);
        } else {
            // Where the browser asks while the button is down its release would close what has opened.
            self.pressed.set_value(Some((user_id, column, at)));
        }
    }
}

/// Where the focus returns to: where it is, if that is in the row.
fn from_of(user_id: UserId) -> String {
    let link = format!("user-{user_id}");
    let row = focus::element(&link).and_then(|link| link.closest("tr").ok().flatten());
    let focused = focus::focused().filter(|focused| row.is_some_and(|row| row.contains(Some(focused))));
    focused.map(|focused| focused.id()).filter(|id| !id.is_empty()).unwrap_or(link)
}

/// The column that an event happened in.
fn column_of(store: Store, event: &Event) -> Option<Column> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let cell = target.closest("td, th").ok()??;
    let mut place = 0;
    let mut before = cell.previous_element_sibling();
    while let Some(other) = before {
        place += 1;
        before = other.previous_element_sibling();
    }
    // The box comes first.
    let at = usize::checked_sub(place, 1)?;
    store.columns.with_untracked(|columns| columns.all().get(at).cloned())
}

/// The condition of what stands in the column; the name's, where none is meant.
fn value_of(store: Store, column: Option<&Column>, user: &UserRow) -> Option<DraftCondition> {
    let column = column.unwrap_or(&Column::User);
    let own = |field: &&AttributeField| *column == Column::Attribute(field.key.clone());
    let kind = store.catalogue.with_untracked(|known| known.attributes.iter().find(own).map(|field| field.kind));
    condition_of(column, user, kind)
}

/// The menu; mounted once.
#[component]
pub fn RowMenuList() -> impl IntoView {
    let row_menu: RowMenu = expect_context();
    let store: Store = expect_context();
    let with = (expect_context::<AskDelete>(), expect_context::<Builder>(), expect_context::<Toasts>());
    let announcer: Announcer = expect_context();
    let entries = move |()| {
        let Some((user_id, column)) = row_menu.about.get() else { return Vec::new() };
        let user = store.listing.with_untracked(|listing| listing.user(user_id).cloned());
        user.map(|user| entries_of(store, with, announcer, user, column)).unwrap_or_default()
    };
    let label = Signal::derive(move || {
        let user_id = row_menu.about.get().map(|(user_id, _)| user_id);
        let naming = store.listing.with(|listing| listing.user(user_id?).map(|user| Naming::of(user).full()));
        naming.map_or_else(|| "Actions".into(), |name| format!("Actions for {name}"))
    });
    view! { <ContextMenuList menu=row_menu.menu label=label entries=Callback::new(entries) /> }
}

fn entries_of(
    store: Store,
    (deletion, builder, toasts): (AskDelete, Builder, Toasts),
    announcer: Announcer,
    user: UserRow,
    column: Option<Column>,
) -> Vec<MenuEntry> {
    let user_id = user.user_id;
    let name = Naming::of(&user).full();
    let href = store.screen.with_untracked(|screen| screen.with_user(Some(user_id)).href());
    let (copied, email) = (user.user.clone(), user.email.clone().filter(|email| !email.is_empty()));
    let no_email = email.is_none().then_some("This user has no e-mail address.");
    let value = value_of(store, column.as_ref(), &user);
    let no_value = value.is_none().then_some("Nothing here that other users could share.");
    let excluded = value.clone();
    let no_tags = (!untrack(|| store.tags.may_edit())).then_some("Viewers cannot tag users.");
    let filter = move |value: &Option<DraftCondition>, excludes: bool| {
        if let Some(value) = value.clone() {
            acting::add_value(builder, toasts, value, excludes);
        }
    };
    vec![
        item("Open", Some("Enter"), None, move || store.open(Some(user_id))),
        item("Open in new tab", None, None, move || _ = window().open_with_url_and_target(&href, "_blank")),
        MenuEntry::Divider,
        item("Copy ID", Some("C"), None, move || copy_id(copied.clone(), announcer)),
        item("Copy email", None, no_email, move || {
            copy(email.clone().unwrap_or_default(), "Email".into(), announcer, |_| ());
        }),
        MenuEntry::Divider,
        item("Filter for this value", None, no_value, move || filter(&value, false)),
        item("Exclude this value", None, no_value, move || filter(&excluded, true)),
        MenuEntry::Divider,
        item("Tag", Some("T"), no_tags, move || _ = open_tags(store, user_id)),
        MenuEntry::Item(MenuItem {
            label: "Delete".into(),
            keys: Some("Delete"),
            refused: deletion.refused().map(str::to_owned),
            is_danger: true,
            action: Callback::new(move |()| deletion.ask(user_id, name.clone())),
        }),
    ]
}

fn item(
    label: &str,
    keys: Option<&'static str>,
    refused: Option<&str>,
    action: impl Fn() + Send + Sync + 'static,
) -> MenuEntry {
    let refused = refused.map(str::to_owned);
    MenuEntry::Item(MenuItem {
        label: label.into(),
        keys,
        refused,
        is_danger: false,
        action: Callback::new(move |()| action()),
    })
}

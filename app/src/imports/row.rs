//! One import in the list. The row stays the same while its numbers grow, so that the focus stays, too.

use super::{
    acts::{Acts, Ask, has_users, users_address},
    list::Listing,
    words::status,
};
use crate::{
    address::{Navigator, Write},
    api::{ImportAct, download, rejects_address},
    preferences::{Preferences, Times},
    ui::{Icon, MenuButton, MenuEntry, MenuItem, RelativeTime, format},
};
use leptos::prelude::*;
use shared::{
    api::imports::{Import, ImportStatus},
    ids::ImportId,
};

/// The row.
pub fn import_row(listing: RwSignal<Listing>, acts: Acts, id: ImportId) -> AnyView {
    let preferences: Preferences = expect_context();
    let import = Memo::new(move |_| listing.with(|listing| listing.import(id).cloned()));
    let text = move |of: fn(&Import) -> String| import.with(|import| import.as_ref().map(of).unwrap_or_default());
    let number = |words: &'static str, of: fn(&Import) -> Option<u64>| {
        let text = move || import.with(|import| import.as_ref().and_then(of).map(format::count));
        view! { <td role="cell" data-label=words class="import-number">{text}</td> }.into_any()
    };
    let name = move || text(|import| import.name.clone());
    let at = Memo::new(move |_| {
        import.with(|import| import.as_ref().map(|import| import.started.unwrap_or(import.created_at)))
    });
    let when = move || {
        let absolute = Signal::derive(move || preferences.times.get() == Times::Absolute);
        at.get().map(|at| view! { <RelativeTime at=at absolute=absolute /> })
    };
    view! {
        <tr role="row" class="segment-row">
            <th scope="row" role="rowheader" class="segment-name">
                <a class="user-link" id=format!("import-{id}") href=format!("/imports/{id}")>{name}</a>
            </th>
            <td role="cell" data-label="File">
                <span class="cell-text" title=move || text(|import| import.file.clone())>{move || text(|import| import.file.clone())}</span>
            </td>
            <td role="cell" data-label="Status" class="import-status">{move || import.get().map(|import| status_view(&import))}</td>
            {number("Rows", |import| Some(import.rows))}
            {number("Created", |import| ran(import, import.created))}
            {number("Updated", |import| ran(import, import.updated))}
            {number("Unchanged", |import| ran(import, import.unchanged))}
            {number("Skipped", |import| ran(import, import.skipped))}
            {number("Rejected", |import| ran(import, import.rejected))}
            <td role="cell" data-label="By" class="import-by">
                <span class="cell-text">{move || text(|import| import.by.clone().unwrap_or_else(|| "A program".into()))}</span>
            </td>
            <td role="cell" data-label="When" class="segment-time">{when}</td>
            <td role="cell" class="segment-actions">{actions(listing, acts, id, Signal::derive(name))}</td>
        </tr>
    }
    .into_any()
}

/// A number of an import that has begun to run.
fn ran(import: &Import, number: u64) -> Option<u64> {
    import.started.is_some().then_some(number)
}

/// The word of a status with its icon, and how far it is.
pub fn status_view(import: &Import) -> AnyView {
    let shown = status(import);
    let progress = import.status.is_under_way().then(|| {
        let (done, rows) = (import.done.min(import.rows), import.rows.max(1));
        view! { <progress aria-label=shown.word max=rows.to_string() value=done.to_string()></progress> }
    });
    view! { <span class=shown.class><Icon name=shown.icon />{shown.word}</span>{progress} }.into_any()
}

/// What can be done with it.
fn actions(listing: RwSignal<Listing>, acts: Acts, id: ImportId, name: Signal<String>) -> AnyView {
    let navigator: Navigator = expect_context();
    let entries = move || {
        let import = listing.with_untracked(|listing| listing.import(id).cloned());
        import.map(|import| entries(navigator, acts, &import)).unwrap_or_default()
    };
    view! {
        <MenuButton
            id=format!("import-menu-{id}")
            label=Signal::derive(move || format!("Actions for {}", name.get()))
            class="icon-button"
            button=|| view! { <Icon name="more" /> }
            entries=entries
        />
    }
    .into_any()
}

fn entries(navigator: Navigator, acts: Acts, import: &Import) -> Vec<MenuEntry> {
    let (id, may) = (import.import_id, acts.may_edit);
    let item = |label: &str, is_danger, action: Callback<()>| {
        MenuEntry::Item(MenuItem { label: label.into(), keys: None, refused: None, is_danger, action })
    };
    let go = |to: String| Callback::new(move |()| navigator.go(&to, Write::Push));
    let act = |act| {
        let import = import.clone();
        Callback::new(move |()| acts.act(&import, act))
    };
    let ask = |ask| {
        let import = import.clone();
        Callback::new(move |()| acts.asked.set(Some((ask, import.clone()))))
    };
    let is_draft = import.status == ImportStatus::Draft;
    let mut entries = Vec::new();
    if is_draft && may {
        entries.push(item("Continue", false, go(format!("/imports/{id}"))));
    } else {
        entries.push(item("View", false, go(format!("/imports/{id}"))));
    }
    if may && import.can_run && !is_draft {
        entries.push(item("Resume", false, act(ImportAct::Run)));
    }
    if has_users(import) {
        entries.push(item("Filter users of this import", false, go(users_address(id))));
        let segment = match import.segment_id {
            Some(segment_id) => item("Open its segment", false, go(format!("/segments/{segment_id}"))),
            None => {
                let import = import.clone();
                item("Create segment", false, Callback::new(move |()| acts.create_segment(&import)))
            }
        };
        entries.extend((may || import.segment_id.is_some()).then_some(segment));
    }
    if may && import.rejected > 0 {
        entries.push(item("Download rejected rows", false, Callback::new(move |()| download(&rejects_address(id)))));
    }
    if may && import.status.is_under_way() {
        entries.push(item("Cancel", false, act(ImportAct::Cancel)));
    }
    let danger = match (is_draft, import.can_revert) {
        (true, _) => Some(item("Discard draft", true, ask(Ask::Discard))),
        (false, true) => Some(item("Revert", true, ask(Ask::Revert))),
        (false, false) => None,
    };
    if let Some(danger) = danger.filter(|_| may) {
        entries.extend([MenuEntry::Divider, danger]);
    }
    entries
}

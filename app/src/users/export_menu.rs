//! Users as a file: which columns, and for the list the file itself.

use super::store::Store;
use crate::{
    api,
    sign_in::SessionContext,
    ui::{Icon, MenuButton, MenuEntry, MenuItem, Toasts},
};
use leptos::{prelude::*, task::spawn_local};

/// The button and its menu. `run` is given the columns; nothing for all of them.
pub fn export_entries(
    id: &'static str,
    run: Callback<Option<String>>,
    refused: impl Fn() -> Option<&'static str> + Send + Sync + 'static,
) -> AnyView {
    let store: Store = expect_context();
    let shown = move || store.columns.with_untracked(super::columns::Columns::words);
    let entries = move |()| {
        let item = |label: &str, action: Callback<()>| {
            let refused = refused().map(str::to_owned);
            MenuEntry::Item(MenuItem { label: label.into(), keys: None, refused, is_danger: false, action })
        };
        vec![
            item("CSV, all columns", Callback::new(move |()| run.run(None))),
            item("CSV, the columns shown", Callback::new(move |()| run.run(Some(shown())))),
        ]
    };
    view! {
        <MenuButton
            id=id.to_owned()
            label="Export"
            class="button-quiet"
            button=|| view! { <Icon name="download" /><span class="button-words">"Export"</span> }
            entries=entries
        />
    }
    .into_any()
}

/// The same for everyone whom the list shows: the browser takes the file as it comes.
#[component]
pub fn ListExport() -> impl IntoView {
    let store: Store = expect_context();
    let session: SessionContext = expect_context();
    let toasts: Toasts = expect_context();
    let refused = move || session.role().filter(|role| !role.may_own()).map(|_| "Only owners export users.");
    let run = move |columns: Option<String>| {
        let filter = store.applied.state.with_untracked(|state| state.to_ask().map(|filter| filter.cloned()));
        let text = store.screen.with_untracked(|screen| screen.text.trim().to_owned());
        let Some(filter) = filter else { return };
        spawn_local(async move {
            let kept = match &filter {
                Some(filter) => api::keep_filter(filter).await.map(|kept| Some(kept.filter_id)),
                None => Ok(None),
            };
            match kept {
                Ok(fid) => api::download(&api::export_address(fid.as_deref(), &text, columns.as_deref())),
                Err(failure) => toasts.fail(format!("The export could not begin. {}", failure.reason())),
            }
        });
    };
    export_entries("export", Callback::new(run), refused)
}

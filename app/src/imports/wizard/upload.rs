//! The first step of a new import: a file is chosen or dropped, and sent.

use super::{page::heading, steps::Step};
use crate::{
    address::{Navigator, Write},
    api::{self, Upload},
    imports::words::bytes,
    ui::{
        Announcer, Icon,
        focus::{focus_if_lost, focus_soon},
    },
};
use leptos::{prelude::*, task::spawn_local};
use web_sys::{DragEvent, File, FileList};

/// A file to begin with; the browser makes it of the link itself.
const TEMPLATE: &str =
    "data:text/csv;charset=utf-8,user_id,email,name,plan%0D%0A42,mina@example.com,Mina%20Okafor,pro%0D%0A";

/// What is being sent: its name, its size, and which part has been sent.
type Sending = Option<(String, u64, f64)>;

/// The step.
pub fn upload_step() -> AnyView {
    let navigator: Navigator = expect_context();
    let announcer: Announcer = expect_context();
    let most = RwSignal::new(None::<u64>);
    let sending = RwSignal::new(Sending::None);
    let error = RwSignal::new(None::<String>);
    let upload = StoredValue::new_local(None::<Upload>);
    spawn_local(async move {
        if let Ok(imports) = api::imports().await {
            most.try_set(Some(imports.most_bytes));
        }
    });
    let give_up = move || {
        if let Some(upload) = upload.try_update_value(Option::take).flatten() {
            upload.abort();
        }
    };
    on_cleanup(give_up);
    let fail = move |reason: String| {
        announcer.alert(reason.clone());
        error.try_set(Some(reason));
        focus_if_lost("import-file");
    };
    let start = move |file: File| {
        let (name, size) = (file.name(), file.size() as u64);
        if let Some(most) = most.get_untracked().filter(|most| size > *most) {
            return fail(format!("{name} has {}; {} is the most.", bytes(size), bytes(most)));
        }
        let request = Upload::new();
        upload.set_value(Some(request.clone()));
        error.set(None);
        sending.set(Some((name.clone(), size, 0.0)));
        announcer.status(format!("Uploading {name}"));
        focus_soon("upload-cancel");
        spawn_local(async move {
            let told = move |part| _ = sending.try_set(Some((name.clone(), size, part)));
            let answer = api::upload_import(&file, &request, told).await;
            // One that was given up is not in the way of the next.
            if upload.try_update_value(Option::take).flatten().is_none() {
                return;
            }
            sending.try_set(None);
            match answer {
                Ok(import) => navigator.go(&Step::Upload.address(import.import_id), Write::Replace),
                Err(failure) => fail(failure.reason()),
            }
        });
    };
    let cancel = Callback::new(move |()| {
        give_up();
        sending.set(None);
        focus_if_lost("import-file");
    });
    let is_sending = Memo::new(move |_| sending.with(Option::is_some));
    let take = Callback::new(move |files: Option<FileList>| {
        if let Some(file) = files.and_then(|files| files.get(0)) {
            start(file);
        }
    });
    let content = move || if is_sending.get() { progress(sending, cancel) } else { zone(most, error, take) };
    view! {
        {heading("Choose a file")}
        <p>"A table saved as CSV: the heads of its columns in the first row, a user in each row below."</p>
        {content}
        <p class="meta">
            "Commas, semicolons, tabs or bars may stand between cells; UTF-8, UTF-16 and Windows-1252 are told apart. "
            <a href=TEMPLATE download="users.csv">"Download a template"</a>
        </p>
    }
    .into_any()
}

fn zone(most: RwSignal<Option<u64>>, error: RwSignal<Option<String>>, take: Callback<Option<FileList>>) -> AnyView {
    let is_over = RwSignal::new(false);
    let over = move |event: DragEvent, is: bool| {
        event.prevent_default();
        is_over.set(is);
    };
    let drop = move |event: DragEvent| {
        let files = event.data_transfer().and_then(|dropped| dropped.files());
        over(event, false);
        take.run(files);
    };
    let hint = move || most.get().map(|most| format!("At most {}.", bytes(most)));
    let message = move || error.get().map(|error| view! { <p class="field-error">{error}</p> });
    view! {
        <label
            class="drop-zone"
            class:is-over=is_over
            on:dragover=move |event| over(event, true)
            on:dragleave=move |event| over(event, false)
            on:drop=drop
        >
            <Icon name="upload" />
            <b>"Drop a CSV file here, or choose one"</b>
            <span class="meta" id="file-hint">{hint}</span>
            <input
                type="file"
                class="visually-hidden"
                id="import-file"
                accept=".csv,text/csv"
                aria-describedby="file-hint file-error"
                on:change:target=move |event| take.run(event.target().files())
            />
        </label>
        <div id="file-error">{message}</div>
    }
    .into_any()
}

fn progress(sending: RwSignal<Sending>, cancel: Callback<()>) -> AnyView {
    let part = move || sending.with(|sending| sending.as_ref().map_or(0.0, |(_, _, part)| *part));
    let words = move || {
        sending.with(|sending| {
            sending.as_ref().map(|(name, size, part)| {
                // Once all is sent the server reads it.
                if *part < 1.0 {
                    format!("Uploading {name}: {:.0}% of {}", part * 100.0, bytes(*size))
                } else {
                    format!("Reading {name}")
                }
            })
        })
    };
    view! {
        <div class="drop-zone is-sending">
            <p>{words}</p>
            <progress aria-label="Upload" max="1" value=move || part().to_string()></progress>
            <button type="button" class="button" id="upload-cancel" on:click=move |_| cancel.run(())>"Cancel"</button>
        </div>
    }
    .into_any()
}

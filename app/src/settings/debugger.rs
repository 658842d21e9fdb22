//! The messages of products as they come, and what of them could not be taken.
//!
//! What is shown is in this page and in the server's memory only. It is asked for when something about users has changed,
//! and every two seconds, for what is refused changes nothing.

use super::{
    part::{Answer, ask, card, failed, row, table, text, time, waiting},
    search::more,
};
use crate::{
    api::{self, Failure},
    live::Live,
    ui::Announcer,
};
use leptos::{prelude::*, task::spawn_local};
use shared::api::ingest::{MessageOutcome, RecentMessage, RecentMessages, Reject};
use std::time::Duration;

const EVERY: Duration = Duration::from_secs(2);
/// Messages that are shown.
const MOST: usize = 100;
const HEADS: &[&str] = &["Message", "User", "Key", "What became of it", "Came"];
const REJECTED: &[&str] = &["Message", "Why", "Came"];

/// What the card shows.
#[derive(Clone, Copy)]
struct Watching {
    messages: RwSignal<Vec<RecentMessage>>,
    /// The place of the newest message that was told.
    last: RwSignal<u64>,
    paused: RwSignal<bool>,
    /// Whether an answer is waited for.
    asking: RwSignal<bool>,
    is_there: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
}

impl Watching {
    fn ask(self) {
        let is_hidden = document().hidden();
        if is_hidden || self.paused.get_untracked() || self.asking.get_untracked() {
            return;
        }
        self.asking.set(true);
        spawn_local(async move {
            let answer = api::recent_messages(self.last.get_untracked()).await;
            // The page may be gone by now.
            let Some(paused) = self.paused.try_get_untracked() else { return };
            self.asking.set(false);
            match answer {
                Ok(RecentMessages { messages, last }) if !paused => {
                    self.failure.set(None);
                    self.is_there.set(true);
                    self.last.set(last);
                    if !messages.is_empty() {
                        self.messages.update(|shown| {
                            shown.splice(0..0, messages);
                            shown.truncate(MOST);
                        });
                    }
                }
                Ok(_) => {}
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }
}

/// The cards.
pub fn debugger() -> AnyView {
    let watching = Watching {
        messages: RwSignal::new(Vec::new()),
        last: RwSignal::new(0),
        paused: RwSignal::new(false),
        asking: RwSignal::new(false),
        is_there: RwSignal::new(false),
        failure: RwSignal::new(None),
    };
    let live: Live = expect_context();
    Effect::new(move || {
        live.users.track();
        watching.ask();
    });
    if let Ok(every) = set_interval_with_handle(move || watching.ask(), EVERY) {
        on_cleanup(move || every.clear());
    }
    let retry = Callback::new(move |()| watching.ask());
    let list = move || {
        match (watching.failure.get(), watching.is_there.get()) {
        (Some(failure), false) => failed(&failure, retry),
        (None, false) => waiting(),
        (Some(_), true) => view! { <p class="form-error">"The server cannot be asked now. What came before stands below."</p>{shown(watching)} }.into_any(),
        (None, true) => shown(watching),
    }
    };
    let about =
        "The last messages that the server took, the newest first: in its memory only, for a quarter of an hour.";
    let content = view! { {buttons(watching)}{list} };
    view! { {card("debugger-title", "Live debugger", about, content.into_any())}{rejected()} }.into_any()
}

fn buttons(watching: Watching) -> AnyView {
    let announcer: Announcer = expect_context();
    let pause = move |_| {
        let paused = !watching.paused.get_untracked();
        watching.paused.set(paused);
        announcer.status(if paused { "Paused" } else { "Going on" });
        watching.ask();
    };
    let clear = move |_| {
        watching.messages.set(Vec::new());
        announcer.status("Cleared");
    };
    let words = move || if watching.paused.get() { "Go on" } else { "Pause" };
    view! {
        <div class="settings-buttons">
            <button type="button" class="button" id="debugger-pause" on:click=pause>{words}</button>
            <button type="button" class="button" on:click=clear>"Clear"</button>
        </div>
    }
    .into_any()
}

fn shown(watching: Watching) -> AnyView {
    let messages = watching.messages.get();
    if messages.is_empty() {
        let words =
            if watching.paused.get() { "Paused." } else { "Waiting for messages. Send one with the lines above." };
        return view! { <p class="none">{words}</p> }.into_any();
    }
    table("debugger-title", HEADS, messages.into_iter().map(message_row).collect())
}

fn message_row(message: RecentMessage) -> AnyView {
    let outcome = match message.outcome {
        MessageOutcome::Stored => "Stored",
        MessageOutcome::Duplicate => "Stored before",
        MessageOutcome::Blocked => "About somebody who was deleted",
        MessageOutcome::Refused => "Refused",
    };
    let reason = message.reason.map(|reason| view! { <span class="settings-samples">{reason}</span> });
    let class =
        if message.outcome == MessageOutcome::Refused { "settings-name settings-refused" } else { "settings-name" };
    let outcome = view! { <span class=class><span>{outcome}</span>{reason}</span> };
    let user = message.external_id.or(message.anonymous_id).unwrap_or_default();
    let key = message.key.unwrap_or_else(|| "revoked".into());
    let name = said(&message.kind, message.event, message.content);
    let cells = vec![
        ("User", text(user)),
        ("Key", text(key)),
        ("Outcome", outcome.into_any()),
        ("Came", time(Some(message.received), "")),
    ];
    row(name, cells)
}

/// Kind, event and content of a message.
fn said(kind: &str, event: Option<String>, content: String) -> AnyView {
    let event = event.map(|event| view! { <span class="settings-text">{event}</span> });
    let lines = if content.is_empty() { Vec::new() } else { vec![view! { <code>{content}</code> }.into_any()] };
    view! { <div class="settings-name"><span><code>{kind.to_owned()}</code>" "{event}</span>{more("What it says".into(), lines)}</div> }
        .into_any()
}

fn rejected() -> AnyView {
    let answer: Answer<Vec<Reject>> = RwSignal::new(None);
    let load = Callback::new(move |()| ask(answer, api::rejects()));
    load.run(());
    let list = move || match answer.get() {
        Some(Ok(rejects)) if rejects.is_empty() => view! { <p class="none">"Nothing was refused."</p> }.into_any(),
        Some(Ok(rejects)) => table("rejected-title", REJECTED, rejects.into_iter().map(reject_row).collect()),
        Some(Err(failure)) => failed(&failure, load),
        None => waiting(),
    };
    let about = "What could not be taken, whole messages and parts of others, as it is kept. The newest 100.";
    let content = view! {
        <div class="settings-buttons"><button type="button" class="button" on:click=move |_| load.run(())>"Look again"</button></div>
        {list}
    };
    card("rejected-title", "Refused messages", about, content.into_any())
}

fn reject_row(reject: Reject) -> AnyView {
    row(
        said(&reject.kind, None, reject.sample),
        vec![("Why", text(reject.reason)), ("Came", time(Some(reject.at), ""))],
    )
}

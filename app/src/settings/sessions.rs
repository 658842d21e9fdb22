//! One's own sessions.

use super::{
    confirm::{Confirm, Question},
    part::{Answer, act, ask, card, failed, row, table, text, time, waiting},
};
use crate::{
    api,
    ui::{Announcer, Toasts, focus::focus_soon},
};
use leptos::{prelude::*, task::spawn_local};
use shared::api::accounts::{OpenSession, Sessions};

const HEADS: &[&str] = &["Browser", "Address", "Last used", "Signed in", ".Actions"];

/// The card.
pub fn session_list(answer: Answer<Sessions>, load: Callback<()>) -> AnyView {
    let confirm = Confirm::new();
    let (announcer, toasts): (Announcer, Toasts) = (expect_context(), expect_context());
    let end = Callback::new(move |id: String| {
        spawn_local(async move {
            match api::end_session(&id).await {
                Ok(()) => {
                    announcer.status("Session ended");
                    ask(answer, api::sessions());
                    focus_soon("sessions-title");
                }
                Err(failure) => toasts.fail(failure.reason()),
            }
        });
    });
    let others = Callback::new(move |()| {
        confirm.ask(Question {
            title: "End all other sessions?".into(),
            label: "End sessions",
            text: "Every other browser that you are signed in with has to sign in again.",
            deed: Callback::new(move |()| -> std::pin::Pin<Box<dyn Future<Output = _>>> {
                Box::pin(api::end_other_sessions())
            }),
            done: Callback::new(move |()| {
                load.run(());
                "sessions-title"
            }),
        });
    });
    let list = move || match answer.get() {
        Some(Ok(Sessions { sessions, .. })) => {
            let all = (sessions.len() > 1).then(|| {
                view! {
                    <button type="button" class="button" on:click=move |_| others.run(())>"End all other sessions"</button>
                }
            });
            let rows = sessions.into_iter().map(|session| session_row(session, end)).collect();
            view! { {table("sessions-title", HEADS, rows)}<div>{all}</div> }.into_any()
        }
        Some(Err(failure)) => failed(&failure, load),
        None => waiting(),
    };
    let about =
        "Where you are signed in. A session ends when it is not used for 14 days, and after 60 days in any case.";
    card("sessions-title", "Sessions", about, view! { {list}{confirm.dialog("end-session")} }.into_any())
}

fn session_row(session: OpenSession, end: Callback<String>) -> AnyView {
    let OpenSession { session_id, client, address, created, last_used, is_current, .. } = session;
    let about = format!("the session of {client}");
    let acts = if is_current {
        ().into_any()
    } else {
        let id = session_id.clone();
        act(format!("session-{session_id}"), "End", &about, Callback::new(move |()| end.run(id.clone())))
    };
    let this = is_current.then(|| view! { <span class="badge">"This one"</span> });
    let name = view! { <span class="settings-text">{client}</span>{this} }.into_any();
    let cells = vec![
        ("Address", text(address.unwrap_or_else(|| "unknown".into()))),
        ("Last used", time(Some(last_used), "")),
        ("Signed in", time(Some(created), "")),
        ("", acts),
    ];
    row(name, cells)
}

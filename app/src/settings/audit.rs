//! What was done, by whom and when.

use super::{
    audit_query::{AuditQuery, action_words, detail_words},
    part::{Answer, failed, row, table, text, time, waiting},
};
use crate::{
    address::{Navigator, Write},
    api,
    ui::{Announcer, focus::focus_soon},
};
use leptos::{prelude::*, task::spawn_local};
use shared::{
    api::{
        accounts::AccountName,
        audit::{AuditEntry, AuditLog},
    },
    time::Instant,
};

const HEADS: &[&str] = &["What", "Of", "Who", "When", "Details"];

/// The part.
pub fn audit() -> AnyView {
    let navigator: Navigator = expect_context();
    let announcer: Announcer = expect_context();
    let query = Memo::new(move |_| navigator.address().with(|address| AuditQuery::parse(&address.query)));
    let answer: Answer<AuditLog> = RwSignal::new(None);
    let load = Callback::new(move |()| {
        let asked = query.get_untracked();
        spawn_local(async move {
            let answered = api::audit_log(&asked.asked(None, instant)).await;
            // Another question was asked meanwhile: its answer counts.
            if query.try_get_untracked() == Some(asked) {
                answer.try_set(Some(answered));
            }
        });
    });
    Effect::new(move || {
        query.track();
        load.run(());
    });
    let more = Callback::new(move |after: String| {
        let asked = query.get_untracked().asked(Some(&after), instant);
        spawn_local(async move {
            match api::audit_log(&asked).await {
                Ok(next) => {
                    answer.try_update(|answer| {
                        if let Some(Ok(log)) = answer {
                            let first = next.entries.first().map(|entry| entry.audit_id);
                            log.entries.extend(next.entries);
                            log.next = next.next;
                            focus_soon(first.map_or_else(|| "settings-title".into(), |id| format!("audit-{id}")));
                        }
                    });
                }
                Err(failure) => announcer.alert(failure.reason()),
            }
        });
    });
    let list = move || match answer.get() {
        Some(Ok(log)) => entries(log, query.get_untracked().is_narrow(), more),
        Some(Err(failure)) => failed(&failure, load),
        None => waiting(),
    };
    let choices = Memo::new(move |_| {
        answer.with(|answer| match answer {
            Some(Ok(log)) => (log.accounts.clone(), log.actions.clone()),
            Some(Err(_)) | None => Default::default(),
        })
    });
    view! { {move || filters(query.get(), choices.get())}{list} }.into_any()
}

/// An instant of the reader's clock.
fn instant(text: String) -> Option<String> {
    let at = js_sys::Date::parse(&text);
    // A day that is not whole is no instant.
    at.is_finite().then(|| Instant(at as i64).to_string())
}

/// What changes one part of what is asked.
type Change = fn(&mut AuditQuery, String);

fn filters(query: AuditQuery, (accounts, actions): (Vec<AccountName>, Vec<String>)) -> AnyView {
    let navigator: Navigator = expect_context();
    let query = StoredValue::new(query);
    let changed = move |id: &'static str, change: Change, value: String| {
        let mut query = query.get_value();
        change(&mut query, value);
        navigator.go(&query.href(), Write::Replace);
        focus_soon(id);
    };
    let choice = move |id: &'static str,
                       label: &'static str,
                       options: Vec<(String, String)>,
                       chosen: String,
                       change: Change| {
        let option = |(key, words): (String, String)| {
            let is_chosen = key == chosen;
            view! { <option value=key selected=is_chosen>{words}</option> }
        };
        let options = options.into_iter().map(option).collect_view();
        let select = view! {
            <select class="select" id=id on:change:target=move |event| changed(id, change, event.target().value())>{options}</select>
        };
        field(id, label, select.into_any())
    };
    let day = move |id: &'static str, label: &'static str, value: String, change: Change| {
        let input = view! {
            <input class="field" type="date" id=id value=value on:change:target=move |event| changed(id, change, event.target().value()) />
        };
        field(id, label, input.into_any())
    };
    let people = accounts.into_iter().map(|one| (one.account_id.to_string(), one.name));
    let people = [(String::new(), "Everyone".to_owned())].into_iter().chain(people);
    let people = people.chain([("none".to_owned(), "Keys and command line".to_owned())]).collect();
    let actions = actions.into_iter().map(|action| (action.clone(), action_words(&action)));
    let actions = [(String::new(), "Everything".to_owned())].into_iter().chain(actions).collect();
    let AuditQuery { who, what, from, until } = query.get_value();
    view! {
        <div class="settings-filters" role="group" aria-label="Filter the audit log">
            {choice("audit-who", "Who", people, who, |query, who| query.who = who)}
            {choice("audit-what", "What", actions, what, |query, what| query.what = what)}
            {day("audit-from", "From", from, |query, from| query.from = from)}
            {day("audit-until", "Until", until, |query, until| query.until = until)}
        </div>
    }
    .into_any()
}

fn field(id: &'static str, label: &'static str, control: AnyView) -> AnyView {
    view! { <div class="form-field"><label for=id>{label}</label>{control}</div> }.into_any()
}

fn entries(log: AuditLog, is_narrow: bool, more: Callback<String>) -> AnyView {
    if log.entries.is_empty() {
        let words = if is_narrow { "Nothing of this kind was done." } else { "Nothing was done yet." };
        return view! { <p class="none">{words}</p> }.into_any();
    }
    let button = log.next.map(|next| {
        let after = next.0;
        view! {
            <button type="button" class="button" id="audit-more" on:click=move |_| more.run(after.clone())>"Show earlier entries"</button>
        }
    });
    let rows = log.entries.into_iter().map(entry_row).collect();
    view! { {table("settings-title", HEADS, rows)}<div>{button}</div> }.into_any()
}

fn entry_row(entry: AuditEntry) -> AnyView {
    let who = entry.by.map(|by| by.name).or_else(|| entry.key.map(|key| format!("Key {key}")));
    let id = format!("audit-{}", entry.audit_id);
    let what = view! { <span class="settings-text" id=id tabindex="-1">{action_words(&entry.action)}</span> };
    let cells = vec![
        ("Of", text(entry.about.unwrap_or_default())),
        ("Who", text(who.unwrap_or_else(|| "Command line".into()))),
        ("When", time(Some(entry.at), "")),
        ("Details", text(detail_words(&entry.detail))),
    ];
    row(what.into_any(), cells)
}

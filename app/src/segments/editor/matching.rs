//! Who matches the conditions as they stand now: how many, and the first ten.

use crate::{
    api::{self, Abort, Failure},
    filter::{Builder, Counting, Total},
    live::Live,
    preferences::{Preferences, Times},
    ui::{Avatar, RelativeTime},
    users::{Naming, found},
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use shared::{
    api::{
        filter::FilterDocument,
        users::{SearchRequest, TotalBy, UserRow},
    },
    filter::{Filter, canonical_text},
};
use std::time::Duration;

/// How many are shown.
const SHOWN: u32 = 10;
/// An edit is followed by others, mostly.
const PAUSE: Duration = Duration::from_millis(200);

/// The users of the last answer.
#[derive(Clone, Copy)]
struct First {
    rows: RwSignal<Option<Result<Vec<UserRow>, Failure>>>,
    /// The filter that they match.
    of: RwSignal<String>,
    abort: StoredValue<Option<Abort>, LocalStorage>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl First {
    fn ask_soon(self, filter: Filter) {
        self.stop();
        let ask = move || self.ask(filter.clone());
        self.timer.set_value(set_timeout_with_handle(ask, PAUSE).ok());
    }

    fn ask(self, filter: Filter) {
        let abort = Abort::new();
        self.abort.set_value(Some(abort.clone()));
        let filter_document = Some(FilterDocument::new(&filter));
        let request = SearchRequest {
            filter: filter_document,
            limit: Some(SHOWN),
            // The number beside them is the counter's.
            total: TotalBy::Later,
            ..SearchRequest::default()
        };
        spawn_local(async move {
            let answer = api::search(&request, Some(&abort)).await.map(|answer| answer.users);
            if answer != Err(Failure::Aborted) && self.rows.try_set(Some(answer)).is_none() {
                self.of.set(canonical_text(&filter));
            }
        });
    }

    fn stop(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        if let Some(abort) = self.abort.try_update_value(Option::take).flatten() {
            abort.abort();
        }
    }
}

/// The number and the first users.
pub fn matching(builder: Builder) -> AnyView {
    let counting: Counting = expect_context();
    let live: Live = expect_context();
    let first = First {
        rows: RwSignal::new(None),
        of: RwSignal::new(String::new()),
        abort: StoredValue::new_local(None),
        timer: StoredValue::new(None),
    };
    let filter = Memo::new(move |_| builder.finished.with(|finished| finished.filter.clone()));
    let meaning = Memo::new(move |_| filter.with(canonical_text));
    Effect::new(move || {
        live.users.track();
        meaning.track();
        first.ask_soon(filter.get_untracked());
    });
    on_cleanup(move || first.stop());
    let total = Memo::new(move |_| counting.total().unwrap_or(Total::Loading));
    let number = move || match total.get() {
        Total::Loading => view! {
            <span class="skeleton skeleton-count"></span>
            <span class="visually-hidden">"Counting users"</span>
        }
        .into_any(),
        Total::Known { total, stale, .. } => {
            view! { <span class="count-text" class:is-stale=stale>{found(total)}</span> }.into_any()
        }
        Total::Failed => view! {
            "Count unavailable"
            <button type="button" class="button-link" on:click=move |_| counting.retry()>"Retry"</button>
        }
        .into_any(),
    };
    let is_busy = move || !matches!(total.get(), Total::Known { stale: false, .. } | Total::Failed);
    let is_old = move || first.of.get() != meaning.get();
    let rows = move || match first.rows.get() {
        None => view! { <p><span class="skeleton"></span></p> }.into_any(),
        Some(Err(failure)) => view! {
            <p>{format!("They could not be loaded. {}", failure.reason())}</p>
            <button type="button" class="button" on:click=move |_| first.ask(filter.get_untracked())>"Retry"</button>
        }
        .into_any(),
        Some(Ok(rows)) if rows.is_empty() => view! { <p>"Nobody matches these conditions now."</p> }.into_any(),
        Some(Ok(rows)) => table(rows),
    };
    view! {
        <section class="matching-users" aria-labelledby="found">
            <h2 class="count" id="found" tabindex="-1" aria-busy=move || is_busy().to_string()>{number}</h2>
            <div class="matching-rows" class:is-stale=is_old aria-busy=move || is_old().to_string()>{rows}</div>
        </section>
    }
    .into_any()
}

fn table(rows: Vec<UserRow>) -> AnyView {
    let preferences: Preferences = expect_context();
    let row = |row: UserRow| {
        let user = row.user;
        let naming = Naming::of(&user);
        let name = naming.full();
        let href = format!("/users?user={}", user.user_id);
        let email = match user.email {
            Some(email) if !email.is_empty() => view! { <span class="cell-text">{email}</span> }.into_any(),
            Some(_) | None => view! { <span class="none">"none"</span> }.into_any(),
        };
        let active = match user.last_activity {
            Some(at) => view! {
                <RelativeTime at=at absolute=Signal::derive(move || preferences.times.get() == Times::Absolute) />
            }
            .into_any(),
            None => view! { <span class="none">"never"</span> }.into_any(),
        };
        view! {
            <tr>
                <th scope="row"><Avatar id=user.user_id.0 /><a class="user-link" href=href>{name}</a></th>
                <td>{email}</td>
                <td>{active}</td>
            </tr>
        }
    };
    view! {
        <table class="first-users">
            <caption class="visually-hidden">"The first ten of them, by last activity"</caption>
            <thead>
                <tr><th scope="col">"First ten"</th><th scope="col">"Email"</th><th scope="col">"Last activity"</th></tr>
            </thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

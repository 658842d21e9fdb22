//! What a workspace without users shows: how to connect the product, with the real host and key.

use super::snippets::{SNIPPETS, Snippet};
use crate::{
    api::{self, Failure},
    ui::{CopyButton, Icon, Tabs, body_class},
};
use leptos::{prelude::*, task::spawn_local};
use shared::api::session::Connect as Keys;

/// "Connect your product", until the first event arrives.
#[component]
pub fn Connect() -> impl IntoView {
    body_class("is-connecting");
    view! {
        <section class="connect" aria-labelledby="connect-title">
            <h3 id="connect-title">"Connect your product"</h3>
            <p>
                "No users yet. A user appears as soon as a page with the snippet loads, or when your server names one. "
                "Any SDK that speaks the Segment protocol works: point it at this host."
            </p>
            <Ways />
            <p class="waiting" role="note"><span class="pulse" aria-hidden="true"></span>"Waiting for the first event…"</p>
            <p class="meta">"This page turns into the list of users by itself."</p>
        </section>
    }
}

/// The ways to send, each with its lines, once the host and the key are known.
#[component]
pub fn Ways() -> impl IntoView {
    let keys: RwSignal<Option<Result<Keys, Failure>>> = RwSignal::new(None);
    let load = move || {
        spawn_local(async move {
            let answer = api::connect().await;
            keys.try_set(Some(answer));
        });
    };
    load();
    move || match keys.get() {
        None => view! { <div class="skeleton skeleton-code" aria-hidden="true"></div> }.into_any(),
        Some(Ok(keys)) => ways(keys),
        Some(Err(failure)) => view! {
            <p>{failure.reason()}</p>
            <button type="button" class="button" on:click=move |_| load()>"Retry"</button>
        }
        .into_any(),
    }
}

fn ways(keys: Keys) -> AnyView {
    let names = SNIPPETS.iter().map(|snippet| snippet.name).collect();
    let copied = keys.clone();
    let panel = move |at: usize| match SNIPPETS.get(at) {
        Some(snippet) => view! { <Lines snippet=snippet keys=keys.clone() /> }.into_any(),
        None => ().into_any(),
    };
    view! {
        <Tabs id="connect-way" label="Ways to send users" names=names panel=panel />
        <dl class="connect-keys">
            <div>
                <dt>"Host"</dt>
                <dd>
                    <code>{copied.host.clone()}</code>
                    <CopyButton what="host" text=Signal::stored(copied.host) />
                </dd>
            </div>
            <div>
                <dt>"Write key"</dt>
                <dd>
                    <code>{copied.write_key.clone()}</code>
                    <CopyButton what="write key" text=Signal::stored(copied.write_key) />
                </dd>
            </div>
        </dl>
        <p class="meta key-note"><Icon name="key" />"A write key can only add data. It may stand in every page."</p>
    }
    .into_any()
}

#[component]
fn Lines(snippet: &'static Snippet, keys: Keys) -> impl IntoView {
    let code = snippet.filled(&keys);
    view! {
        <p class="meta">{snippet.hint}</p>
        <div class="code-block">
            <pre class="code" tabindex="0" aria-label=format!("{} code", snippet.name)><code>{code.clone()}</code></pre>
            <CopyButton what=format!("{} code", snippet.name) label="Copy" text=Signal::stored(code) />
        </div>
    }
}

//! The root: what every page shares, and which page is shown.

use crate::{
    address::{Navigator, Page},
    api::Failure,
    frame::Frame,
    jobs::{JobCards, Jobs},
    preferences::Preferences,
    sign_in::{InvitationPage, SessionContext, SetUpPage, SignInLinkPage, SignInPage},
    tags::{ManageTags, Tags},
    ui::{Announcer, Clock, LiveRegions, ToastLayer, Toasts, Tooltips},
};
use leptos::prelude::*;
use shared::api::session::Session;

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let announcer = Announcer::provide();
    let toasts = Toasts::provide(announcer);
    Jobs::provide(toasts);
    let navigator = Navigator::provide();
    Tooltips::provide();
    Preferences::provide();
    Clock::provide();
    let session = SessionContext::provide();
    Tags::provide();
    let address = navigator.address();
    let page = Memo::new(move |_| address.with(|address| Page::of_path(&address.path)));
    set_titles(page);
    let view = Memo::new(move |_| View::of(session.get(), page.get()));
    let content = move || match view.get() {
        View::Nothing => view! { <main id="main" class="gate" aria-busy="true"></main> }.into_any(),
        View::Failed(failure) => view! { <Unreachable failure=failure session=session /> }.into_any(),
        View::SetUp => view! { <SetUpPage /> }.into_any(),
        View::SignIn => view! { <SignInPage /> }.into_any(),
        View::SignInLink => view! { <SignInLinkPage /> }.into_any(),
        View::Invitation => view! { <InvitationPage /> }.into_any(),
        View::Frame => view! { <Frame page=page /> }.into_any(),
    };
    view! {
        {content}
        <ManageTags />
        <ToastLayer toasts=toasts><JobCards /></ToastLayer>
        <LiveRegions announcer=announcer />
    }
}

/// What is shown; nothing while an address that does not fit the session is about to change.
#[derive(Clone, Debug, PartialEq)]
enum View {
    Nothing,
    Failed(Failure),
    SetUp,
    SignIn,
    SignInLink,
    Invitation,
    Frame,
}

impl View {
    fn of(session: Option<Result<Session, Failure>>, page: Page) -> Self {
        match (session, page) {
            (None, _) => Self::Nothing,
            (Some(Err(failure)), _) => Self::Failed(failure),
            (Some(Ok(Session::SetUp)), Page::SetUp) => Self::SetUp,
            (Some(Ok(Session::SignedOut)), Page::SignIn) => Self::SignIn,
            (Some(Ok(Session::SignedOut)), Page::SignInLink) => Self::SignInLink,
            // Whoever is signed in already is told so there.
            (Some(Ok(Session::SignedOut | Session::SignedIn { .. })), Page::Invitation) => Self::Invitation,
            (Some(Ok(Session::SignedIn { .. })), page) if page.is_private() => Self::Frame,
            (Some(Ok(_)), _) => Self::Nothing,
        }
    }
}

fn set_titles(page: Memo<Page>) {
    Effect::new(move || {
        let title = match page.get() {
            // These write their own title, with the number or the name in it.
            Page::Users | Page::Segment(_) | Page::Import(_) => return,
            Page::Segments => "Segments - Users & Segments",
            Page::NewSegment => "New segment - Users & Segments",
            Page::Imports => "Imports - Users & Segments",
            Page::NewImport => "New import - Users & Segments",
            Page::Settings(part) => {
                return document().set_title(&format!("{} - Settings", part.words().1));
            }
            Page::Invitation => "Invitation - Rollcall",
            Page::SetUp => "Set up - Rollcall",
            Page::SignIn | Page::SignInLink => "Sign in - Rollcall",
            Page::Unknown => "Not found - Rollcall",
        };
        document().set_title(title);
    });
}

/// The very first question had no answer.
#[component]
fn Unreachable(failure: Failure, session: SessionContext) -> impl IntoView {
    view! {
        <main id="main" class="gate">
            <div class="gate-card">
                <p class="gate-brand"><span class="logo" aria-hidden="true">"R"</span>"Rollcall"</p>
                <h1 id="title" tabindex="-1">"Rollcall cannot be reached"</h1>
                <p>{failure.reason()}</p>
                <button type="button" class="button" on:click=move |_| session.ask()>"Retry"</button>
            </div>
        </main>
    }
}

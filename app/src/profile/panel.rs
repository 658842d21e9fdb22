//! The panel over the right side of the list, which stays usable. On narrow screens it covers the page.

use super::{data::Data, head::Head};
use crate::{
    api::{self, Abort, Failure},
    tags::{PickerPlace, TagPicker, Tags},
    ui::{
        Announcer, Icon,
        focus::{self, focus_soon},
        media::use_narrow,
    },
    users::Naming,
};
use leptos::{html, prelude::*, task::spawn_local};
use shared::{
    api::{profile::Profile, users::User},
    ids::UserId,
};

/// What the panel needs from where it stands.
#[derive(Clone, Copy)]
pub struct PanelContext {
    /// The user whose panel is open.
    pub user: Memo<Option<UserId>>,
    /// Grows when data may have changed.
    pub changes: Signal<u64>,
    /// The user as the list has it: shown until the profile is there.
    pub seen: Callback<UserId, Option<User>>,
    /// Opens another user, or closes the panel.
    pub open: Callback<Option<UserId>>,
}

/// What is known of the user.
#[derive(Clone, PartialEq)]
enum State {
    Loading(Option<User>),
    Known(Box<Profile>),
    Failed(Failure),
}

impl State {
    fn user(&self) -> Option<&User> {
        match self {
            Self::Loading(user) => user.as_ref(),
            Self::Known(profile) => Some(&profile.user),
            Self::Failed(_) => None,
        }
    }
}

/// The panel; nothing while it is closed.
#[component]
pub fn Panel(context: PanelContext) -> impl IntoView {
    let is_open = Memo::new(move |_| context.user.with(Option::is_some));
    let last: StoredValue<Option<UserId>> = StoredValue::new(None);
    Effect::new(move |was_open: Option<bool>| {
        let is_open = is_open.get();
        if was_open == Some(true) && !is_open {
            let row = last.get_value().map(|user_id| format!("user-{user_id}"));
            focus_soon(row.filter(|id| focus::element(id).is_some()).unwrap_or_else(|| "found".into()));
        }
        is_open
    });
    Effect::new(move || {
        if let Some(user_id) = context.user.get() {
            last.set_value(Some(user_id));
        }
    });
    move || is_open.get().then(|| view! { <OpenPanel context=context /> })
}

#[component]
fn OpenPanel(context: PanelContext) -> impl IntoView {
    let narrow = use_narrow();
    let state = RwSignal::new(State::Loading(None));
    follow(context, state);
    let name = move || state.with(|state| state.user().map_or_else(|| "User".into(), |user| Naming::of(user).full()));
    let content = move || match state.get() {
        State::Loading(user) => view! {
            {user.map(|user| view! { <Head user=user anonymous_id=None /> })}
            <div class="panel-loading" aria-hidden="true">
                <span class="skeleton"></span><span class="skeleton"></span><span class="skeleton"></span>
            </div>
        }
        .into_any(),
        State::Known(profile) => view! {
            <Head user=profile.user.clone() anonymous_id=profile.anonymous_id.clone() />
            <Data profile=*profile />
        }
        .into_any(),
        State::Failed(failure) => view! { <Failed failure=failure context=context state=state /> }.into_any(),
    };
    let inside = move || {
        view! {
            <button
                type="button"
                id="panel-close"
                class="icon-button panel-close"
                aria-label="Close the profile"
                aria-keyshortcuts="Escape"
                on:click=move |_| context.open.run(None)
            >
                <Icon name="close" />
            </button>
            <div class="panel-scroll">{content}</div>
            <TagPicker place=PickerPlace::Panel />
        }
    };
    move || {
        if narrow.get() {
            view! { <Covering name=Signal::derive(name) close=context.open>{inside()}</Covering> }.into_any()
        } else {
            view! { <aside id="panel" class="panel" aria-label=name>{inside()}</aside> }.into_any()
        }
    }
}

/// On narrow screens the panel covers the page: a modal dialog, so that nothing under it can be reached.
#[component]
fn Covering(name: Signal<String>, close: Callback<Option<UserId>>, children: Children) -> impl IntoView {
    let dialog: NodeRef<html::Dialog> = NodeRef::new();
    Effect::new(move || {
        if let Some(dialog) = dialog.get() {
            // It fails only on a dialog that is open already.
            _ = dialog.show_modal();
        }
    });
    let cancelled = move |event: web_sys::Event| {
        event.prevent_default();
        close.run(None);
    };
    view! { <dialog node_ref=dialog id="panel" class="panel" aria-label=name on:cancel=cancelled>{children()}</dialog> }
}

/// Loads the user, and again when something may have changed; what is shown stays until the new is there.
fn follow(context: PanelContext, state: RwSignal<State>) {
    let abort: StoredValue<Option<Abort>, LocalStorage> = StoredValue::new_local(None);
    Effect::new(move |before: Option<Option<UserId>>| {
        let user = context.user.get();
        context.changes.track();
        let user_id = user?;
        if before.flatten() != user {
            state.set(State::Loading(context.seen.run(user_id)));
        }
        load(user_id, context, state, abort);
        user
    });
}

fn load(
    user_id: UserId,
    context: PanelContext,
    state: RwSignal<State>,
    abort: StoredValue<Option<Abort>, LocalStorage>,
) {
    let announcer: Announcer = expect_context();
    let tags: Tags = expect_context();
    let asked = tags.moment();
    let lent = Abort::new();
    if let Some(before) = abort.try_update_value(|held| held.replace(lent.clone())).flatten() {
        before.abort();
    }
    spawn_local(async move {
        match api::profile(user_id, Some(&lent)).await {
            Ok(mut profile) => {
                // The head shows them as they come and go; all else stays as it is then.
                tags.keep(profile.user.user_id, std::mem::take(&mut profile.user.tags), asked);
                // A user that was merged away: the survivor answers.
                let survivor = profile.user.user_id;
                let known = State::Known(Box::new(profile));
                if state.try_with_untracked(|state| *state != known) == Some(true) {
                    state.set(known);
                }
                if survivor != user_id {
                    context.open.run(Some(survivor));
                }
            }
            Err(Failure::Aborted) => {}
            Err(failure) => {
                announcer.alert(format!("The profile could not be loaded. {}", failure.reason()));
                state.try_set(State::Failed(failure));
            }
        }
    });
}

/// The profile could not be loaded.
#[component]
fn Failed(failure: Failure, context: PanelContext, state: RwSignal<State>) -> impl IntoView {
    let is_gone = matches!(failure, Failure::Status { status: 404, .. });
    let title = if is_gone { "This user does not exist" } else { "The profile could not be loaded" };
    let retry = move |_| {
        if let Some(user_id) = context.user.get_untracked() {
            state.set(State::Loading(context.seen.run(user_id)));
            load(user_id, context, state, StoredValue::new_local(None));
            focus::focus("panel-close");
        }
    };
    view! {
        <div class="block">
            <p class="block-title">{title}</p>
            <p>{failure.reason()}</p>
            {(!is_gone).then(|| view! { <button type="button" class="button" on:click=retry>"Retry"</button> })}
        </div>
    }
}

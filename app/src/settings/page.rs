//! The parts at the left, and the one that is open.

use super::{
    about, accounts, attributes, audit, connect, events, experiences, part::only_owners, tags, workspace, you,
};
use crate::{
    address::{Navigator, Part},
    sign_in::SessionContext,
};
use leptos::prelude::*;

/// The settings.
pub fn settings_page(part: Memo<Option<Part>>) -> AnyView {
    let session: SessionContext = expect_context();
    let navigator: Navigator = expect_context();
    let is_owner = session.is_owner();
    let link = move |one: Part| {
        let current = move || (part.get() == Some(one)).then_some("page");
        view! { <li><a class="settings-link" href=one.href() aria-current=current>{one.words().1}</a></li> }
    };
    let links = Part::ALL.into_iter().filter(|one| is_owner || !one.is_of_owners()).map(link).collect_view();
    let content = move || {
        navigator.land("settings-title");
        let part = part.get()?;
        let content = match part {
            part if part.is_of_owners() && !is_owner => only_owners("Only an owner of the workspace sees this."),
            Part::Workspace => workspace::workspace(is_owner),
            Part::Connect => connect::connect(is_owner, session.may_edit()),
            Part::Attributes => attributes::attributes(),
            Part::Events => events::events(),
            Part::Experiences => experiences::experiences(),
            Part::Tags => tags::tags(),
            Part::Accounts => accounts::accounts(),
            Part::You => you::you(),
            Part::Audit => audit::audit(),
            Part::About => about::about(),
        };
        Some(view! { <h2 id="settings-title" tabindex="-1">{part.words().1}</h2>{content} })
    };
    view! {
        <div class="settings">
            <nav class="settings-nav" aria-label="Settings"><ul>{links}</ul></nav>
            <div class="settings-part">{content}</div>
        </div>
    }
    .into_any()
}

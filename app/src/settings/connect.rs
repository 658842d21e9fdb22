//! The lines that connect a product, the keys, how users are proven, and what comes.

use super::{
    debugger::debugger,
    identity::identity,
    keys::keys,
    part::{card, only_owners},
};
use crate::users::Ways;
use leptos::prelude::*;

/// The part.
pub fn connect(is_owner: bool, may_edit: bool) -> AnyView {
    let ways = view! { <div class="connect connect-help"><Ways /></div> };
    let about = "A user appears as soon as a page with the snippet loads, or when your server names one. Any SDK that speaks the Segment protocol works: point it at this host.";
    let keys = if is_owner { keys() } else { only_owners("Only an owner sees and makes keys.") };
    let debugger = may_edit.then(debugger);
    view! { {card("ways-title", "Send users", about, ways.into_any())}{keys}{identity(is_owner)}{debugger} }.into_any()
}

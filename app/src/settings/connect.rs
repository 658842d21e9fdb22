//! The lines that connect a product, and the keys.

use super::{
    keys::keys,
    part::{card, only_owners},
};
use crate::users::Ways;
use leptos::prelude::*;

/// The part.
pub fn connect(is_owner: bool) -> AnyView {
    let ways = view! { <div class="connect connect-help"><Ways /></div> };
    let about = "A user appears as soon as a page with the snippet loads, or when your server names one. Any SDK that speaks the Segment protocol works: point it at this host.";
    let keys = if is_owner { keys() } else { only_owners("Only an owner sees and makes keys.") };
    view! { {card("ways-title", "Send users", about, ways.into_any())}{keys} }.into_any()
}

//! The foot of the builder: the number of the draft, its share of all users, and what is left out.

use super::{Builder, Counting, Total};
use crate::ui::format;
use leptos::prelude::*;

/// "1 incomplete condition": what is left out of the filter.
pub fn left_out(incomplete: usize, invalid: usize) -> Option<String> {
    let part = |count: usize, word: &str| {
        let noun = if count == 1 { "condition" } else { "conditions" };
        (count > 0).then(|| format!("{count} {word} {noun}"))
    };
    let parts: Vec<_> = [part(incomplete, "incomplete"), part(invalid, "invalid")].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" and "))
}

/// The share of all users in whole percents. Only none is 0 % and only all are 100 %.
fn percent(total: u64, of: u64) -> u64 {
    match (total, of) {
        (0, _) | (_, 0) => 0,
        (total, of) if total >= of => 100,
        (total, of) => ((total as f64 / of as f64 * 100.0).round() as u64).clamp(1, 99),
    }
}

/// The number of the draft with its share.
pub fn total() -> AnyView {
    let builder: Builder = expect_context();
    let counting: Counting = expect_context();
    let left_out = Memo::new(move |_| {
        builder.finished.with(|finished| left_out(finished.incomplete.len(), finished.invalid.len()))
    });
    let total = Memo::new(move |_| counting.total().unwrap_or(Total::Loading));
    let number = move || match total.get() {
        Total::Loading => view! { <span class="skeleton skeleton-count" aria-hidden="true"></span> }.into_any(),
        Total::Known { total, of, stale, .. } => {
            let percent = percent(total, of);
            view! {
                <span class="share-number" class:is-stale=stale>
                    <b>{format::count(total)}</b>" of "{format::count(of)}{if of == 1 { " user" } else { " users" }}
                </span>
                <span class="share" class:is-stale=stale aria-hidden="true">
                    <span style:width=format!("{percent}%")></span>
                </span>
                <span class="share-percent" class:is-stale=stale>{percent}"%"</span>
            }
            .into_any()
        }
        Total::Failed => view! {
            <span>"Count unavailable"</span>
            <button type="button" class="button-link" on:click=move |_| counting.retry()>"Retry"</button>
        }
        .into_any(),
    };
    let long = move || {
        counting.is_long.get().then(|| {
            view! {
                <span>"Still counting..."</span>
                <button type="button" class="button-link" on:click=move |_| counting.cancel()>"Cancel"</button>
            }
        })
    };
    view! {
        <div class="builder-total">
            {number}
            {long}
            {move || left_out.get().map(|what| view! { <span class="left-out">{format!("{what} ignored")}</span> })}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_counted() {
        assert_eq!(left_out(0, 0), None);
        assert_eq!(left_out(1, 0).as_deref(), Some("1 incomplete condition"));
        assert_eq!(left_out(2, 1).as_deref(), Some("2 incomplete conditions and 1 invalid condition"));
    }

    #[test]
    fn shares_are_never_rounded_to_none_or_all() {
        let shares = [(0, 0), (0, 9), (9, 9), (1, 1_284), (1_283, 1_284), (312, 1_284)];
        assert_eq!(shares.map(|(total, of)| percent(total, of)), [0, 0, 100, 1, 99, 24]);
    }
}

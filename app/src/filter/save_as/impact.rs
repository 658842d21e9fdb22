//! Who joins and leaves a segment when its filter becomes another one, and what that does to the segments that use it.

use crate::{
    api::{self, Abort, Failure},
    ui::format,
};
use leptos::{prelude::*, task::spawn_local};
use shared::{
    api::{
        filter::FilterDocument,
        segments::{Impact, ImpactRequest},
    },
    ids::SegmentId,
};

/// The lines that tell it; it is asked for as they are made.
pub fn impact_list(id: SegmentId, filter: FilterDocument) -> AnyView {
    let impact = RwSignal::new(None::<Result<Impact, Failure>>);
    let abort = StoredValue::new_local(Abort::new());
    on_cleanup(move || abort.with_value(Abort::abort));
    let request = ImpactRequest { filter };
    spawn_local(async move {
        let lent = abort.get_value();
        let answer = api::impact(id, &request, &lent).await;
        impact.try_set(Some(answer));
    });
    let told = move || match impact.get() {
        None => vec!["Counting who comes and goes...".to_owned()],
        Some(Ok(impact)) => sentences(&impact),
        Some(Err(failure)) => vec![format!("Who comes and goes is not known. {}", failure.full_reason())],
    };
    let lines = move || told().into_iter().map(|told| view! { <li>{told}</li> }).collect_view();
    view! { <ul class="impact" aria-live="polite">{lines}</ul> }.into_any()
}

/// "Used in 2 segments; 1,284 -> 312 users (-76%): 3 join, 975 leave."
fn sentences(impact: &Impact) -> Vec<String> {
    let number = |number: Option<u64>| number.map_or_else(|| "unknown".into(), format::count);
    let change = |before: Option<u64>, after: Option<u64>| {
        let percent = before.zip(after).and_then(|(before, after)| percent(before, after));
        let percent = percent.map(|percent| format!(" ({percent})")).unwrap_or_default();
        format!("{} → {} users{percent}", number(before), number(after))
    };
    let (join, leave) = (format::count(impact.join), format::count(impact.leave));
    let used = match impact.dependents.len() {
        0 => String::new(),
        1 => "Used in 1 segment; ".to_owned(),
        more => format!("Used in {more} segments; "),
    };
    let first = format!("{used}{}: {join} join, {leave} leave.", change(impact.before, Some(impact.after)));
    let others = impact
        .dependents
        .iter()
        .map(|other| format!("“{}” uses it: {}.", other.name, change(other.before, other.after)));
    std::iter::once(first).chain(others).collect()
}

/// "-76%"; nothing where nothing changes or there was nobody.
fn percent(before: u64, after: u64) -> Option<String> {
    // Far from the limits of either kind, and a whole percent is exact enough to read.
    let percent = (after as f64 - before as f64) / before as f64 * 100.0;
    (before > 0 && before != after).then(|| match percent.round() {
        rounded if rounded > 0.0 => format!("+{rounded}%"),
        rounded if rounded < 0.0 => format!("{rounded}%"),
        _ if percent > 0.0 => "under +1%".to_owned(),
        _ => "under -1%".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_told_in_percent() {
        let of = |before, after| percent(before, after).unwrap_or_default();
        assert_eq!(of(1284, 312), "-76%");
        assert_eq!(of(10, 25), "+150%");
        assert_eq!((of(7, 7), of(0, 5)), (String::new(), String::new()));
        assert_eq!((of(1000, 1001), of(1000, 999)), ("under +1%".into(), "under -1%".into()));
    }
}

//! A filter that is pasted into a group. All that is wrong with it is told; nothing is put in by half.

use super::{acts, state::Moving};
use crate::ui::{Dialog, focus::focus_soon};
use leptos::prelude::*;
use shared::{
    filter::{
        Filter,
        edit::{Draft, NodeId},
    },
    problem::ProblemAt,
};

/// The dialog.
#[component]
pub fn PasteDialog() -> impl IntoView {
    let asking = expect_context::<Moving>().asking;
    view! {
        <Dialog open=asking.is_paste id="paste-filter" title="Paste JSON into the group">
            {move || asking.node.get().map(|id| view! { <PasteForm id=id /> })}
        </Dialog>
    }
}

/// The draft with the pasted filter in it, or everything that is wrong.
fn pasted(draft: &Draft, group: NodeId, text: &str) -> Result<Draft, Vec<String>> {
    let told = |problem: ProblemAt| match problem.pointer.as_str() {
        "" => problem.detail,
        pointer => format!("{pointer}: {}", problem.detail),
    };
    let filter =
        Filter::parse(text.as_bytes()).map_err(|problems| problems.into_iter().map(told).collect::<Vec<_>>())?;
    draft.insert(group, None, &filter.root).map_err(|refused| vec![refused.reason])
}

#[component]
fn PasteForm(id: NodeId) -> impl IntoView {
    let moving: Moving = expect_context();
    let builder = moving.builder;
    let text = RwSignal::new(String::new());
    let problems = RwSignal::new(Vec::new());
    let submitted = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let text = text.get_untracked();
        match builder.with_untracked(|draft| pasted(draft, id, &text)) {
            Ok(after) => {
                moving.asking.is_paste.set(false);
                acts::paste(builder, id, after);
            }
            Err(found) => {
                problems.set(found);
                focus_soon("pasted-filter");
            }
        }
    };
    let told = move || problems.get().into_iter().map(|problem| view! { <li>{problem}</li> }).collect_view();
    focus_soon("pasted-filter");
    view! {
        <form class="move-form" on:submit=submitted>
            <div class="form-field">
                <label for="pasted-filter">"A filter, as “Copy as JSON” gives it"</label>
                <textarea
                    class="field code-field"
                    id="pasted-filter"
                    rows="10"
                    spellcheck="false"
                    aria-invalid=move || problems.with(|found| !found.is_empty()).then_some("true")
                    aria-describedby="pasted-filter-error"
                    on:input:target=move |event| text.set(event.target().value())
                ></textarea>
                <ul class="field-error" id="pasted-filter-error" role="alert">{told}</ul>
            </div>
            <div class="dialog-actions">
                <button type="button" class="button" on:click=move |_| moving.asking.is_paste.set(false)>"Cancel"</button>
                <button type="submit" class="button button-primary">"Paste"</button>
            </div>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::moving::{messages, trees::draft};
    use serde_json::json;

    #[test]
    fn a_whole_filter_goes_in_and_half_a_one_does_not() {
        let draft = draft(json!(["a", {"any": ["b"]}]));
        let group = draft.root().children()[1].id;
        let paste = |text: &str| pasted(&draft, group, text);
        let document = json!({"version": 1, "root": {"all": [{"event": {"name": "c"}}, {"event": {"name": "d"}}]}});
        let after = paste(&document.to_string()).unwrap();
        assert_eq!((draft.condition_count(), after.condition_count()), (2, 4));
        assert_eq!(after.place_of(after.focus().unwrap()).map(|(group, index)| (group.id, index)), Some((group, 1)));
        let told = messages::pasted(&draft, &after, group);
        assert_eq!(told.status.as_deref(), Some("2 conditions pasted into group 1."));
        assert_eq!(paste("{").unwrap_err().len(), 1);
        let wrong = json!({"version": 1, "root": {"all": [{"event": {"nam": 1}}, {"even": {}}]}});
        let problems = paste(&wrong.to_string()).unwrap_err();
        assert!(
            problems.len() >= 2 && problems.iter().all(|problem| problem.starts_with("/root/all/")),
            "{problems:?}"
        );
    }
}
